"""The people behind dossiers, sealed with the data key and kept apart from what the public may see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.update import Kind
from lookup_api.store.documents import applicant_text, read_applicant
from lookup_api.store.history import Identity
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import ApplicantRow

Rank = tuple[bool, int]
"""How much an update's word on the applicant counts: a record's more than a step's, a later one's more."""


@dataclass(frozen=True, slots=True)
class Named:
    """An applicant, and the update that named them."""

    applicant: Applicant
    by: Identity


def ranks_of(dossier: Dossier) -> dict[Identity, Rank]:
    """The rank of each of the dossier's updates; it follows from the set of updates, and not from their arrival."""
    return {update.identity: (update.kind is Kind.RECORD, at) for at, update in enumerate(dossier.updates)}


def save_applicants(session: Session, named: Mapping[int, Named], sealer: Sealer) -> None:
    """Write the applicant of each dossier number, in place of whom it had."""
    if not named:
        return
    session.execute(delete(ApplicantRow).where(ApplicantRow.dossier_id.in_(named)))
    rows = [
        {
            "dossier_id": id_,
            "sender": one.by[0],
            "update_id": one.by[1],
            "sealed": sealer.seal(applicant_text(one.applicant)),
        }
        for id_, one in named.items()
    ]
    session.execute(insert(ApplicantRow), rows)


def find_namings(session: Session, dossier_ids: Collection[int]) -> dict[int, Identity]:
    """Which update named the applicant, for those of the dossiers that have one."""
    query = select(ApplicantRow.dossier_id, ApplicantRow.sender, ApplicantRow.update_id)
    rows = session.execute(query.where(ApplicantRow.dossier_id.in_(dossier_ids)))
    return {id_: (sender, update_id) for id_, sender, update_id in rows}


def find_applicant(session: Session, dossier_id: int, sealer: Sealer) -> Applicant | None:
    """The applicant of a dossier, if one is known; SealBroken when the keys do not fit."""
    row = session.get(ApplicantRow, dossier_id)
    return read_applicant(sealer.open(row.sealed)) if row else None
