"""From the department's files to the agent's queue: what is told, and what is not told again."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind, StatusUpdate
from sync_ingest.agent.reading.profile import Feed, find_profile
from sync_ingest.agent.sources.folder import Folder
from sync_ingest.agent.sources.push.door import NationalDoor
from sync_ingest.agent.sources.push.inbox import NationalInbox
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.apart import list_unmapped
from sync_ingest.agent.state.file import open_state
from sync_ingest.agent.watch import Watcher
from sync_ingest.envelope import Delivery, read_item
from tests.builders import AGENCY, NOW, a_code
from tests.provisioning.builders import Clock
from tests.sync_ingest.agent.builders import EVERYTHING, SEAL
from tests.sync_ingest.agent.sources.files import a_csv, settle

HEADINGS = ("so_ho_so", "trang_thai")
EXPORT = Feed.model_validate(
    {
        "name": "hs",
        "files": {"pattern": "*.csv"},
        "whole": True,
        "key": "so_ho_so",
        "columns": {"code": "so_ho_so", "status": "trang_thai", "occurred_at": "motcua_arrived"},
        "statuses": {"Đang xử lý": 4, "Xong": 9},
    }
)
NATIONAL = find_profile("national").feeds


@dataclass
class Agent:
    """A department's folder and its agent; an hour passes before each look."""

    path: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.files = self.path / "files"
        self.files.mkdir()
        self.db = open_state(self.path / "state")
        self.watcher = Watcher(Folder(self.files, SEAL, self.clock), self.db, AGENCY, SEAL, self.clock)

    def export(self, **words: str) -> None:
        """Write a whole export, over the one before it; status words by letters that stand for dossiers."""
        rows = [(a_code(ord(letter) - ord("a") + 1), word) for letter, word in words.items()]
        a_csv(self.files / "hs.csv", [HEADINGS, *rows])
        settle(self.files / "hs.csv", self.clock.now)

    def push(self, *rows: dict[str, Any], service: str = "DongBoHoSoMC") -> None:
        """The one-stop software pushes."""
        door = NationalDoor(NationalInbox(self.files, SEAL, self.clock))
        assert door.answer("/", json.dumps({"service": service, "data": rows}).encode())["error_code"] == "0"
        for path in self.files.iterdir():
            settle(path, min(self.clock.now, datetime.fromtimestamp(path.stat().st_mtime, NOW.tzinfo)))

    def look(self, *feeds: Feed) -> list[StatusUpdate]:
        """Poll, then sweep; gives what was queued by it."""
        self.clock.now += timedelta(hours=1)
        for feed in feeds:
            sum(self.watcher.poll(feed))
        sum(self.watcher.sweep_all(feeds))
        entries = queue.first(self.db, EVERYTHING, EVERYTHING)
        queue.remove(self.db, entries)
        read = [read_item(json.loads(json.dumps(entry.item(SEAL))), AGENCY) for entry in entries]
        return [one.update for one in read if isinstance(one, Delivery)]


@pytest.fixture
def agent(tmp_path: Path) -> Agent:
    return Agent(tmp_path)


def test_a_newer_whole_export_tells_what_changed_and_what_was_deleted(agent: Agent) -> None:
    agent.export(a="Đang xử lý", b="Đang xử lý", c="Xong")
    assert len(agent.look(EXPORT)) == 3
    agent.export(a="Xong", b="Đang xử lý")
    told = {update.code.printed: (update.kind, update.status) for update in agent.look(EXPORT)}
    assert told == {a_code(1): (Kind.RECORD, Status.FINISHED), a_code(3): (Kind.DELETION, Status.STOPPED)}


def test_the_same_export_again_tells_nothing(agent: Agent) -> None:
    agent.export(a="Đang xử lý")
    agent.look(EXPORT)
    agent.export(a="Đang xử lý")
    assert agent.look(EXPORT) == []


def test_an_export_that_is_missing_deletes_nothing(agent: Agent) -> None:
    agent.export(a="Đang xử lý", b="Đang xử lý")
    agent.look(EXPORT)
    added = EXPORT.model_copy(update={"whole": None})
    (agent.files / "hs.csv").unlink()
    assert agent.look(added) == []


def test_a_dossier_that_is_pushed_again_is_told_once(agent: Agent) -> None:
    record = {"MaHoSo": a_code(1), "TrangThaiHoSo": "4", "ChuHoSo": "Nguyễn Văn An"}
    agent.push(record)
    assert [update.status for update in agent.look(*NATIONAL)] == [Status.PROCESSING]
    agent.push(record)
    assert agent.look(*NATIONAL) == []
    agent.push({**record, "TrangThaiHoSo": "9"})
    agent.push({**record, "TrangThaiHoSo": "4"})
    agent.push({**record, "TrangThaiHoSo": "9"})
    assert [update.status for update in agent.look(*NATIONAL)] == [Status.FINISHED]


def test_a_record_without_a_status_waits_for_one_and_holds_up_no_other(agent: Agent) -> None:
    agent.push({"MaHoSo": a_code(1), "TrangThaiHoSo": "0"}, {"MaHoSo": a_code(2), "TrangThaiHoSo": "2"})
    assert [update.code.printed for update in agent.look(*NATIONAL)] == [a_code(2)]
    (trouble,) = list_unmapped(agent.db)
    assert trouble.reason.endswith("row 1: TRANGTHAIHOSO is empty")
