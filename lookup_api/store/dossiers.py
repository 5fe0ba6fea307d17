"""Dossiers in the database: found by any of their codes, locked and saved a batch at a time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, any_, bindparam, cast, func, join, outerjoin, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode, Code, DossierCode, parse_code
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.standing import Standing
from lookup_api.domain.status import Status
from lookup_api.domain.update import StatusUpdate
from lookup_api.store.bulk import insert_rows, is_one_of, is_postgresql, list_by_pair, update_rows
from lookup_api.store.documents import Written, read_codes, read_updates
from lookup_api.store.errors import DossierJoinedAway
from lookup_api.store.tables import AliasRow, DossierRow, EventNumberRow

TEXT = cast(DossierRow.updates, Text).label("text")  # few readers need the updates themselves
STANDING = (
    DossierRow.id,
    DossierRow.changed_at,
    DossierRow.owner,
    DossierRow.code,
    DossierRow.version,
    DossierRow.status,
    DossierRow.procedure_code,
    DossierRow.field,
    DossierRow.received_at,
    DossierRow.due_at,
    DossierRow.completed_at,
    DossierRow.plain_until,
)
STORED = (TEXT, *STANDING)
CodeKey = tuple[str, str]
"""A code's printed text and its owner: what makes a code one dossier's."""


@dataclass(frozen=True)
class StoredDossier:
    """A dossier with its row's number, as it stood when it was saved. `texts` has its updates as JSON, by that number,
    and `known_codes` all its codes where they were read beside them.
    """

    id: int
    standing: Standing
    changed_at: datetime
    texts: Mapping[int, str]
    known_codes: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """Its updates as JSON."""
        return self.texts[self.id]

    @cached_property
    def updates(self) -> tuple[StatusUpdate, ...]:
        """Its updates, in the order of their arrival."""
        return read_updates(self.text)

    @cached_property
    def dossier(self) -> Dossier:
        """The dossier that its updates make."""
        return Dossier.of(self.updates)

    @cached_property
    def codes(self) -> set[str]:
        """All its codes, as printed."""
        return set(self.known_codes) or read_codes(self.text)

    @property
    def status(self) -> Status | None:
        """The status that stood; None when the public was not told of the dossier."""
        return self.standing.status

    @property
    def due_at(self) -> datetime | None:
        """The due date after pauses (aware UTC)."""
        return self.standing.due_at


class Saving(NamedTuple):
    """A dossier to save: `id` None for a new one; where it stands now; its updates that are not in its row yet, and its
    codes that are not in the alias table.
    """

    id: int | None
    standing: Standing
    new_updates: tuple[Written, ...]
    new_codes: frozenset[CodeKey]


def code_keys(codes: Iterable[Code], owner: AgencyCode) -> frozenset[CodeKey]:
    """The keys of a dossier's codes; a national code is one dossier's whoever writes it, and its key has no owner."""
    return frozenset([(code.printed, "" if isinstance(code, DossierCode) else owner.value) for code in codes])


def find_dossier(session: Session, code: Code) -> StoredDossier | None:
    """The dossier under any of its codes; None when there is none, and for a local code that two agencies use."""
    query = select(*STORED).join(AliasRow, AliasRow.dossier_id == DossierRow.id).where(AliasRow.code == code.printed)
    rows = session.execute(query.limit(2)).all()
    return _to_domain(rows[0]) if len(rows) == 1 else None


class Glimpse(NamedTuple):
    """What a look-up reads of a dossier: when it changed last (aware UTC), and its updates as JSON."""

    changed_at: datetime
    text: str

    @property
    def dossier(self) -> Dossier:
        """The dossier that its updates make."""
        return Dossier.of(read_updates(self.text))


def _glimpse(is_asked_for: ColumnElement[bool]) -> Select[int, str, datetime, str]:
    """Made once: to put such a statement together takes as long as PostgreSQL needs for three dossiers."""
    found = join(AliasRow, DossierRow, AliasRow.dossier_id == DossierRow.id)
    query = select(EventNumberRow.number, AliasRow.code, DossierRow.changed_at, TEXT)
    return query.select_from(outerjoin(EventNumberRow, found, is_asked_for))  # the number comes in any case


GLIMPSE_BY_ARRAY = _glimpse(AliasRow.code == any_(bindparam("codes", type_=ARRAY(AliasRow.code.type))))
GLIMPSE_BY_LIST = _glimpse(AliasRow.code.in_(bindparam("codes", expanding=True)))


def glimpse_dossiers(session: Session, codes: Collection[str]) -> tuple[int, dict[str, Glimpse]]:
    """The number of the newest event and the dossiers under these printed codes, by one statement, so of one moment.
    A code that no dossier has is left out, and so is a local one that two agencies use.
    """
    query = GLIMPSE_BY_ARRAY if is_postgresql(session) else GLIMPSE_BY_LIST
    rows = session.connection().execute(query, {"codes": list(codes)}).all()  # past the ORM: it has no entity
    times = Counter(code for _, code, _, _ in rows)
    return rows[0][0], {code: Glimpse(at, text) for _, code, at, text in rows if code and times[code] == 1}


def find_owned_dossier(session: Session, code: Code, owner: AgencyCode) -> StoredDossier | None:
    """The dossier that this owner has under a local code, or anybody under a national one; None when there is none."""
    [(printed, key_owner)] = code_keys([code], owner)
    query = select(*STORED).join(AliasRow, AliasRow.dossier_id == DossierRow.id)
    row = session.execute(query.where(AliasRow.code == printed, AliasRow.owner == key_owner)).first()
    return _to_domain(row) if row else None


def find_dossier_numbered(session: Session, number: int) -> StoredDossier | None:
    """The dossier of this row number; None when it has become one with another dossier since."""
    row = session.execute(select(*STORED).where(DossierRow.id == number)).first()
    return _to_domain(row) if row else None


def find_dossiers_numbered(session: Session, numbers: Collection[int]) -> dict[int, StoredDossier]:
    """The dossiers of these row numbers; those that are no more are left out."""
    rows = session.execute(select(*STORED).where(is_one_of(session, DossierRow.id, numbers)))
    return {row.id: _to_domain(row) for row in rows}


def list_owners(session: Session, numbers: Collection[int]) -> dict[int, tuple[AgencyCode, str]]:
    """The owner and the code of each of these dossiers, by number; those that are no more are left out."""
    query = select(DossierRow.id, DossierRow.owner, DossierRow.code)
    rows = session.execute(query.where(is_one_of(session, DossierRow.id, numbers)))
    return {row.id: (AgencyCode(row.owner), row.code) for row in rows}


def lock_dossiers(session: Session, keys: Collection[CodeKey]) -> dict[CodeKey, StoredDossier]:
    """The dossiers behind `keys`, locked until the commit in an order that cannot deadlock; keys unknown are
    left out. DossierJoinedAway when one became part of another dossier while this waited for it: begin anew.
    """
    found = list_by_pair(session, AliasRow, ("code", "owner", "dossier_id"), keys)
    ids = sorted({dossier_id for _, _, dossier_id in found})
    locking = select(*STANDING).where(is_one_of(session, DossierRow.id, ids)).order_by(DossierRow.id).with_for_update()
    rows = session.connection().execute(locking).all()  # past the ORM: it has no entity
    if len(rows) < len(ids):
        raise DossierJoinedAway
    texts, codes = _LockedTexts(session, ids), _codes_of(session, ids)
    by_id = {row[0]: _stored(row, texts, frozenset(codes[row[0]])) for row in rows}
    return {(code, owner): by_id[dossier_id] for code, owner, dossier_id in found}


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


def columns_of(standing: Standing) -> dict[str, Any]:
    """Where a dossier stands, as the columns of its row."""
    return {
        "owner": standing.owner.value,
        "code": standing.code.printed,
        "version": standing.version,
        "status": None if standing.status is None else int(standing.status),
        "procedure_code": standing.procedure_code,
        "field": standing.field,
        "received_at": standing.received_at,
        "due_at": standing.due_at,
        "completed_at": standing.completed_at,
        "plain_until": standing.plain_until,
    }


def _columns(saving: Saving, now: datetime) -> dict[str, Any]:
    said = f"[{','.join([written.text for written in saving.new_updates])}]"
    return columns_of(saving.standing) | {"changed_at": now, "updates": said}


class _LockedTexts(dict[int, str]):
    """The updates of locked dossiers as JSON: read all together, the first time that one's are asked for. A batch of
    plain words never does.
    """

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        super().__init__()
        self._session, self._ids = session, ids

    def __missing__(self, id_: int) -> str:
        query = select(DossierRow.id, TEXT).where(is_one_of(self._session, DossierRow.id, self._ids))
        self.update({row[0]: row[1] for row in self._session.connection().execute(query)})
        return self[id_]


def _codes_of(session: Session, ids: Sequence[int]) -> Mapping[int, set[str]]:
    """All codes of each dossier, as printed."""
    codes = defaultdict[int, set[str]](set)
    query = select(AliasRow.dossier_id, AliasRow.code).where(is_one_of(session, AliasRow.dossier_id, ids))
    for id_, code in session.connection().execute(query) if ids else ():
        codes[id_].add(code)
    return codes


def _to_domain(row: Any) -> StoredDossier:
    text, *standing = row
    return _stored(standing, {row.id: text})


def _stored(row: Sequence[Any], texts: Mapping[int, str], codes: frozenset[str] = frozenset()) -> StoredDossier:
    id_, changed_at, owner, code, version, status, *facts = row
    known = None if status is None else Status(status)
    standing = Standing(AgencyCode(owner), parse_code(code), version, known, *facts)
    return StoredDossier(id_, standing, changed_at, texts, codes)
