"""A disk that is full: what was found and not written is found again, what is queued is delivered, and makes room."""

import logging
import sqlite3
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.delivering import Bells
from sync_ingest.agent.pace import Backoff
from sync_ingest.agent.rounds import Fixed, Rounds, watch_until
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.file import check_room, list_facts, open_state
from tests.builders import a_code
from tests.sync_ingest.agent.builders import SEAL, Department, a_row
from tests.sync_ingest.agent.centre import a_centre

ROWS = 700
HOUR = timedelta(hours=1)
ROOM = 150  # pages: one chunk of rows fits in, the next does not


@pytest.fixture
def full(tmp_path: Path) -> Department:
    """A department whose agent has no room for more than some hundred rows."""
    department = Department(tmp_path, *[a_row(number, so_hs=a_code(number)) for number in range(1, ROWS + 1)])
    _give_room(department, ROOM)
    return department


def test_a_chunk_that_finds_no_room_is_neither_half_written_nor_passed_over(full: Department) -> None:
    with pytest.raises(sqlite3.OperationalError, match="full"):
        full.poll()
    taken = len(full.entries)
    assert 0 < taken < ROWS
    assert full.db.execute("SELECT count(*) FROM seen").fetchone() == (taken,)
    _give_room(full, 10**6)
    assert full.poll() == ROWS - taken


def test_what_is_queued_is_delivered_from_a_full_disk_and_all_arrives(full: Department) -> None:
    said: list[str] = []
    with a_centre() as centre, httpx.Client(base_url=centre.address) as http:
        courier = Courier(open_state(_folder(full)), http, SEAL, full.clock)
        while len(centre.taken) < ROWS:
            try:
                full.poll()
            except sqlite3.OperationalError as failure:
                said.append(str(failure))
                _give_room(full, _pages(full) + ROOM)
            courier.deliver()
    assert set(said) == {"database or disk is full"}
    assert [update["code"] for update in centre.taken] == [a_code(number) for number in range(1, ROWS + 1)]


def test_it_is_told_of_once_and_goes_on_when_there_is_room(
    full: Department, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="sync_ingest")
    bells, tries = Bells(), iter(range(10))

    def until_room() -> float:
        if next(tries) == 3:
            _give_room(full, 10**6)
        return 1.0

    def ended() -> bool:
        if queue.count(full.db) == ROWS:
            bells.end()
        return False

    rounds = Rounds(full.watcher, Fixed([full.feed]), timedelta(0), HOUR, stopping=ended)
    watch_until(bells, rounds, Backoff(0.001, 0.001, until_room))
    assert caplog.messages == ["nothing new is found: database or disk is full", "watching again"]
    assert "watch_trouble" not in list_facts(full.db)


def test_with_little_room_left_nothing_new_is_taken_in_and_that_is_told(known: Department) -> None:
    bells = Bells()

    def check() -> None:
        bells.end()  # after this round
        check_room(_folder(known), 10**18)

    known.change(2, ma_tt="XONG")
    rounds = Rounds(known.watcher, Fixed([known.feed]), timedelta(0), HOUR, check_room=check)
    watch_until(bells, rounds, Backoff(0.001, 0.001))
    assert known.entries == []
    assert "MiB are free" in list_facts(known.db)["watch_trouble"]


def _give_room(department: Department, pages: int) -> None:
    department.db.execute(f"PRAGMA max_page_count={pages}")


def _pages(department: Department) -> int:
    pages: int = department.db.execute("PRAGMA page_count").fetchone()[0]
    return pages


def _folder(department: Department) -> Path:
    return Path(department.db.execute("PRAGMA database_list").fetchone()[2]).parent
