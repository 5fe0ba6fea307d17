"""Many askers, few questions; nobody waits for ever; what has just changed is held back."""

import asyncio
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field
from threading import Event as Signal
from time import monotonic

import pytest

from lookup_api import loading
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.loading import DATABASE, MOST_AT_ONCE, PATIENCE_SECONDS, THREADS, Load, Loaded, Loader
from tests.lookup_api.entries import an_entry
from tests.waiting import wait_until


@dataclass
class Source:
    """Answers only while its door is open, and notes what it was asked."""

    is_fresh: bool = False
    asked: list[list[str]] = field(default_factory=list)
    kept: dict[str, Loaded] = field(default_factory=dict)
    door: Signal = field(default_factory=Signal)

    def load(self, codes: Collection[str]) -> dict[str, Loaded]:
        self.asked.append(list(codes))
        self.door.wait(10)
        return {code: Loaded(an_entry(), DATABASE, self.is_fresh) for code in codes}


@pytest.fixture
def at_work() -> Iterator[ExitStack]:
    with ExitStack() as closing:
        yield closing


def a_loader(source: Source, at_work: ExitStack, load: Load | None = None, hold: float = 0.0) -> Loader:
    loader = Loader(load or source.load, source.kept.update, hold)
    at_work.callback(source.door.set)  # after the loader's end: it waits for its threads
    at_work.enter_context(loader.running())
    at_work.callback(source.door.set)
    return loader


def keep_all_threads_busy(loader: Loader, source: Source) -> list[Future[Loaded]]:
    """Each thread has taken one question, and waits at the door."""
    busy = []
    for number in range(THREADS):
        busy.append(loader.ask(f"busy {number}"))
        wait_until("a thread takes it", lambda wanted=number: len(source.asked) > wanted)  # type: ignore[misc]  # bound now
    return busy


def test_a_thousand_askers_of_one_code_are_one_question(at_work: ExitStack) -> None:
    loader = a_loader(source := Source(), at_work)
    waiting = [loader.ask("A") for _ in range(1_000)]
    source.door.set()
    assert {future.result(5).entry.number for future in waiting} == {1}
    assert source.asked == [["A"]]


def test_codes_that_are_asked_for_meanwhile_go_together(at_work: ExitStack) -> None:
    loader = a_loader(source := Source(), at_work)
    keep_all_threads_busy(loader, source)
    waiting = [loader.ask(f"code {number}") for number in range(MOST_AT_ONCE + 1)]
    source.door.set()
    for future in waiting:
        future.result(5)
    assert sorted(map(len, source.asked[THREADS:])) == [1, MOST_AT_ONCE]


def test_what_came_is_kept_before_anybody_sees_it(at_work: ExitStack) -> None:
    loader = a_loader(source := Source(), at_work)
    source.door.set()
    loader.ask("A").result(5)
    assert source.kept["A"].entry == an_entry()


def test_what_has_just_changed_is_held_back_and_not_kept_before(at_work: ExitStack) -> None:
    loader = a_loader(source := Source(is_fresh=True), at_work, hold=0.2)
    source.door.set()
    began = monotonic()
    waiting = loader.ask("A")
    wait_until("it is loaded", lambda: source.asked == [["A"]])
    assert source.kept == {}
    waiting.result(5)
    assert monotonic() - began >= 0.2
    assert source.kept["A"].entry == an_entry()


def test_who_waits_too_long_is_told_and_then_it_is_no_use_to_ask(at_work: ExitStack) -> None:
    loader = a_loader(Source(), at_work)
    began = monotonic()
    with pytest.raises(LookupUnavailable):
        loader.ask("A").result(5)
    assert monotonic() - began < PATIENCE_SECONDS + 0.5
    assert loader.is_down


def test_once_something_comes_back_it_is_of_use_again(at_work: ExitStack) -> None:
    loader = a_loader(source := Source(), at_work)
    with pytest.raises(LookupUnavailable):
        loader.ask("A").result(5)
    source.door.set()
    wait_until("it is of use", lambda: not loader.is_down)
    assert loader.ask("B").result(5).layer == DATABASE


