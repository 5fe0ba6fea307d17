"""Counts all dossiers by agency, field, month of reception and timeliness, in one pass over them, and keeps the sums.

The pass takes seconds where dossiers are millions, so pages read what the last pass wrote (store/figures.py). It may be
any worker's: who claims it does it. Claim, pass and writing are three transactions, so that none locks for long.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, case, delete, extract, func, literal, or_, select, text, update
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from lookup_api.domain.calendar import VIETNAM, local_day
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.deadlines import COLUMNS_OF_THEIR_OWN, Timeliness
from lookup_api.store.bulk import insert_rows, is_postgresql
from lookup_api.store.tables import CountRow, DossierRow, FigureRow, NewestUpdateRow

NO_FIELD = ""
CLOCKS_MAY_DIFFER = timedelta(minutes=5)
"""A count that claims to be newer than that was one of a machine whose clock was wrong; nobody waits for it."""
FigureKey = tuple[date, str, str, Timeliness]
"""Month of reception, agency, field, timeliness."""


class LocalDay(FunctionElement[date]):
    """The day in Viet Nam of a column's moment: domain/calendar.py's `local_day`, UTC+7 at all times, in SQL."""

    type = Date()
    inherit_cache = True


@compiles(LocalDay, "postgresql")
def _local_day_in_postgresql(element: LocalDay, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AT TIME ZONE 'UTC' + INTERVAL '7 hours' AS DATE)"


@compiles(LocalDay, "sqlite")
def _local_day_in_sqlite(element: LocalDay, compiler: SQLCompiler, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, '+7 hours')"


@dataclass(frozen=True, slots=True)
class Count:
    """What one pass found: the sums, and when each agency's dossiers last changed. Moments are aware UTC."""

    as_of: datetime
    figures: Mapping[FigureKey, int]
    newest: Mapping[AgencyCode, datetime]


def start_of_day(now: datetime) -> datetime:
    """Midnight in Viet Nam before `now`: an open dossier is overdue when it was due before this moment."""
    return datetime.combine(local_day(now), time(), VIETNAM)


def timeliness_now(now: datetime) -> ColumnElement[str]:
    """domain/deadlines.py's `standing_to_due` of a dossier's row, in SQL; only for a row with a status."""
    due, done = DossierRow.due_at, DossierRow.completed_at
    own = [(DossierRow.status == int(status), literal(each.value)) for status, each in COLUMNS_OF_THEIR_OWN.items()]
    return case(
        *own,
        (due.is_(None), literal(Timeliness.NO_DUE_DATE.value)),
        (done.is_(None) & (due < start_of_day(now)), literal(Timeliness.OVERDUE.value)),
        (done.is_(None), literal(Timeliness.WITHIN_TERM.value)),
        (LocalDay(done) == LocalDay(due), literal(Timeliness.ON_TIME.value)),
        (LocalDay(done) < LocalDay(due), literal(Timeliness.EARLY.value)),
        else_=literal(Timeliness.LATE.value),
    )


def count_is_due(session: Session, now: datetime, every: timedelta) -> bool:
    """Whether nobody has begun to count for so long, or since midnight, when what was within its term may have become
    overdue.
    """
    return session.scalar(select(CountRow.id).where(_waits(now, every))) is not None


def claim_count(session: Session, now: datetime, every: timedelta) -> bool:
    """Whether it is this caller's turn to count of all who find it due. Commit at once, so that they know."""
    claimed = update(CountRow).where(_waits(now, every)).values(began_at=now).returning(CountRow.id)
    return session.execute(claimed).first() is not None


def count_dossiers(session: Session, now: datetime) -> Count:
    """One pass over all dossiers. What the public is not told of, or has not been received, is in no figure; but it is
    an update of its agency's.
    """
    if is_postgresql(session):
        session.execute(text("SET LOCAL max_parallel_workers_per_gather = 0"))  # look-ups need the other cores
    day = LocalDay(DossierRow.received_at)
    stands = case((DossierRow.status.is_not(None), timeliness_now(now)))
    keys: tuple[ColumnElement[Any], ...] = (extract("year", day), extract("month", day), stands)
    columns = [key.label(f"key_{at}") for at, key in enumerate(keys)]
    newest_change = func.max(DossierRow.changed_at, type_=DossierRow.changed_at.type)
    sums = select(DossierRow.owner, DossierRow.field, *columns, func.count(), newest_change)
    grouped = sums.group_by(DossierRow.owner, DossierRow.field, *columns)
    figures, newest = Counter[FigureKey](), dict[AgencyCode, datetime]()
    for owner, field, year, month, timeliness, number, changed_at in session.execute(grouped):
        if timeliness and year:
            figures[date(int(year), int(month), 1), owner, field or NO_FIELD, Timeliness(timeliness)] += number
        agency = AgencyCode(owner)
        newest[agency] = max(changed_at, newest.get(agency, changed_at))
    return Count(now, figures, newest)


def save_count(session: Session, count: Count) -> bool:
    """Put this count in the last one's place; not when a newer one was quicker."""
    impossible = count.as_of + CLOCKS_MAY_DIFFER
    gives_way = or_(CountRow.as_of.is_(None), CountRow.as_of < count.as_of, CountRow.as_of > impossible)
    saved = session.execute(update(CountRow).where(gives_way).values(as_of=count.as_of).returning(CountRow.id))
    if saved.first() is None:
        return False
    for table in (FigureRow, NewestUpdateRow):
        session.execute(delete(table))
    names = ("month", "agency", "field", "timeliness", "number")
    figures = count.figures.items()
    insert_rows(session, FigureRow, [dict(zip(names, (*key, number), strict=True)) for key, number in figures])
    newest = count.newest.items()
    insert_rows(session, NewestUpdateRow, [{"agency": code.value, "changed_at": at} for code, at in newest])
    return True


def _waits(now: datetime, every: timedelta) -> ColumnElement[bool]:
    long_ago, impossible = max(now - every, start_of_day(now)), now + CLOCKS_MAY_DIFFER
    return or_(CountRow.began_at.is_(None), CountRow.began_at < long_ago, CountRow.began_at > impossible)
