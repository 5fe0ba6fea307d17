"""Several workers on PostgreSQL, each as a process of its own: one dossier is never told by two at once."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Lock
from typing import Any

import pytest

from lookup_api.domain.status import Status
from sync_ingest.portal.sender import Outcome
from tests.builders import CODE, a_code, a_moment, a_record
from tests.sync_ingest.portal.forwarding import Forwarding
from tests.waiting import wait_until

WORKERS = 4
DOSSIERS, CHANGES = 5, 6


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


class Overlaps:
    """Watches whether two requests about one dossier are under way at the same moment."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._under_way: Counter[str] = Counter()
        self._lock = Lock()

    @contextmanager
    def watch(self, body: dict[str, Any]) -> Iterator[None]:
        code = body["data"][0]["MaHoSo"] if "data" in body else ""
        with self._lock:
            self._under_way[code] += 1
            if code and self._under_way[code] > 1:
                self.found.append(code)
        yield
        with self._lock:
            self._under_way[code] -= 1


def test_several_workers_never_tell_of_one_dossier_at_once_nor_in_a_wrong_order(forwarding: Forwarding) -> None:
    overlaps, all_are_in = Overlaps(), Event()
    forwarding.portal.during = overlaps.watch

    def work() -> None:
        sender = forwarding.a_sender()
        done = False
        while not done:
            was_last = all_are_in.is_set()
            done = sender.send_next() is Outcome.NOTHING_DUE and was_last

    with ThreadPoolExecutor(WORKERS) as threads:
        workers = [threads.submit(work) for _ in range(WORKERS)]
        try:
            bring_changes(forwarding)
        finally:
            all_are_in.set()
    assert [worker.result() for worker in workers] == [None] * WORKERS
    assert overlaps.found == []
    for serial in range(1, DOSSIERS + 1):
        told = [int(dossier["GhiChu"]) for code, dossier in forwarding.portal.puts if code == a_code(serial)]
        assert told == sorted(set(told))
        assert told[-1] == CHANGES - 1
        assert len([step for step in forwarding.portal.steps if step["MaHoSo"] == a_code(serial)]) == CHANGES


def test_a_dossier_that_takes_long_holds_up_no_other(forwarding: Forwarding) -> None:
    others_are_told = Event()

    @contextmanager
    def slow(body: dict[str, Any]) -> Iterator[None]:
        if body.get("isUpdating") and body["data"][0]["MaHoSo"] == CODE:
            assert others_are_told.wait(10)
        yield

    forwarding.portal.during = slow
    forwarding.door.receive([a_record(code=a_code(serial)) for serial in (1, 2, 3)])
    forwarding.follow()
    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(forwarding.sender.send_next)
        wait_until("the first has its turn", lambda: bool(forwarding.portal.requests), every=0.001)
        assert [forwarding.a_sender().send_next() for _ in range(3)] == [
            Outcome.TOLD,
            Outcome.TOLD,
            Outcome.NOTHING_DUE,
        ]
        others_are_told.set()
        assert first.result(10) is Outcome.TOLD
    assert list(forwarding.portal.dossiers) == [a_code(2), a_code(3), CODE]


def bring_changes(forwarding: Forwarding) -> None:
    """Change every dossier again and again, and queue it while the workers work."""
    for at in range(CHANGES):
        status = Status.PROCESSING if at % 2 else Status.SUPPLEMENT_REQUESTED
        facts = {"status": status, "occurred_at": a_moment(hours=100 - at), "note": f"{at}"}
        forwarding.door.receive([a_record(code=a_code(serial), **facts) for serial in range(1, DOSSIERS + 1)])
        forwarding.follow()
