"""Whether the data key is the one that this database's personal data was sealed with."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lookup_api.store.errors import SealBroken
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import ApplicantRow


def key_fits(session: Session, sealer: Sealer) -> bool:
    """Whether the applicant of the newest dossier can be opened; also when there is none yet."""
    sealed = session.scalar(select(ApplicantRow.sealed).order_by(ApplicantRow.dossier_id.desc()).limit(1))
    try:
        return sealed is None or bool(sealer.open(sealed))
    except SealBroken:
        return False
