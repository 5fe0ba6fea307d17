"""However much has changed, the agent holds only a few rows and a batch at a time; the rest is on the disk."""

import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakSet

import httpx

from sync_ingest.agent.chunks import CHUNK
from sync_ingest.agent.deliver import Courier, body_of
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.ports import Watermark
from sync_ingest.agent.sources.scripted import ScriptedSource
from sync_ingest.agent.state import queue
from sync_ingest.envelope import LARGEST_BODY, MOST_UPDATES
from tests.builders import a_code
from tests.sync_ingest.agent.builders import SEAL, Department, a_row
from tests.sync_ingest.agent.centre import outcome

ROWS = 6_000
BOUND = 8 * 1024 * 1024  # bytes of Python's own values; bench/agent_backlog.py measures the whole process


class Held:
    """Lies in a row, and lives as long as it."""


@dataclass
class Fountain(ScriptedSource):
    """Makes its rows only when they are asked for, and counts those that are still held."""

    held: WeakSet[Held] = field(default_factory=WeakSet)
    most_held: int = 0
    number: int = ROWS

    def changed_since(self, feed: Feed, watermark: Watermark | None) -> Iterator[Row]:
        for number in range(self.number):
            mark = Held()
            self.held.add(mark)
            self.most_held = max(self.most_held, len(self.held))
            yield a_row(number, so_hs=a_code(number), held=mark)
            del mark


def test_a_first_scan_holds_one_chunk_of_rows(tmp_path: Path) -> None:
    department = Department(tmp_path)
    fountain = Fountain()
    department.watch(fountain)
    assert department.poll() == ROWS
    assert fountain.most_held <= 2 * CHUNK


def test_finding_and_delivering_many_rows_needs_no_more_memory_than_few(tmp_path: Path) -> None:
    few, many = (peak_of(Department(tmp_path / str(number)), number) for number in (CHUNK, 3 * CHUNK))
    assert many < few * 1.25 < BOUND


def peak_of(department: Department, rows: int) -> int:
    """The most that is held while so many rows are found and delivered, in bytes."""
    department.watch(Fountain(number=rows))
    tracemalloc.start()
    department.poll()
    with httpx.Client(transport=httpx.MockTransport(take), base_url="http://centre") as http:
        while Courier(department.db, http, SEAL, department.clock, most=CHUNK).deliver():
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert queue.count(department.db) == 0
    return peak


def take(request: httpx.Request) -> httpx.Response:
    """A centre that takes everything."""
    updates = json.loads(request.content)["updates"]
    return httpx.Response(200, json={"outcomes": [outcome(update) for update in updates], "event": 1})


def test_a_long_queue_is_read_a_batch_at_a_time(tmp_path: Path) -> None:
    department = Department(tmp_path)
    department.watch(Fountain())
    department.poll()
    assert queue.count(department.db) == ROWS
    assert len(queue.first(department.db, MOST_UPDATES, LARGEST_BODY)) == MOST_UPDATES


def test_a_batch_is_never_larger_than_a_request_may_be(tmp_path: Path) -> None:
    rows = [a_row(number, ghi_chu="Thẩm định " * 90, ho_ten="Nguyễn Văn An " * 10) for number in range(1, 1_001)]
    department = Department(tmp_path, *rows)
    department.poll()
    batch = queue.first(department.db, MOST_UPDATES, LARGEST_BODY)
    assert 1 < len(batch) < MOST_UPDATES
    assert len(body_of(batch, SEAL)) <= LARGEST_BODY