def test_a_question_that_fails_is_told_to_all_who_wait_and_keeps_others_from_asking(at_work: ExitStack) -> None:
    def refuse(codes: Collection[str]) -> dict[str, Loaded]:
        raise LookupUnavailable

    loader = a_loader(Source(), at_work, refuse)
    with pytest.raises(LookupUnavailable):
        loader.ask("A").result(5)
    assert loader.is_down


def test_a_fault_of_ours_ends_no_thread(at_work: ExitStack, caplog: pytest.LogCaptureFixture) -> None:
    def break_down(codes: Collection[str]) -> dict[str, Loaded]:
        raise ZeroDivisionError

    loader = a_loader(Source(), at_work, break_down)
    for code in "ABCDEFGH":
        with pytest.raises(LookupUnavailable):
            loader.ask(code).result(5)
    assert "loading failed" in caplog.text


def test_one_that_can_not_be_read_takes_no_other_with_it(at_work: ExitStack) -> None:
    def load(codes: Collection[str]) -> dict[str, Loaded]:
        loaded = source.load(codes)
        return {code: loaded[code] if code != "poison" else loaded["missing"] for code in codes}

    loader = a_loader(source := Source(), at_work, load)
    keep_all_threads_busy(loader, source)
    waiting = {code: loader.ask(code) for code in ("A", "poison", "B")}
    source.door.set()
    assert [waiting[code].result(5).layer for code in "AB"] == [DATABASE, DATABASE]
    with pytest.raises(LookupUnavailable):
        waiting["poison"].result(5)
    assert not loader.is_down


def test_one_that_nobody_has_taken_yet_is_joined_however_old_it_is(
    at_work: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader = a_loader(source := Source(), at_work)
    keep_all_threads_busy(loader, source)
    first = loader.ask("A")
    monkeypatch.setattr(loading, "JOIN_SECONDS", 0)
    second = loader.ask("A")
    source.door.set()
    assert first.result(5) is second.result(5)
    assert sum(codes.count("A") for codes in source.asked) == 1


async def test_coroutines_and_threads_wait_for_the_same_question(at_work: ExitStack) -> None:
    loader = a_loader(source := Source(), at_work)
    loop = asyncio.get_running_loop()
    waiting = [loader.ask_from(loop, "A") for _ in range(1_000)]
    thread = loader.ask("A")
    source.door.set()
    assert {(await one).layer for one in waiting} == {thread.result(5).layer}
    assert source.asked == [["A"]]


async def test_a_coroutine_that_waits_too_long_is_told(at_work: ExitStack) -> None:
    loader = a_loader(Source(), at_work)
    with pytest.raises(LookupUnavailable):
        await loader.ask_from(asyncio.get_running_loop(), "A")


async def test_who_has_stopped_waiting_keeps_nobody_else_from_being_told(at_work: ExitStack) -> None:
    loader = a_loader(source := Source(), at_work)
    loop = asyncio.get_running_loop()
    gone, patient = (loader.ask_from(loop, "A") for _ in range(2))
    gone.cancel()
    source.door.set()
    assert (await patient).layer == DATABASE


def test_at_the_end_nobody_is_left_waiting(at_work: ExitStack) -> None:
    loader = a_loader(source := Source(), at_work)
    (under_way, *_) = keep_all_threads_busy(loader, source)
    at_work.close()
    with pytest.raises(LookupUnavailable):
        under_way.result(0)
    with pytest.raises(LookupUnavailable):
        loader.ask("A")


def test_a_fault_while_something_is_shown_ends_no_watch(caplog: pytest.LogCaptureFixture) -> None:
    def keep(loaded: Mapping[str, Loaded]) -> None:
        if loaded:
            raise ZeroDivisionError

    source = Source(is_fresh=True)
    source.door.set()
    loader = Loader(source.load, keep, hold=0.1)
    with loader.running():
        for code in "AB":
            with pytest.raises(LookupUnavailable):
                loader.ask(code).result(5)
    assert "can't be shown" in caplog.text
