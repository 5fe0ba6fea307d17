"""`python -m bench.agent_backlog`: a week without network, in which every row changed, and then all of it delivered.

The agent's real watching and delivering, on a department's real SQLite file; the centre answers at once and keeps
nothing. Prints rows a second, and by how much the process grew beyond what it needed for the first chunk; beside it the
same for a tenth of the rows. It must not grow by more than BOUND, nor with the number of rows.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import click
import httpx

from lookup_api.domain.codes import AgencyCode
from provisioning.clock import utc_now
from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.reading.profile import Feed, read_profile
from sync_ingest.agent.sources.opening import open_source
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.file import open_state
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.agent.watch import Watcher

BOUND = 64  # MiB
MEBIBYTE = 1024  # KiB, as /proc counts
AGENCY = AgencyCode.parse("H53.19")
PROFILE = """
name = "Sở thử nghiệm"
[[feeds]]
name = "ho_so"
query = "SELECT * FROM hs"
key = "id"
watermark = "ngay_cn"
statuses = {THU_LY = 4, XONG = 9}
[feeds.columns]
code = "so_hs"
occurred_at = "ngay_cn"
status = "ma_tt"
note = "ghi_chu"
officer = "can_bo"
applicant_name = "ho_ten"
applicant_phone = "so_dt"
"""
TABLE = "CREATE TABLE hs (id INTEGER PRIMARY KEY, so_hs, ngay_cn, ma_tt, ghi_chu, can_bo, ho_ten, so_dt)"
ROW = (
    "2026-11-02 08:15:00", "THU_LY", "Thẩm định hồ sơ", "Trần Thị Bình", "Nguyễn Văn An", "0900000001",
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """What one run took: seconds to find and to deliver, and MiB by which the process grew."""

    rows: int
    finding: float
    delivering: float
    growth: float

    def __str__(self) -> str:
        speeds = f"found {self.rows / self.finding:,.0f} rows/s, delivered {self.rows / self.delivering:,.0f} updates/s"
        return f"{self.rows:>8,} rows: {speeds}, grew by {self.growth:.1f} MiB"


@click.command()
@click.option("--rows", default=100_000, help="rows that changed")
def main(rows: int) -> None:
    """Measure, print, and end with status 1 when the process grew too much."""
    warm_up, tenth, whole = (measure(number) for number in (1_000, rows // 10, rows))
    print(f"{tenth}\n{whole}")
    print(f"ten times the rows: {whole.growth - tenth.growth:+.1f} MiB; bound {BOUND} MiB")
    sys.exit(warm_up.rows < 0 or whole.growth > BOUND)


def measure(rows: int) -> Figures:
    """One run with so many rows."""
    (feed,) = read_profile(PROFILE).feeds
    with TemporaryDirectory() as name, an_agent(Path(name), rows) as (watcher, courier):
        for _ in watcher.poll(feed):
            pass
        watcher.db.execute("DELETE FROM queue")  # all was delivered before the network went away
        change_all(Path(name))
        before = forget_peak()
        found_in = find(watcher, feed, rows)
        began = monotonic()
        while courier.deliver():
            pass
        return Figures(rows, found_in, monotonic() - began, (peak() - before) / MEBIBYTE)


def find(watcher: Watcher, feed: Feed, rows: int) -> float:
    """Queue all that has changed; gives the seconds."""
    began = monotonic()
    for _ in watcher.poll(feed):
        pass
    took = monotonic() - began
    assert queue.count(watcher.db) == rows
    return took


@contextmanager
def an_agent(folder: Path, rows: int) -> Iterator[tuple[Watcher, Courier]]:
    """Both halves, on a department with so many rows."""
    with sqlite3.connect(folder / "department.db") as department:
        department.execute(TABLE)
        codes = ((number, f"H53.19-261102-{number:06}", *ROW) for number in range(1, rows + 1))
        department.executemany("INSERT INTO hs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", codes)
    seal = Seal.from_file(folder / "data.key")
    source = open_source(f"sqlite:///{folder}/department.db", seal, utc_now)
    watches, delivers = open_state(folder), open_state(folder)
    with httpx.Client(transport=httpx.MockTransport(take), base_url="http://centre") as http:
        yield Watcher(source, watches, AGENCY, seal, utc_now), Courier(delivers, http, seal, utc_now)
    watches.close()
    delivers.close()


def change_all(folder: Path) -> None:
    """An eventful week."""
    with sqlite3.connect(folder / "department.db") as department:
        department.execute("UPDATE hs SET ma_tt = 'XONG', ghi_chu = 'Đã ký', ngay_cn = '2026-11-20 09:00:00'")


def take(request: httpx.Request) -> httpx.Response:
    """A centre that takes everything."""
    ids = [update["id"] for update in json.loads(request.content)["updates"]]
    return httpx.Response(200, json={"outcomes": [{"id": id_, "outcome": "applied"} for id_ in ids], "event": 1})


def forget_peak() -> float:
    """Let the peak be what the process holds now, in KiB."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak() -> float:
    """The most that the process has held since, in KiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("VmHWM")))


if __name__ == "__main__":
    main()
