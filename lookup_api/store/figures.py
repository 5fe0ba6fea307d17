"""On-time figures as they were last counted (store/counting.py): for the public's overview and for leaders' reports."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.figures import Period, Tally
from lookup_api.store.agencies import list_agencies
from lookup_api.store.tables import CountRow, FigureRow, NewestUpdateRow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which figures: of dossiers received in `period`, at `agencies` only where it is given."""

    period: Period
    agencies: tuple[AgencyCode, ...] | None = None

    @classmethod
    def of(cls, period: Period, agency: Agency | None) -> "Scope":
        """The figures of an agency, under all codes that it goes by; None for all agencies."""
        return cls(period, (agency.code, *agency.also_codes) if agency else None)


def counted_at(session: Session) -> datetime | None:
    """As of when the figures are (aware UTC); None before the first count."""
    return session.scalar(select(CountRow.as_of))


def tally_by_month(session: Session, scope: Scope) -> dict[date, Tally]:
    """The figures of each month of reception that has any, by its first day."""
    return _tally_by(session, FigureRow.month, scope)


def tally_by_field(session: Session, scope: Scope) -> dict[str, Tally]:
    """The figures of each field; "" for dossiers of which none was stated."""
    return _tally_by(session, FigureRow.field, scope)


def tally_by_agency(session: Session, scope: Scope) -> dict[Agency, Tally]:
    """The figures of each agency that received anything. One that was merged into another counts there."""
    known = _agencies_by_code(session)
    tallies = defaultdict[Agency, list[Tally]](list)
    for code, tally in _tally_by(session, FigureRow.agency, scope).items():
        tallies[known.get(code) or Agency(AgencyCode(code), code)].append(tally)
    return {agency: Tally.total(each) for agency, each in tallies.items()}


def newest_updates(session: Session) -> dict[AgencyCode, datetime]:
    """When each agency's dossiers last changed (aware UTC), as of the last count."""
    rows = session.execute(select(NewestUpdateRow.agency, NewestUpdateRow.changed_at))
    return {AgencyCode(code): changed_at for code, changed_at in rows}


def list_years(session: Session) -> Sequence[int]:
    """The years in which any dossier was received, the newest first; no others lie between one that was mistyped and
    the rest.
    """
    first, last = (session.scalar(select(each(FigureRow.month))) for each in (func.min, func.max))
    return [year for year in range(last.year, first.year - 1, -1) if _has(session, year)] if first and last else []


def _has(session: Session, year: int) -> bool:
    return session.scalar(select(FigureRow.month).where(_within(Scope(Period.year(year)))).limit(1)) is not None


def _tally_by(session: Session, column: InstrumentedAttribute[T], scope: Scope) -> dict[T, Tally]:
    number = func.sum(FigureRow.number)
    query = select(column, FigureRow.timeliness, number).where(_within(scope)).group_by(column, FigureRow.timeliness)
    counts = defaultdict[T, dict[Timeliness, int]](dict)
    for value, timeliness, counted in session.execute(query.order_by(column)):
        counts[value][Timeliness(timeliness)] = int(counted)
    return {value: Tally(each) for value, each in counts.items()}


def _within(scope: Scope) -> ColumnElement[bool]:
    received = FigureRow.month.between(scope.period.first, scope.period.last)
    if scope.agencies is None:
        return received
    return and_(received, FigureRow.agency.in_([code.value for code in scope.agencies]))


def _agencies_by_code(session: Session) -> Mapping[str, Agency]:
    agencies = list_agencies(session)
    return {code.value: agency for agency in agencies for code in (agency.code, *agency.also_codes)}
