"""Receiving a dossier at the counter: its code, its record through the one door, its receipt, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lookup_api.domain.codes import Code, DossierCode
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind, StatusUpdate
from lookup_api.store.dossiers import StoredDossier, find_dossier
from sync_ingest.answer import Outcome
from sync_ingest.backoffice.acts import hand_in, update_id
from sync_ingest.backoffice.errors import NotTaken
from sync_ingest.backoffice.forms.reception import Reception
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.receipts import find_issued_code, issue_receipt
from sync_ingest.backoffice.serials import next_code
from sync_ingest.envelope import Delivery
from sync_ingest.reasons import UNKNOWN_AGENCY
from sync_ingest.transactions import in_transaction

LONGEST_LIST = 900


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """What is received: the procedure, what the clerk filled in, and the random name of the form."""

    procedure: Procedure
    reception: Reception
    form: str


def receive_dossier(counter: Counter, asked: Asked) -> str:
    """Receive the dossier and issue its receipt, and commit both; gives the printed code.

    The same form sent again gives the same code, and nothing new. NotTaken when the door refuses: then nothing is
    kept. StoreBusy when the database can't be had.
    """
    return in_transaction(counter.office.writes, lambda session: _receive(session, counter, asked))


def due_at_reception(counter: Counter, procedure: Procedure) -> datetime:
    """The due date (aware UTC) of a dossier that is received now."""
    return counter.office.desk.calendar.due_at(counter.now, procedure.term, procedure.term_unit)


def _receive(session: Session, counter: Counter, asked: Asked) -> str:
    if known := find_issued_code(session, asked.form, counter):
        return known
    code = next_code(session, counter)
    delivery = Delivery(reception_update(counter, asked, code), asked.reception.handed_in.applicant)
    result = hand_in(session, counter, delivery)
    if result.outcome is not Outcome.APPLIED:
        raise NotTaken(result.detail or UNKNOWN_AGENCY)
    issue_receipt(session, counter, _just_stored(session, code), (asked.reception.handed_in, asked.form))
    return code.printed


def _just_stored(session: Session, code: DossierCode) -> StoredDossier:
    stored = find_dossier(session, code)
    assert stored  # the door has just applied its record
    return stored


def reception_update(counter: Counter, asked: Asked, code: Code) -> StatusUpdate:
    """The record that says that the dossier was received now, with its due date."""
    reception = asked.reception
    return StatusUpdate(
        id=update_id(asked.form),
        kind=Kind.RECORD,
        code=code,
        owner=counter.agency.code,
        sender=counter.agency.code,
        occurred_at=counter.now,
        status=Status.RECEIVED,
        procedure=asked.procedure.ref,
        received_at=counter.now,
        due_at=due_at_reception(counter, asked.procedure),
        responsible=counter.clerk,
        note=_note(reception.missing),
        missing=reception.missing or None,
        fee=reception.fee,
    )


def _note(missing: tuple[str, ...]) -> str:
    """Only a supplement request shows missing papers by itself, so the reception's step says it in words."""
    if not missing:
        return ""
    named = "; ".join(missing)
    return f"Khi tiếp nhận còn thiếu: {named if len(named) <= LONGEST_LIST else named[:LONGEST_LIST] + '…'}."
