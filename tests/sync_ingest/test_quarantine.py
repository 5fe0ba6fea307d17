"""Quarantine: nothing is lost, a person settles it, and who did so stays on record."""

import json
from collections.abc import Callable
from functools import partial

import pytest

from lookup_api.store.agencies import save_agency
from sync_ingest.answer import Outcome, Result
from sync_ingest.envelope import Delivery, Flaw, as_item
from sync_ingest.errors import MendingNotPossible, NotInQuarantine
from sync_ingest.mending import whole, with_fields
from sync_ingest.quarantine import Entry, EntryState, list_entries
from sync_ingest.quarantine_trace import list_acts
from sync_ingest.reasons import NOT_JSON, UNKNOWN_AGENCY, Reason
from sync_ingest.receive import receive_and_commit
from sync_ingest.retrying import Correction, drop, mend, retry
from sync_ingest.transactions import in_transaction
from tests.builders import AGENCY, NOW, a_moment, a_record, an_agency, an_applicant
from tests.sync_ingest.agents import a_batch
from tests.sync_ingest.door import Door

TRACE = ("lan", NOW)


def test_what_is_sent_again_and_again_is_kept_once(door: Door) -> None:
    wrong = a_record(owner="H99", code="1/A")
    for _ in range(3):
        assert door.receive([wrong, wrong]).outcomes == [Outcome.QUARANTINED] * 2
    assert len(entries(door)) == 1


def test_personal_data_in_quarantine_is_sealed(door: Door) -> None:
    door.receive([Delivery(a_record(owner="H99", code="1/A"), an_applicant())])
    (entry,) = entries(door)
    assert an_applicant().name not in repr(entry)
    ((_, text),) = door.quarantined()
    assert an_applicant().phone in text
    with door.sessions() as session:
        raw = session.connection().exec_driver_sql("SELECT sealed FROM quarantine").scalar_one()
    assert an_applicant().phone.encode() not in bytes(raw)


def test_once_its_agency_takes_part_an_update_is_retried_and_applied(door: Door) -> None:
    door.receive([a_record(owner="H99", sender="H99", code="1/A")])
    with door.sessions.begin() as session:
        save_agency(session, an_agency("H99"))
    assert [result.outcome for result in try_again(door)] == [Outcome.APPLIED]
    (entry,) = entries(door, EntryState.RETRIED)
    assert (entry.settled_by, entry.settled_at) == TRACE
    assert door.dossier("1/A")


def test_what_is_still_wrong_stays_open_and_says_why(door: Door) -> None:
    door.receive([a_record(id="1", owner="H99", sender="H99", code="1/A", occurred_at=a_moment(hours=-1))])
    with door.sessions.begin() as session:
        save_agency(session, an_agency("H99"))
    (result,) = try_again(door)
    assert (result.outcome, result.reason) == (Outcome.QUARANTINED, Reason.IN_THE_FUTURE)
    assert [entry.reason for entry in entries(door)] == [Reason.IN_THE_FUTURE]


def test_a_whole_batch_that_was_kept_is_retried_update_by_update(door: Door) -> None:
    body = a_batch(a_record(id="1"), a_record(id="2", occurred_at=a_moment(hours=-1))).decode()
    keep(door, Flaw(AGENCY, None, Reason.UNKNOWN_AGENCY, UNKNOWN_AGENCY, body))
    assert [result.outcome for result in try_again(door)] == [Outcome.APPLIED, Outcome.QUARANTINED]
    assert [entry.update_id for entry in entries(door)] == ["2"]


def test_garbage_can_be_retried_in_vain_and_dropped_with_a_trace(door: Door) -> None:
    keep(door, Flaw(AGENCY, None, Reason.NOT_JSON, NOT_JSON, "Hồ sơ số 12"))
    assert [result.reason for result in try_again(door)] == [Reason.NOT_JSON]
    in_transaction(door.sessions, partial(drop, entry=first(door).id, trace=TRACE))
    (entry,) = entries(door, EntryState.DROPPED)
    assert (entry.settled_by, entry.settled_at, entries(door)) == (*TRACE, [])


def test_what_is_settled_cannot_be_settled_again(door: Door) -> None:
    keep(door, Flaw(AGENCY, None, Reason.NOT_JSON, NOT_JSON, "Hồ sơ số 12"))
    dropping = partial(drop, entry=first(door).id, trace=TRACE)
    in_transaction(door.sessions, dropping)
    with pytest.raises(NotInQuarantine):
        in_transaction(door.sessions, dropping)


def keep(door: Door, flaw: Flaw) -> None:
    receive_and_commit([flaw], door.sessions, door.desk, NOW)


def try_again(door: Door) -> list[Result]:
    return in_transaction(door.sessions, partial(retry, entry=first(door).id, desk=door.desk, trace=TRACE))


def first(door: Door) -> Entry:
    return entries(door)[0]


def entries(door: Door, state: EntryState = EntryState.OPEN) -> list[Entry]:
    with door.sessions() as session:
        return list_entries(session, state)


def test_a_mended_entry_is_handed_in_as_its_sender_and_what_was_sent_stays(door: Door) -> None:
    door.receive([a_record(id="1", owner="H99", sender=AGENCY, code="1/A")])
    assert mended(door, with_fields, {"agency": str(AGENCY)}) == [Outcome.APPLIED]
    (entry,) = entries(door, EntryState.MENDED)
    with door.sessions() as session:
        assert [(done.act, done.by) for done in list_acts(session, entry.id)] == [("mended", "lan")]
        sealed = session.connection().exec_driver_sql("SELECT sealed FROM quarantine").scalar_one()
    assert "H99" in door.desk.sealer.open(bytes(sealed))
    assert door.dossier("1/A")


def test_what_is_mended_in_vain_waits_as_it_was_written_last(door: Door) -> None:
    door.receive([a_record(id="1", owner="H99", sender=AGENCY, code="1/A")])
    assert mended(door, with_fields, {"agency": "H98"}) == [Outcome.QUARANTINED]
    ((reason, text),) = door.quarantined()
    assert (reason, "H98" in text) == (Reason.UNKNOWN_AGENCY, True)


def test_garbage_is_written_anew(door: Door) -> None:
    keep(door, Flaw(AGENCY, None, Reason.NOT_JSON, NOT_JSON, "Hồ sơ số 12"))
    assert mended(door, lambda _: whole(json.dumps(as_item(Delivery(a_record()))))) == [Outcome.APPLIED]


@pytest.mark.parametrize(
    ("changes", "removals"), [({"a.b": "1"}, []), ({}, ["missing"]), ({"procedure.x.y": "1"}, []), ({}, ["id.x"])]
)
def test_a_field_that_has_no_place_is_told_and_nothing_changes(changes: dict[str, str], removals: list[str]) -> None:
    with pytest.raises(MendingNotPossible):
        with_fields('{"id": "1", "procedure": {"code": "x"}}', changes, removals)


def test_a_field_is_written_as_json_where_it_is_and_as_text_otherwise() -> None:
    mended = with_fields('{"status": 4, "fee": 5, "procedure": {}}', {"status": "9", "procedure.name": "Cấp"}, ["fee"])
    assert json.loads(mended) == {"status": 9, "procedure": {"name": "Cấp"}}


def mended(door: Door, change: Callable[..., str], changes: dict[str, str] | None = None) -> list[Outcome]:
    correction = Correction(lambda text: change(text, changes, []) if changes else change(text), TRACE)
    work = partial(mend, entry=first(door).id, correction=correction, desk=door.desk)
    return [result.outcome for result in in_transaction(door.sessions, work)]
