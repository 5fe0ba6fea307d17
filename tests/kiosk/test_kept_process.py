"""A child process that is begun again."""

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.context import SpawnProcess

import pytest

from kiosk.hardware.kept_process import KeptProcess, Waits
from tests.waiting import eventually

CONTEXT = multiprocessing.get_context("spawn")
Keep = Callable[..., KeptProcess]


def wait_for_ever() -> None:
    """A process that is well."""
    threading.Event().wait()


def end_at_once() -> None:
    """A process that can't begin."""


@pytest.fixture
def keep() -> Iterator[Keep]:
    """Keeps a process that does this; it is ended afterwards."""
    kept: list[KeptProcess] = []

    def begin(what: Callable[[], None], is_well: Callable[[int], bool] = bool, steady: float = 60.0) -> KeptProcess:
        def make() -> SpawnProcess:
            return CONTEXT.Process(target=what, daemon=True)

        kept.append(KeptProcess(make, is_well, Waits(first=0.02, longest=0.08, steady=steady)))
        return kept[-1]

    yield begin
    for one in kept:
        one.end()


def has_waited(kept: KeptProcess, seconds: float) -> bool:
    """Whether the next process has to wait for so long."""
    kept.look_after()
    return kept.wait == seconds


def test_a_process_that_is_well_is_left_alone(keep: Keep) -> None:
    kept = keep(wait_for_ever)
    assert kept.look_after()
    process = kept.process
    assert all(kept.look_after() for _ in range(5))
    assert kept.process is process


def test_one_that_can_not_begin_is_tried_ever_more_slowly(keep: Keep) -> None:
    kept = keep(end_at_once)
    for seconds in (0.02, 0.04, 0.08):
        eventually(partial(has_waited, kept, seconds))
    eventually(kept.look_after)
    eventually(lambda: not kept.look_after())
    assert kept.wait == 0.08


def test_one_that_was_well_for_long_is_begun_again_soon(keep: Keep) -> None:
    kept = keep(end_at_once, steady=0.0)
    for _ in range(3):
        eventually(kept.look_after)
        eventually(lambda: not kept.look_after())
        assert kept.wait == 0.02


def test_one_that_gives_no_sign_of_life_is_killed(keep: Keep) -> None:
    kept = keep(wait_for_ever, lambda began_ns: False)
    kept.look_after()
    assert kept.process is not None
    number = kept.process.pid
    assert number
    assert not kept.look_after()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_one_that_is_begun_again_for_days_is_a_line_when_it_fails_and_one_when_it_is_well(
    keep: Keep, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    kept = keep(end_at_once)
    for seconds in (0.02, 0.04, 0.08):
        eventually(partial(has_waited, kept, seconds))
    kept.make = lambda: CONTEXT.Process(target=wait_for_ever, daemon=True)
    kept.waits = Waits(steady=0.0)
    eventually(lambda: kept.look_after() and not kept.is_troubled)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
