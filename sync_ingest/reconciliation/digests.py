"""The centre's tree of digests: kept up to date from the events, and added up by the database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.dossier import Dossier
from lookup_api.store.bulk import insert_rows
from lookup_api.store.dossiers import find_dossiers_numbered
from lookup_api.store.events import Event, list_events
from sync_ingest.reconciliation.facts import digest_of, facts_of, period_of
from sync_ingest.reconciliation.tables import DigestPositionRow, DossierDigestRow
from sync_ingest.reconciliation.tree import FEW, Branch, Digest, Look, Total, place_of

STEP = 500  # events that one transaction takes in

ROW = DossierDigestRow
SUMS = (func.count(), func.sum(ROW.first), func.sum(ROW.second), func.sum(ROW.third))


def catch_up(session: Session) -> bool:
    """Take the next events in; False when there were none. Others who do the same at once wait for the commit."""
    position = session.execute(select(DigestPositionRow).with_for_update()).scalar_one()
    events = list_events(session, position.event, STEP)
    if not events:
        return False
    _renew(session, events)
    position.event = events[-1].number
    return True


@dataclass(frozen=True)
class StoredForest:
    """The tree of one agency's dossiers as the centre has them; see tree.Forest."""

    session: Session
    owner: AgencyCode

    def periods(self) -> Mapping[str, Total]:
        """See Forest."""
        query = select(ROW.period, *SUMS).where(ROW.owner == self.owner.value).group_by(ROW.period)
        return {period: _total(sums) for period, *sums in self.session.execute(query)}

    def look(self, branches: Sequence[Branch]) -> Sequence[Look]:
        """See Forest."""
        return [self._look(branch) for branch in branches]

    def _look(self, branch: Branch) -> Look:
        few = self._few(branch)
        return Look(leaves=few) if few is not None else Look(children=self._children(branch))

    def _few(self, branch: Branch) -> dict[str, Digest] | None:
        """The branch's dossiers; None when they are too many to be told one by one."""
        limit = None if branch.is_told_whole else FEW + 1
        query = select(ROW.code, ROW.first, ROW.second, ROW.third).where(self._within(branch)).limit(limit)
        rows = self.session.execute(query).all()
        return {code: (a, b, c) for code, a, b, c in rows} if limit is None or len(rows) < limit else None

    def _children(self, branch: Branch) -> dict[Branch, Total]:
        number = ROW.place // branch.child_width
        query = select(number.label("number"), *SUMS).where(self._within(branch)).group_by("number")
        return {branch.child_at(number): _total(sums) for number, *sums in self.session.execute(query)}

    def _within(self, branch: Branch) -> Any:
        same_period = and_(ROW.owner == self.owner.value, ROW.period == branch.period)
        return and_(same_period, ROW.place >= branch.first, ROW.place < branch.end)


def _renew(session: Session, events: Sequence[Event]) -> None:
    """Write the digests of the dossiers of these events anew; those that became one, or are gone, leave none behind."""
    ids = sorted({event.change.dossier_id for event in events})
    dossiers = {id_: stored.dossier for id_, stored in find_dossiers_numbered(session, ids).items()}
    codes = {(dossier.owner.value, code) for dossier in dossiers.values() for code in _codes_of(dossier)}
    owners = {owner for owner, _ in codes}
    session.execute(delete(ROW).where(ROW.dossier_id.in_(ids)))
    for owner in sorted(owners):
        of_owner = [code for one, code in codes if one == owner]
        session.execute(delete(ROW).where(ROW.owner == owner, ROW.code.in_(of_owner)))
    insert_rows(session, ROW, list(_rows(dossiers)))


def _rows(dossiers: Mapping[int, Dossier]) -> Iterator[dict[str, Any]]:
    for id_, dossier in dossiers.items():
        if not dossier.is_known:
            continue
        newest = dossier.records[-1]
        first, second, third = digest_of(facts_of(newest, {}))
        yield {
            "owner": dossier.owner.value,
            "code": newest.code.printed,
            "dossier_id": id_,
            "period": period_of(newest.code, dossier.received_at),
            "place": place_of(newest.code.printed),
            "first": first,
            "second": second,
            "third": third,
        }


def _codes_of(dossier: Dossier) -> set[str]:
    return {code.printed for update in dossier.updates for code in (update.code, *update.aliases)}


def _total(sums: Iterable[Any]) -> Total:
    count, first, second, third = map(int, sums)
    return Total(count, (first, second, third))
