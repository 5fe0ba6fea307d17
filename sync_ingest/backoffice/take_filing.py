"""Taking what was filed online: the same reception as at the counter, under the code that it has already."""

from dataclasses import replace

from sqlalchemy.orm import Session

from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.store.dossiers import StoredDossier, code_keys, lock_dossiers
from lookup_api.store.filings import UNSETTLED, Filed, find_filed_under, settle
from sync_ingest.answer import Outcome
from sync_ingest.backoffice.access import get_owned
from sync_ingest.backoffice.acts import after_all, hand_in
from sync_ingest.backoffice.errors import ChangedMeanwhile, DossierNotHere, NotTaken
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.receipts import codes_of, find_issued_code, issue_receipt_with
from sync_ingest.backoffice.receive_dossier import Asked, reception_update
from sync_ingest.envelope import Delivery
from sync_ingest.reasons import UNKNOWN_AGENCY
from sync_ingest.transactions import in_transaction


def get_filing(session: Session, counter: Counter, code: str) -> tuple[StoredDossier, Filed]:
    """What was filed online under this code, for the agency that it was filed at; DossierNotHere otherwise."""
    stored = get_owned(session, counter, code)
    filed = find_filed_under(session, codes_of(stored.dossier), counter.office.desk.sealer)
    if filed is None:
        raise DossierNotHere
    return stored, filed


def may_take(stored: StoredDossier, filed: Filed) -> bool:
    """Whether the dossier waits for a clerk to take it, or for papers before that; it is taken once only."""
    return filed.settled_at is None and stored.dossier.status in UNSETTLED


def take_filing(counter: Counter, code: str, asked: Asked) -> str:
    """Receive the dossier and issue its receipt, and commit both; gives the printed code.

    The receipt has the secret that the citizen was given when filing, so that what they kept goes on opening their
    part. The same form sent again gives the same code, and nothing new. ChangedMeanwhile when somebody has dealt with
    it already, NotTaken when the door refuses, StoreBusy when the database can't be had.
    """
    return in_transaction(counter.office.writes, lambda session: _take(session, counter, code, asked))


def _take(session: Session, counter: Counter, code: str, asked: Asked) -> str:
    if known := find_issued_code(session, asked.form, counter):
        return known
    stored, _ = get_filing(session, counter, code)
    lock_dossiers(session, code_keys([stored.dossier.code], stored.dossier.owner))
    stored, filed = get_filing(session, counter, code)
    if not may_take(stored, filed):
        raise ChangedMeanwhile
    _hand_in(session, counter, stored, asked)
    stored, _ = get_filing(session, counter, code)
    secret = filed.secret or ReceiptSecret.new()
    issue_receipt_with(session, counter, stored, (asked.reception.handed_in, asked.form, secret))
    settle(session, filed.code, counter.now)
    return stored.dossier.code.printed


def _hand_in(session: Session, counter: Counter, stored: StoredDossier, asked: Asked) -> None:
    update = reception_update(counter, asked, stored.dossier.code)
    update = replace(update, occurred_at=after_all(counter, stored.dossier))
    result = hand_in(session, counter, Delivery(update, asked.reception.handed_in.applicant))
    if result.outcome is not Outcome.APPLIED:
        raise NotTaken(result.detail or UNKNOWN_AGENCY)
