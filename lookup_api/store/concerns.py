"""The dossiers of an agency that its leader should look at: overdue, due soon, or completed late (articles 3.2, 13.4).

Who has a dossier stands in its updates alone, so they are read, for the worst BOUND of those that the reader asks for.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from lookup_api.domain.agency import Agency
from lookup_api.domain.calendar import VIETNAM, WorkCalendar, local_day
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.figures import Period
from lookup_api.domain.status import Status
from lookup_api.store.counting import timeliness_now
from lookup_api.store.documents import read_updates
from lookup_api.store.dossiers import TEXT
from lookup_api.store.tables import DossierRow

BOUND = 1_000
SOON = 3
"""Working days after today."""


class Concern(StrEnum):
    """Why a leader should look; the values stand in addresses."""

    OVERDUE = "qua-han"
    DUE_SOON = "sap-den-han"
    LATE = "xong-muon"


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier of a concern. `days` is how late it is; for one that is due soon, how many days are left. Unit and
    officer are "" when unknown; times are aware UTC.
    """

    code: str
    procedure: str
    status: Status
    due_at: datetime
    days: int
    unit: str
    officer: str


@dataclass(frozen=True, slots=True)
class Question:
    """The dossiers of `agency` as they stand at `now`, of one field where it is given. Those completed late are of
    dossiers received in `period`, so that they are as many as the overview says.
    """

    agency: Agency
    period: Period
    now: datetime
    calendar: WorkCalendar
    field: str = ""

    def counts(self, session: Session) -> dict[Concern, int]:
        """How many dossiers there are of each concern."""
        counts = [func.count().filter(self._of(concern)) for concern in Concern]
        row = session.execute(select(*counts).select_from(DossierRow).where(self._asked)).one()
        return dict(zip(Concern, row, strict=True))

    def cases(self, session: Session, concern: Concern) -> list[Case]:
        """The dossiers of a concern, the ones first that were due first; BOUND at most."""
        which = and_(self._asked, self._of(concern))
        query = select(DossierRow.due_at, DossierRow.completed_at, TEXT).where(which)
        rows = session.execute(query.order_by(DossierRow.due_at, DossierRow.code).limit(BOUND))
        return [self._case(due, done or self.now, text) for due, done, text in rows]

    @property
    def _asked(self) -> ColumnElement[bool]:
        owned = DossierRow.owner.in_([code.value for code in (self.agency.code, *self.agency.also_codes)])
        counted = and_(owned, DossierRow.status.is_not(None), DossierRow.received_at.is_not(None))  # in the figures
        return and_(counted, DossierRow.field == self.field) if self.field else counted

    def _of(self, concern: Concern) -> ColumnElement[bool]:
        stands = timeliness_now(self.now)
        if concern is Concern.OVERDUE:
            return stands == Timeliness.OVERDUE.value
        if concern is Concern.DUE_SOON:
            return and_(stands == Timeliness.WITHIN_TERM.value, DossierRow.due_at < midnight_after(self._last_day_soon))
        first, end = midnight_before(self.period.first), midnight_before(self.period.end)
        received = and_(DossierRow.received_at >= first, DossierRow.received_at < end)
        return and_(stands == Timeliness.LATE.value, received)

    @property
    def _last_day_soon(self) -> date:
        """The last of the SOON working days after today."""
        day, left = local_day(self.now), SOON
        while left:
            day += timedelta(days=1)
            left -= self.calendar.is_working_day(day)
        return day

    def _case(self, due: datetime | None, until: datetime, text: str) -> Case:
        assert due is not None, "every concern is about a due date"
        dossier = Dossier.of(read_updates(text))
        procedure, who = dossier.procedure, dossier.responsible
        return Case(
            code=dossier.code.printed,
            procedure=procedure.name if procedure else "",
            status=dossier.status,
            due_at=due,
            days=abs((local_day(until) - local_day(due)).days),
            unit=who.unit if who else "",
            officer=who.officer if who else "",
        )


def midnight_before(day: date) -> datetime:
    """The moment at which a day begins in Viet Nam."""
    return datetime.combine(day, time(), VIETNAM)


def midnight_after(day: date) -> datetime:
    """The moment at which a day is over in Viet Nam."""
    return midnight_before(day + timedelta(days=1))
