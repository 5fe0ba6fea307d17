"""The people behind dossiers, sealed with the data key and kept apart from what the public may see."""

from collections.abc import Mapping

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from lookup_api.domain.disclosure import Applicant
from lookup_api.store.documents import applicant_text, read_applicant
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import ApplicantRow


def save_applicants(session: Session, applicants: Mapping[int, Applicant], sealer: Sealer) -> None:
    """Write the applicant of each dossier number; the newest word replaces the older."""
    if not applicants:
        return
    session.execute(delete(ApplicantRow).where(ApplicantRow.dossier_id.in_(applicants)))
    rows = [{"dossier_id": id_, "sealed": sealer.seal(applicant_text(who))} for id_, who in applicants.items()]
    session.execute(insert(ApplicantRow), rows)


def find_applicant(session: Session, dossier_id: int, sealer: Sealer) -> Applicant | None:
    """The applicant of a dossier, if one is known; SealBroken when the keys do not fit."""
    row = session.get(ApplicantRow, dossier_id)
    return read_applicant(sealer.open(row.sealed)) if row else None
