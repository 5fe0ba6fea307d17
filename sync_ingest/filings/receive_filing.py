"""A filing becomes a dossier: its code, its first record through the one door, its secret, in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from lookup_api.domain.agency import Agency
from lookup_api.domain.calendar import local_day
from lookup_api.domain.codes import DossierCode
from lookup_api.domain.filing import Filing
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind, Responsible, StatusUpdate
from lookup_api.store.agencies import find_agency, list_agencies
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.dossiers import find_dossier
from lookup_api.store.filings import Filed, find_filed, is_same, names_sent, save_filing
from lookup_api.store.procedures import find_procedure
from lookup_api.store.receipts import save_receipt, secret_hash
from sync_ingest.admission import Directory
from sync_ingest.answer import Outcome
from sync_ingest.backoffice.serials import next_free_code
from sync_ingest.envelope import Delivery
from sync_ingest.errors import (
    AttachmentMissing,
    FilingAgencyUnknown,
    FilingChanged,
    FilingRefused,
    Overtaken,
    ProcedureNotOnline,
)
from sync_ingest.reasons import Reason
from sync_ingest.receive import receive
from sync_ingest.saving import Desk


@dataclass(frozen=True)
class FilingRoom:
    """What filings are received with. `first_serial` as in the back-office: both count on from each other."""

    desk: Desk
    attachments: AttachmentFolder
    first_serial: int = 1


def receive_filing(session: Session, room: FilingRoom, filing: Filing, now: datetime) -> Filed:
    """Give the filing a code and keep it; the same one sent again gives the same code and secret, and nothing new.

    A FilingRefused when it can't be taken. The caller commits, through `in_transaction`.
    """
    if known := find_filed(session, filing.id, room.desk.sealer):
        return _same(known, filing, room)
    agency, procedure = _agency_of(session, filing), _procedure_of(session, filing)
    _check_attachments(session, room, filing)
    code = next_free_code(session, agency.code, local_day(now), room.first_serial)
    kept = replace(filing, agency=agency.code, filed_at=min(filing.filed_at, now))
    _hand_in(session, room, Delivery(_update(kept, (code, agency, procedure)), kept.applicant), now)
    secret = ReceiptSecret.new()
    _issue(session, room, (code, secret), now)
    save_filing(session, kept, (code.printed, secret), room.desk.sealer)
    filed = find_filed(session, filing.id, room.desk.sealer)
    assert filed  # it was just saved
    return filed


def update_id(filing_id: str) -> str:
    """The id of the update that a filing makes: the same when it is sent twice."""
    return f"filing-{filing_id}"


def _same(known: Filed, filing: Filing, room: FilingRoom) -> Filed:
    """What was filed; FilingChanged when that said something else."""
    sealer = room.desk.sealer
    present = replace(filing, agency=known.filing.agency) if known.filing else filing  # it may go by a newer code
    if not is_same(known, present, sealer):
        raise FilingChanged
    return known


def _agency_of(session: Session, filing: Filing) -> Agency:
    code = Directory.of(list_agencies(session)).find(filing.agency)
    agency = find_agency(session, code) if code else None
    if agency is None:
        raise FilingAgencyUnknown
    return agency


def _procedure_of(session: Session, filing: Filing) -> ProcedureRef:
    procedure = find_procedure(session, filing.procedure)
    if procedure is None or not procedure.online:
        raise ProcedureNotOnline
    return procedure.ref


def _check_attachments(session: Session, room: FilingRoom, filing: Filing) -> None:
    names = [each.name for each in filing.attachments]
    is_ours = len(set(names)) == len(names) and all(room.attachments.has(name) for name in names)
    if not is_ours or names_sent(session, names):
        raise AttachmentMissing


def _update(filing: Filing, found: tuple[DossierCode, Agency, ProcedureRef]) -> StatusUpdate:
    code, agency, procedure = found
    return StatusUpdate(
        id=update_id(filing.id),
        kind=Kind.RECORD,
        code=code,
        owner=agency.code,
        sender=agency.code,
        occurred_at=filing.filed_at,
        status=Status.NEWLY_REGISTERED,
        procedure=procedure,
        responsible=Responsible("", "", agency.name, agency.phone),
    )


def _hand_in(session: Session, room: FilingRoom, delivery: Delivery, now: datetime) -> None:
    """Knock at the one door; FilingRefused when it does not apply the record: then nothing of the filing is kept."""
    (result,) = receive([delivery], session, room.desk, now).results
    if result.reason is Reason.ID_REUSED:  # the same filing, sent twice at once: begin again, and see that it was done
        raise Overtaken
    if result.outcome is not Outcome.APPLIED:
        raise FilingRefused


def _issue(session: Session, room: FilingRoom, given: tuple[DossierCode, ReceiptSecret], now: datetime) -> None:
    code, secret = given
    stored = find_dossier(session, code)
    assert stored  # the door has just applied its record
    save_receipt(session, stored.id, secret_hash(secret, stored.id, room.desk.sealer), now)
