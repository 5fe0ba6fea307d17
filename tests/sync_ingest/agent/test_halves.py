"""The two halves of the agent at work: a network that is cut, a department that is down, and the end of the day."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.delivering import Bells, Paces, deliver_until
from sync_ingest.agent.errors import IngestUnavailable
from sync_ingest.agent.pace import Backoff
from sync_ingest.agent.posting import post
from sync_ingest.agent.rounds import Fixed, Rounds, watch_until
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.file import list_facts, open_state
from tests.builders import a_code
from tests.sync_ingest.agent.builders import SEAL, Department, a_row
from tests.sync_ingest.agent.centre import HANG_UP, Says, a_centre
from tests.waiting import wait_until

REVOKED = Says(401, {"title": "This device's key was revoked"})


def quick() -> Paces:
    return Paces(Backoff(0.01, 0.02), Backoff(0.01, 0.02))


@contextmanager
def delivering(folder: Path, address: str, bells: Bells) -> Iterator[None]:
    """The delivering half in a thread of its own, as in the program."""

    def work() -> None:
        with httpx.Client(base_url=address) as http:
            deliver_until(bells, Courier(open_state(folder), http, SEAL, Department(folder).clock), quick())

    with running(work, bells):
        yield


@contextmanager
def running(work: Callable[[], None], bells: Bells) -> Iterator[None]:
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        bells.end()
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def bells() -> Bells:
    return Bells(threading.Event(), threading.Event())


def test_after_a_cut_everything_arrives_in_order(tmp_path: Path, bells: Bells) -> None:
    department = Department(tmp_path, a_row(1))
    with a_centre(*[Says(HANG_UP)] * 4, *[Says(503)] * 4) as centre, delivering(tmp_path, centre.address, bells):
        for minute in range(30):
            department.change(1, ghi_chu=f"Bước {minute}", ngay_cn=f"2026-11-24 08:{minute:02}:00")
            department.poll()
        wait_until("all is delivered", lambda: len(centre.taken) == 30)
    assert [update["note"] for update in centre.taken] == [f"Bước {minute}" for minute in range(30)]


def test_while_the_network_is_cut_the_queue_grows_on_the_disk(tmp_path: Path, bells: Bells) -> None:
    department = Department(tmp_path, *[a_row(number, so_hs=a_code(number)) for number in range(1, 51)])
    with a_centre(*[Says(HANG_UP)] * 1_000) as centre, delivering(tmp_path, centre.address, bells):
        department.poll()
        wait_until("it was tried", lambda: len(centre.requests) > 3)
        assert queue.count(department.db) == 50


def test_trouble_is_told_of_once_and_its_end_too(
    tmp_path: Path, bells: Bells, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="sync_ingest")
    department = Department(tmp_path, a_row(1))
    department.poll()
    with a_centre(*[REVOKED] * 5) as centre, delivering(tmp_path, centre.address, bells):
        wait_until("all is delivered", lambda: len(centre.taken) == 1 and not list_facts(department.db).get("trouble"))
    refused = "nothing is delivered, all is kept: the centre refuses our requests: 401 This device's key was revoked"
    assert [record.getMessage() for record in caplog.records] == [refused, "delivering again"]


class OnlyWhenRung(threading.Event):
    """A bell on which nobody looks again by himself."""

    def wait(self, timeout: float | None = None) -> bool:
        return super().wait()


def test_what_is_queued_wakes_the_delivery(tmp_path: Path) -> None:
    department, bells = Department(tmp_path, a_row(1), a_row(2)), Bells(threading.Event(), OnlyWhenRung())
    department.poll()
    with a_centre() as centre, delivering(tmp_path, centre.address, bells):
        wait_until("it has delivered and sleeps", lambda: len(centre.taken) == 2 and not department.entries)
        department.change(2, ma_tt="XONG")
        department.sweep()
        bells.wake.set()
        wait_until("it is delivered", lambda: len(centre.taken) == 3)


def test_a_department_that_comes_back_is_watched_again(
    known: Department, bells: Bells, caplog: pytest.LogCaptureFixture
) -> None:
    known.source.is_down = True
    pauses: list[float] = []

    def until_back() -> float:
        pauses.append(1)
        if len(pauses) == 3:
            known.source.is_down = False
            known.change(1, ma_tt="XONG")
        return 1.0

    fixed = Fixed([known.feed])
    rounds = Rounds(known.watcher, fixed, timedelta(0), timedelta(0), stopping=lambda: _ended(known, bells))
    watch_until(bells, rounds, Backoff(0.001, 0.001, until_back))
    assert len(known.entries) == 1
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR] == [
        "nothing new is found: the scripted source is down"
    ]


def test_a_sweep_lets_polls_through(tmp_path: Path) -> None:
    department = Department(tmp_path, *[a_row(number, so_hs=a_code(number)) for number in range(1, 2_001)])
    ticks = iter(range(10_000))
    fixed = Fixed([department.feed])
    rounds = Rounds(department.watcher, fixed, timedelta(0), timedelta(1), now=lambda: float(next(ticks)))
    rounds.go()
    rounds.go()
    assert len(department.source.asked) == 2  # while the first sweep is not half through


def _ended(department: Department, bells: Bells) -> bool:
    """End once the change was found."""
    if department.entries:
        bells.end()
    return bells.stop.is_set()


def test_a_busy_centre_is_given_the_time_that_it_asks_for_within_reason() -> None:
    paces = Paces(away=Backoff(0.5, 60), refused=Backoff(60, 60))
    assert paces.after(IngestUnavailable("busy", wait_seconds=7)) == 7
    assert paces.after(IngestUnavailable("busy", wait_seconds=86_400)) == 60
    assert paces.after(IngestUnavailable("away")) <= 2


@pytest.mark.parametrize(("said", "waited"), [("3", 3), ("", 0), ("Tue, 24 Nov 2026 08:00:00 GMT", 0), ("9" * 30, 0)])
def test_when_to_come_again_is_read_off_the_answer(said: str, waited: float) -> None:
    busy = httpx.MockTransport(lambda _: httpx.Response(503, headers={"Retry-After": said} if said else {}))
    with httpx.Client(base_url="http://centre", transport=busy) as http, pytest.raises(IngestUnavailable) as failure:
        post(http, "/v1/updates", b"{}", None)
    assert failure.value.wait_seconds == waited
