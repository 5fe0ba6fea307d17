"""The agent's own record of what it has told."""

import sqlite3
from pathlib import Path

import pytest

from sync_ingest.agent.errors import AgentRunsAlready
from sync_ingest.agent.state.file import FILE, only_agent, open_state
from sync_ingest.agent.state.seen import find_told_at, find_watermark
from sync_ingest.content import content_of
from sync_ingest.envelope import Delivery, as_item
from tests.builders import NOW, a_code, a_moment, a_record, an_applicant
from tests.sync_ingest.agent.builders import Department


def test_of_each_dossier_it_is_known_until_when_it_was_told(known: Department) -> None:
    known.change(2, ma_tt="XONG", ngay_cn="2026-11-24 08:00:00")
    known.sweep()
    assert find_told_at(known.db, ["9/A", a_code(2)]) == known.updates[0].occurred_at
    assert find_told_at(known.db, ["9/A"]) is None


def test_a_deletion_was_told_too(known: Department) -> None:
    known.delete(2)
    known.sweep()
    assert find_told_at(known.db, [a_code(2)]) == NOW


def test_content_is_the_same_whenever_and_under_whatever_number_it_is_told() -> None:
    first = content_of(as_item(Delivery(a_record(id="1", occurred_at=a_moment(days=1), sequence=1), an_applicant())))
    assert first == content_of(as_item(Delivery(a_record(id="2", occurred_at=NOW, sequence=2))))
    assert first != content_of(as_item(Delivery(a_record(note="Trình ký"))))


def test_a_state_of_an_older_agent_is_begun_anew_and_its_queue_stays(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as old:
        old.execute("CREATE TABLE seen (feed TEXT, key TEXT, fingerprint TEXT, row_at TEXT, told_at TEXT)")
        old.execute("CREATE TABLE watermarks (feed TEXT PRIMARY KEY, value TEXT NOT NULL)")
        old.execute("INSERT INTO watermarks VALUES ('ho_so', ?)", ['["plain", 7]'])
        columns = "number INTEGER PRIMARY KEY AUTOINCREMENT, update_id, code, body, applicant, size, queued_at"
        old.execute(f"CREATE TABLE queue ({columns})")
        old.execute("INSERT INTO queue (code) VALUES ('1/A')")
    db = open_state(tmp_path)
    assert find_watermark(db, "ho_so") is None
    assert db.execute("SELECT code FROM queue").fetchall() == [("1/A",)]
    assert db.execute("SELECT * FROM seen").fetchall() == []


def test_two_agents_in_one_folder_are_one_too_many(tmp_path: Path) -> None:
    with only_agent(tmp_path), pytest.raises(AgentRunsAlready), only_agent(tmp_path):
        pass
