"""A small department for tests of the agent: one feed, rows of it, and what has become of them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from cryptography.fernet import Fernet

from lookup_api.domain.calendar import VIETNAM
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.update import StatusUpdate
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.scripted import ScriptedSource
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.file import open_state
from sync_ingest.agent.state.queue import Entry
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.agent.watch import Watcher
from sync_ingest.envelope import Delivery, read_item
from tests.builders import AGENCY, NOW, a_code
from tests.provisioning.builders import Clock

SEAL = Seal((Fernet.generate_key(),))
EVERYTHING = 10**9

FEED = Feed.model_validate({
    "name": "ho_so",
    "query": "SELECT * FROM hs",
    "key": "id",
    "watermark": "ngay_cn",
    "time_formats": ["%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M"],
    "columns": {
        "code": "so_hs",
        "alias": "so_bn",
        "occurred_at": "ngay_cn",
        "status": "ma_tt",
        "received_at": "ngay_nhan",
        "due_at": "ngay_hen",
        "officer": "can_bo",
        "unit": "phong",
        "note": "ghi_chu",
        "missing": "gt_thieu",
        "fee": "le_phi",
        "hand_over_to": "cq_lt",
        "applicant_name": "ho_ten",
        "applicant_phone": "so_dt",
    },
    "texts": {"agency": "UBND thành phố Tây Ninh"},
    "statuses": {"TIEP_NHAN": 2, "THU_LY": 4, "BO_SUNG": 5, "XONG": 9, "DA_TRA": 10},
    "agencies": {"CCT": "H53.20"},
})


def a_row(number: int = 1, **says: Any) -> Row:
    """A row of the feed; column names as keyword arguments, in small letters."""
    row = {
        "id": number,
        "so_hs": a_code(number),
        "so_bn": None,
        "ngay_cn": "2026-11-23 09:00:00",
        "ma_tt": "THU_LY",
        "ngay_nhan": "02/11/2026 08:15",
        "ngay_hen": "27/11/2026",
        "can_bo": "Trần Thị Bình",
        "phong": "Phòng Tài chính – Kế hoạch",
        "ghi_chu": None,
        "gt_thieu": None,
        "le_phi": 100_000,
        "cq_lt": None,
        "ho_ten": "Nguyễn Văn An",
        "so_dt": "0900000001",
    }
    return {name.upper(): value for name, value in {**row, **says}.items()}


def changed(row: Row, **says: Any) -> Row:
    """The row with other values."""
    return {**row, **{name.upper(): value for name, value in says.items()}}


def local(text: str) -> datetime:
    """A moment (`2026-11-23 09:00`) by the clock on a wall in Viet Nam, as aware UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


class Department:
    """A source, an agent's state, and the watcher between them; its clock stands at NOW."""

    def __init__(self, folder: Any, *rows: Row, feed: Feed = FEED, sender: AgencyCode = AGENCY) -> None:
        self.source = ScriptedSource(list(rows))
        self.db = open_state(folder)
        self.feed = feed
        self.clock = Clock(NOW)
        self.watcher = Watcher(self.source, self.db, sender, SEAL, self.clock)

    def change(self, number: int = 1, **says: Any) -> None:
        """The department changes a row."""
        self.source.rows = [changed(row, **says) if row["ID"] == number else row for row in self.source.rows]

    def poll(self) -> int:
        """Find changes by the watermark; gives how many."""
        return sum(self.watcher.poll(self.feed))

    def sweep(self) -> int:
        """Find changes by content, and what is gone; gives how many."""
        return sum(self.watcher.sweep_all([self.feed]))

    def delete(self, *numbers: int) -> None:
        """The department deletes rows."""
        self.source.rows = [row for row in self.source.rows if row["ID"] not in numbers]

    def number_rows(self, number: int) -> None:
        """The department numbers its changes from now on; that is known, and delivered."""
        self.use(columns=self.feed.columns | {"sequence": "SO_LAN"})
        self.source.rows = [{**row, "SO_LAN": number} for row in self.source.rows]
        self.poll()

    def forget_queue(self) -> None:
        """All that was queued has been delivered."""
        queue.remove(self.db, self.entries)

    def watch(self, source: ScriptedSource) -> None:
        """Go on with another source."""
        self.source = source
        self.watcher = replace(self.watcher, source=source)

    def use(self, **settings: Any) -> None:
        """Go on with other statuses, agencies and so on in the profile."""
        self.feed = self.feed.model_copy(update=settings)

    def use_seal(self, seal: Seal) -> None:
        """Go on with another data key."""
        self.watcher = replace(self.watcher, seal=seal)

    @property
    def entries(self) -> list[Entry]:
        """What waits in the queue, in order."""
        return queue.first(self.db, EVERYTHING, EVERYTHING)

    @property
    def updates(self) -> list[StatusUpdate]:
        """What waits in the queue, as the centre will read it."""
        return [self._read(entry).update for entry in self.entries]

    def _read(self, entry: Entry) -> Delivery:
        read = read_item(json.loads(json.dumps(entry.item(SEAL))), AGENCY)
        assert isinstance(read, Delivery)
        return read
