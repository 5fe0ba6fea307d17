"""Dossiers in the database: found by any of their codes, locked and saved a batch at a time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, tuple_, update
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode, Code, DossierCode
from lookup_api.domain.dossier import Dossier
from lookup_api.store.documents import read_update, update_document
from lookup_api.store.tables import AliasRow, DossierRow

CodeKey = tuple[str, str]
"""A code's printed text and its owner: what makes a code one dossier's."""


@dataclass(frozen=True, slots=True)
class StoredDossier:
    """A dossier with its row's number. `due_at` (aware UTC) is the due date after pauses, as it was when saved."""

    id: int
    dossier: Dossier
    changed_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Saving:
    """A dossier to save: `id` None for a new one; `due_at` after pauses; `codes` that are not in the alias
    table yet.
    """

    id: int | None
    dossier: Dossier
    due_at: datetime | None
    new_codes: frozenset[CodeKey]


def code_keys(codes: Iterable[Code], owner: AgencyCode) -> frozenset[CodeKey]:
    """The keys of a dossier's codes; a national code is one dossier's whoever writes it, and its key has no owner."""
    return frozenset((code.printed, "" if isinstance(code, DossierCode) else owner.value) for code in codes)


def find_dossier(session: Session, code: Code) -> StoredDossier | None:
    """The dossier under any of its codes; None when there is none, and for a local code that two agencies use."""
    query = select(DossierRow).join(AliasRow, AliasRow.dossier_id == DossierRow.id).where(AliasRow.code == code.printed)
    rows = session.scalars(query.limit(2)).unique().all()
    return _to_domain(rows[0]) if len(rows) == 1 else None


def find_owned_dossier(session: Session, code: Code, owner: AgencyCode) -> StoredDossier | None:
    """The dossier that this owner has under a local code, or anybody under a national one; None when there is none."""
    [key] = code_keys([code], owner)
    query = select(DossierRow).join(AliasRow, AliasRow.dossier_id == DossierRow.id)
    row = session.scalar(query.where(tuple_(AliasRow.code, AliasRow.owner).in_([key])))
    return _to_domain(row) if row else None


def lock_dossiers(session: Session, keys: Collection[CodeKey]) -> dict[CodeKey, StoredDossier]:
    """The dossiers behind `keys`, locked until the commit in an order that cannot deadlock; keys unknown are
    left out.
    """
    pairs = tuple_(AliasRow.code, AliasRow.owner).in_(keys)
    found = session.execute(select(AliasRow.code, AliasRow.owner, AliasRow.dossier_id).where(pairs)).all()
    ids = sorted({row.dossier_id for row in found})
    query = select(DossierRow).where(DossierRow.id.in_(ids)).order_by(DossierRow.id).with_for_update()
    rows = session.scalars(query, execution_options={"populate_existing": True})  # as they are now that they are locked
    by_id = {row.id: _to_domain(row) for row in rows}
    return {(row.code, row.owner): by_id[row.dossier_id] for row in found}


def save_dossiers(session: Session, savings: Sequence[Saving], now: datetime) -> list[int]:
    """Write the dossiers, new and changed, and their new codes; gives each one's number, in the order of `savings`.

    IntegrityError when another transaction has taken a new code meanwhile: the caller starts its transaction anew.
    """
    changed = [{"id": s.id, **_columns(s, now)} for s in savings if s.id is not None]
    fresh = [_columns(s, now) for s in savings if s.id is None]
    if changed:
        session.execute(update(DossierRow), changed)
    new_ids = iter(_insert(session, fresh))
    ids = [s.id if s.id is not None else next(new_ids) for s in savings]
    aliases = [
        {"code": code, "owner": owner, "dossier_id": id_}
        for id_, saving in zip(ids, savings, strict=True)
        for code, owner in sorted(saving.new_codes)
    ]
    if aliases:
        session.execute(insert(AliasRow), aliases)
    return ids


def _insert(session: Session, rows: list[dict[str, Any]]) -> list[int]:
    if not rows:
        return []
    statement = insert(DossierRow).returning(DossierRow.id, sort_by_parameter_order=True)
    return list(session.scalars(statement, rows))


def _columns(saving: Saving, now: datetime) -> dict[str, Any]:
    dossier = saving.dossier
    known = dossier.is_known
    procedure = dossier.procedure
    return {
        "owner": dossier.owner.value,
        "code": dossier.code.printed,
        "version": dossier.version,
        "status": int(dossier.status) if known else None,
        "procedure_code": procedure.code if procedure else None,
        "field": procedure.field if procedure else None,
        "received_at": dossier.received_at,
        "due_at": saving.due_at,
        "completed_at": dossier.completed_at,
        "changed_at": now,
        "updates": [update_document(update) for update in dossier.updates],
    }


def _to_domain(row: DossierRow) -> StoredDossier:
    dossier = Dossier.of(map(read_update, row.updates))
    return StoredDossier(row.id, dossier, row.changed_at, row.due_at)
