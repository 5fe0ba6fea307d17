"""A new receipt in place of a lost or mistaken one: the code stays, the secret changes."""

from sqlalchemy.orm import Session

from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.update import Kind, StatusUpdate
from lookup_api.store.applicants import find_applicant
from lookup_api.store.dossiers import StoredDossier, code_keys, lock_dossiers
from sync_ingest.answer import Outcome
from sync_ingest.backoffice.acts import after_all, hand_in, update_id
from sync_ingest.backoffice.errors import NotTaken
from sync_ingest.backoffice.forms.reception import HandedIn
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.receipts import find_issued_code, issue_receipt
from sync_ingest.envelope import Delivery
from sync_ingest.reasons import UNKNOWN_AGENCY
from sync_ingest.transactions import in_transaction

CORRECTED = "Đã sửa thông tin người nộp theo giấy hẹn mới."


def reissue_receipt(counter: Counter, stored: StoredDossier, asked: tuple[HandedIn, str]) -> None:
    """Issue a receipt that replaces the last one, and commit it; a changed applicant goes through the one door.

    `asked` is what it lists, and the form's name: the same form sent again issues nothing new.
    """

    def work(session: Session) -> None:
        handed_in, form = asked
        if find_issued_code(session, form, counter):
            return
        lock_dossiers(session, code_keys([stored.dossier.code], stored.dossier.owner))
        if find_applicant(session, stored.id, counter.office.desk.sealer) != handed_in.applicant:
            _correct(session, counter, (stored.dossier, handed_in.applicant), form)
        issue_receipt(session, counter, stored, asked)

    in_transaction(counter.office.writes, work)


def _correct(session: Session, counter: Counter, corrected: tuple[Dossier, Applicant], form: str) -> None:
    dossier, applicant = corrected
    update = StatusUpdate(
        id=update_id(form),
        kind=Kind.RECORD,
        code=dossier.code,
        owner=dossier.owner,
        sender=counter.agency.code,
        occurred_at=after_all(counter, dossier),
        status=dossier.status,
        note=CORRECTED,
    )
    result = hand_in(session, counter, Delivery(update, applicant))
    if result.outcome is not Outcome.APPLIED:
        raise NotTaken(result.detail or UNKNOWN_AGENCY)
