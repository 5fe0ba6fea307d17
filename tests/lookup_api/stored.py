"""Dossiers put into a test's database as ingest would: with their codes and their event, in one transaction."""

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.deadlines import due_at
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.standing import Standing
from lookup_api.domain.update import StatusUpdate
from lookup_api.store.applicants import Named, save_applicants
from lookup_api.store.documents import write_update
from lookup_api.store.dossiers import CodeKey, Saving, code_keys, lock_dossiers, save_dossiers
from lookup_api.store.events import Change, append_events
from lookup_api.store.receipts import save_receipt, secret_hash
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import AliasRow
from tests.builders import NOW, a_dossier


def store(engine: Engine, *updates: StatusUpdate) -> int:
    """Commit these updates of one dossier (a full record when none is given); gives the dossier's number."""
    with Session(engine) as session, session.begin():
        return _store(session, a_dossier(*updates))


def store_receipt(engine: Engine, dossier_id: int, secret: ReceiptSecret, sealer: Sealer) -> None:
    """Commit a receipt of the dossier with this secret."""
    with Session(engine) as session, session.begin():
        save_receipt(session, dossier_id, secret_hash(secret, dossier_id, sealer), NOW)


def store_applicant(engine: Engine, dossier_id: int, applicant: Applicant, sealer: Sealer) -> None:
    """Commit who is behind the dossier."""
    with Session(engine) as session, session.begin():
        save_applicants(session, {dossier_id: Named(applicant, ("H53.19", "u1"))}, sealer)


def list_codes(session: Session, dossier_id: int) -> list[str]:
    """All codes of a dossier, sorted."""
    query = select(AliasRow.code).where(AliasRow.dossier_id == dossier_id).order_by(AliasRow.code)
    return list(session.scalars(query))


def a_saving(
    number: int | None, dossier: Dossier, new_codes: frozenset[CodeKey], known: tuple[StatusUpdate, ...] = ()
) -> Saving:
    """The dossier to save; `known` are the updates that its row has already."""
    fresh = tuple(write_update(update) for update in dossier.updates if update not in known)
    return Saving(number, Standing.of(dossier, due_at(dossier, WorkCalendar())), fresh, new_codes)


def _store(session: Session, dossier: Dossier) -> int:
    codes = {code for update in dossier.updates for code in (update.code, *update.aliases)}
    keys = code_keys(codes, dossier.owner)
    known = lock_dossiers(session, keys)
    stored = next(iter(known.values()), None)
    whole = Dossier.of((*stored.updates, *dossier.updates)) if stored else dossier
    saving = a_saving(stored.id if stored else None, whole, keys - known.keys(), stored.updates if stored else ())
    (dossier_id,) = save_dossiers(session, [saving], NOW)
    session.flush()
    all_codes = tuple(list_codes(session, dossier_id))
    append_events(session, [Change(dossier_id, all_codes, whole.version, None, None)], NOW)
    return dossier_id
