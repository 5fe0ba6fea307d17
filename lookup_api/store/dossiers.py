"""Dossiers in the database: found by any of their codes, locked and saved a batch at a time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode, Code, DossierCode
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from lookup_api.domain.update import StatusUpdate
from lookup_api.store.bulk import insert_rows, is_one_of, is_postgresql, update_rows, with_pair
from lookup_api.store.documents import Written, read_update
from lookup_api.store.tables import AliasRow, DossierRow

STORED = (DossierRow.id, DossierRow.updates, DossierRow.status, DossierRow.changed_at, DossierRow.due_at)
CodeKey = tuple[str, str]
"""A code's printed text and its owner: what makes a code one dossier's."""


@dataclass(frozen=True, slots=True)
class StoredDossier:
    """A dossier with its row's number. `due_at` (aware UTC) is the due date after pauses, as it was when saved, and
    `status` what stood then.
    """

    id: int
    updates: tuple[StatusUpdate, ...]
    status: Status | None
    changed_at: datetime
    due_at: datetime | None

    @property
    def dossier(self) -> Dossier:
        """The dossier that its updates make."""
        return Dossier.of(self.updates)


@dataclass(frozen=True, slots=True)
class Saving:
    """A dossier to save: `id` None for a new one; `due_at` after pauses; its updates that are not in its row yet, and
    its codes that are not in the alias table.
    """

    id: int | None
    dossier: Dossier
    due_at: datetime | None
    new_updates: tuple[Written, ...]
    new_codes: frozenset[CodeKey]


def code_keys(codes: Iterable[Code], owner: AgencyCode) -> frozenset[CodeKey]:
    """The keys of a dossier's codes; a national code is one dossier's whoever writes it, and its key has no owner."""
    return frozenset((code.printed, "" if isinstance(code, DossierCode) else owner.value) for code in codes)


def find_dossier(session: Session, code: Code) -> StoredDossier | None:
    """The dossier under any of its codes; None when there is none, and for a local code that two agencies use."""
    query = select(*STORED).join(AliasRow, AliasRow.dossier_id == DossierRow.id).where(AliasRow.code == code.printed)
    rows = session.execute(query.limit(2)).all()
    return _to_domain(rows[0]) if len(rows) == 1 else None


def find_owned_dossier(session: Session, code: Code, owner: AgencyCode) -> StoredDossier | None:
    """The dossier that this owner has under a local code, or anybody under a national one; None when there is none."""
    [(printed, key_owner)] = code_keys([code], owner)
    query = select(*STORED).join(AliasRow, AliasRow.dossier_id == DossierRow.id)
    row = session.execute(query.where(AliasRow.code == printed, AliasRow.owner == key_owner)).first()
    return _to_domain(row) if row else None


def lock_dossiers(session: Session, keys: Collection[CodeKey]) -> dict[CodeKey, StoredDossier]:
    """The dossiers behind `keys`, locked until the commit in an order that cannot deadlock; keys unknown are
    left out.
    """
    query = select(AliasRow.code, AliasRow.owner, AliasRow.dossier_id)
    found = session.execute(with_pair(session, query, (AliasRow.code, AliasRow.owner), keys)).all()
    ids = sorted({row.dossier_id for row in found})
    locking = select(*STORED).where(is_one_of(session, DossierRow.id, ids)).order_by(DossierRow.id).with_for_update()
    by_id = {row.id: _to_domain(row) for row in session.execute(locking)}
    return {(row.code, row.owner): by_id[row.dossier_id] for row in found}


def save_dossiers(session: Session, savings: Sequence[Saving], now: datetime) -> list[int]:
    """Write the dossiers, new and changed, and their new codes; gives each one's number, in the order of `savings`.

    IntegrityError when another transaction has taken a new code meanwhile: the caller starts its transaction anew.
    """
    changed = [{"id": s.id, **_columns(s, now)} for s in savings if s.id is not None]
    update_rows(session, DossierRow, changed, longer="updates")
    new_ids = iter(_insert(session, [s for s in savings if s.id is None], now))
    ids = [s.id if s.id is not None else next(new_ids) for s in savings]
    aliases = [
        {"code": code, "owner": owner, "dossier_id": id_}
        for id_, saving in zip(ids, savings, strict=True)
        for code, owner in sorted(saving.new_codes)
    ]
    insert_rows(session, AliasRow, aliases)
    return ids


def _insert(session: Session, savings: Sequence[Saving], now: datetime) -> list[int]:
    ids = _new_ids(session, len(savings))
    rows = [{"id": id_, **_columns(saving, now)} for id_, saving in zip(ids, savings, strict=True)]
    insert_rows(session, DossierRow, rows)
    return ids


def _new_ids(session: Session, number: int) -> list[int]:
    if is_postgresql(session):
        sequence = func.nextval(func.pg_get_serial_sequence(DossierRow.__tablename__, "id"))
        return list(session.scalars(select(sequence).select_from(func.generate_series(1, number))))
    newest = session.scalar(select(func.max(DossierRow.id))) or 0  # only this transaction writes
    return list(range(newest + 1, newest + 1 + number))


def _columns(saving: Saving, now: datetime) -> dict[str, Any]:
    dossier = saving.dossier
    procedure = dossier.procedure
    return {
        "owner": dossier.owner.value,
        "code": dossier.code.printed,
        "version": dossier.version,
        "status": int(dossier.status) if dossier.is_known else None,
        "procedure_code": procedure.code if procedure else None,
        "field": procedure.field if procedure else None,
        "received_at": dossier.received_at,
        "due_at": saving.due_at,
        "completed_at": dossier.completed_at,
        "changed_at": now,
        "updates": f"[{','.join(written.text for written in saving.new_updates)}]",
    }


def _to_domain(row: Any) -> StoredDossier:
    updates = tuple(map(read_update, row.updates))
    status = None if row.status is None else Status(row.status)
    return StoredDossier(row.id, updates, status, row.changed_at, row.due_at)
