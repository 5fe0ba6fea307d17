"""Two stored dossiers that turn out to be one: a local and a national code that an update names together."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from lookup_api.domain.dossier import Dossier
from lookup_api.store.applicants import find_namings, ranks_of
from lookup_api.store.dossiers import StoredDossier
from lookup_api.store.notices import move_notices
from lookup_api.store.tables import AliasRow, ApplicantRow, DossierRow, HistoryRow, ReceiptRow


def choose_row(session: Session, stored: Sequence[StoredDossier]) -> int:
    """Whose row stays: one with a receipt, because a receipt's secret is bound to it; else the oldest."""
    ids = sorted(one.id for one in stored)
    if len(ids) == 1:
        return ids[0]
    query = select(ReceiptRow.dossier_id).where(ReceiptRow.dossier_id.in_(ids)).order_by(ReceiptRow.dossier_id)
    with_receipt = session.scalars(query.limit(1)).first()
    return ids[0] if with_receipt is None else with_receipt


def move_rows(session: Session, stays: int, goes: Sequence[int], whole: Dossier) -> None:
    """Make everything of the dossiers `goes` that of `stays`, and delete their rows. `whole` is what they are now."""
    _choose_applicant(session, (stays, *goes), whole)
    move_notices(session, stays, goes)
    for table in (AliasRow, ApplicantRow, HistoryRow, ReceiptRow):
        session.execute(update(table).where(table.dossier_id.in_(goes)).values(dossier_id=stays))
    session.execute(delete(DossierRow).where(DossierRow.id.in_(goes)))


def _choose_applicant(session: Session, ids: Sequence[int], whole: Dossier) -> None:
    """Of several applicants the one stays whom the dossier's latest record names."""
    ranks, namings = ranks_of(whole), find_namings(session, ids)
    if namings:
        kept = max(namings, key=lambda id_: ranks[namings[id_]])
        others = [id_ for id_ in ids if id_ != kept]
        session.execute(delete(ApplicantRow).where(ApplicantRow.dossier_id.in_(others)))
