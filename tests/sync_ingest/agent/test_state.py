"""The agent's own record of what it has told: for whoever compares with the centre."""

import sqlite3
from pathlib import Path

import pytest

from lookup_api.domain.update import Kind
from sync_ingest.agent.errors import AgentRunsAlready
from sync_ingest.agent.state.file import FILE, only_agent, open_state
from sync_ingest.agent.state.seen import find_watermark, list_told, tell_again
from sync_ingest.content import content_digest
from tests.builders import NOW, a_code, a_moment, a_record, an_applicant
from tests.sync_ingest.agent.builders import Department


def test_what_was_told_last_of_each_dossier_is_known_by_code_and_digest(department: Department) -> None:
    department.sweep()
    told = {one.code: (one.kind, one.digest) for one in list_told(department.db)}
    assert told == {update.code.printed: (Kind.RECORD, content_digest(update)) for update in department.updates}


def test_a_deletion_is_what_was_told_last(known: Department) -> None:
    known.delete(2)
    known.sweep()
    (deletion,) = (one for one in list_told(known.db) if one.kind is Kind.DELETION)
    assert (deletion.code, deletion.told_at) == (a_code(2), NOW)
    assert deletion.digest == content_digest(known.updates[0])


def test_a_row_can_be_told_again_so_that_it_stands(known: Department) -> None:
    tell_again(known.db, "ho_so", {"2": a_moment(hours=1)})
    assert known.sweep() == 1
    (update,) = known.updates
    assert update.code.printed == a_code(2)
    assert update.occurred_at > a_moment(hours=1)
    assert known.sweep() == 0


def test_a_row_is_not_told_again_as_of_before_what_was_told(known: Department) -> None:
    (before,) = (one for one in list_told(known.db) if one.key == "2")
    tell_again(known.db, "ho_so", {"2": a_moment(days=300)})
    known.sweep()
    assert known.updates[0].occurred_at > before.told_at


def test_the_digest_is_of_the_content_alone_whenever_and_under_whatever_number_it_is_told() -> None:
    update = a_record(id="1", occurred_at=a_moment(days=1), sequence=1)
    later = a_record(id="2", occurred_at=NOW, sequence=2)
    assert content_digest(update) == content_digest(later) != content_digest(a_record(note="Trình ký"))
    assert an_applicant().name not in content_digest(update)


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
    assert list(list_told(db)) == []


def test_two_agents_in_one_folder_are_one_too_many(tmp_path: Path) -> None:
    with only_agent(tmp_path), pytest.raises(AgentRunsAlready), only_agent(tmp_path):
        pass
