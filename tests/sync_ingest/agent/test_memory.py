"""However much has changed, the agent holds only a few rows and a batch at a time; the rest is on the disk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakSet

from sync_ingest.agent.deliver import body_of
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.ports import Watermark
from sync_ingest.agent.sources.scripted import ScriptedSource
from sync_ingest.agent.state import queue
from sync_ingest.agent.watch import CHUNK
from sync_ingest.envelope import LARGEST_BODY, MOST_UPDATES
from tests.builders import a_code
from tests.sync_ingest.agent.builders import SEAL, Department, a_row

ROWS = 6_000


class Held:
    """Lies in a row, and lives as long as it."""


@dataclass
class Fountain(ScriptedSource):
    """Makes its rows only when they are asked for, and counts those that are still held."""

    held: WeakSet[Held] = field(default_factory=WeakSet)
    most_held: int = 0

    def changed_since(self, feed: Feed, watermark: Watermark | None) -> Iterator[Row]:
        for number in range(ROWS):
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
