"""One agency takes over another's dossiers: offices are merged, and receipts with the old identifier stay valid."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import orjson
from sqlalchemy import Text, bindparam, cast, or_, select, update
from sqlalchemy.orm import Session

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.deadlines import due_at
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.standing import Standing
from lookup_api.domain.update import StatusUpdate
from lookup_api.store.documents import read_updates, write_update
from lookup_api.store.dossiers import columns_of, find_dossiers_numbered
from lookup_api.store.events import Change, append_events
from lookup_api.store.tables import AliasRow, DossierRow

CHUNK = 500


@dataclass(frozen=True, slots=True)
class TakingOver:
    """Agency `old` becomes a part of `new`."""

    old: AgencyCode
    new: AgencyCode

    def of(self, update: StatusUpdate) -> StatusUpdate:
        """What the update says, with the new agency in the old one's place."""
        hand_over = update.hand_over
        if hand_over and hand_over.to:
            hand_over = replace(hand_over, to=self._named(hand_over.to))
        return replace(update, owner=self._named(update.owner), sender=self._named(update.sender), hand_over=hand_over)

    def _named(self, code: AgencyCode) -> AgencyCode:
        return self.new if code == self.old else code


def take_over(session: Session, merger: TakingOver, calendar: WorkCalendar, now: datetime) -> int:
    """Make everything that dossiers say of the old agency the new one's, and announce it; gives how many changed.

    What was sent stays in the history as it was sent. A local code that both agencies gave to dossiers of their own
    stays with the new agency's; the old one's is found by its other codes.
    """
    numbers = _numbers(session, merger)
    for start in range(0, len(numbers), CHUNK):
        _rewrite(session, numbers[start : start + CHUNK], merger, calendar)
    taken = select(AliasRow.code).where(AliasRow.owner == merger.new.value)
    theirs = update(AliasRow).where(AliasRow.owner == merger.old.value, AliasRow.code.not_in(taken))
    session.execute(theirs.values(owner=merger.new.value))
    changes = list(_changes(session, numbers))
    if changes:
        append_events(session, changes, now)
    return len(numbers)


def _numbers(session: Session, merger: TakingOver) -> list[int]:
    """The dossiers that the old agency owns, or has a part in."""
    named = cast(DossierRow.updates, Text).contains(f'"{merger.old.value}"', autoescape=True)
    query = select(DossierRow.id).where(or_(DossierRow.owner == merger.old.value, named))
    return list(session.scalars(query.order_by(DossierRow.id)))


def _rewrite(session: Session, numbers: list[int], merger: TakingOver, calendar: WorkCalendar) -> None:
    query = select(DossierRow.id, cast(DossierRow.updates, Text)).where(DossierRow.id.in_(numbers)).with_for_update()
    rows = []
    for id_, text in session.execute(query):
        updates = [merger.of(each) for each in read_updates(text)]
        dossier = Dossier.of(updates)
        columns = columns_of(Standing.of(dossier, due_at(dossier, calendar)))
        rows.append({"this": id_, **columns, "updates": [orjson.loads(write_update(each).text) for each in updates]})
    table = DossierRow.__table__
    values = {name: bindparam(name, type_=table.c[name].type) for name in rows[0] if name != "this"}
    session.connection().execute(update(DossierRow).where(DossierRow.id == bindparam("this")).values(values), rows)


def _changes(session: Session, numbers: list[int]) -> Iterator[Change]:
    for start in range(0, len(numbers), CHUNK):
        for id_, stored in find_dossiers_numbered(session, numbers[start : start + CHUNK]).items():
            yield Change(id_, tuple(sorted(stored.codes)), stored.standing.version, stored.status, stored.status)
