"""What waits at an agency: its dossiers by how they stand, and the procedures that it receives most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from lookup_api.domain.agency import Agency
from lookup_api.domain.calendar import VIETNAM, local_day
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from lookup_api.domain.update import Responsible
from lookup_api.store.documents import read_update
from lookup_api.store.tables import DossierRow

PAGE = 25
LATELY = timedelta(days=60)
MOST_USED = 6
RECENT = 20
AT_WORK = (Status.NEWLY_REGISTERED, Status.RECEIVED, Status.PROCESSING)
WAITING = (Status.SUPPLEMENT_REQUESTED, Status.PAYMENT_REQUIRED)


class View(StrEnum):
    """One way to look at what waits; the values stand in addresses."""

    OPEN = "dang-giai-quyet"
    OVERDUE = "qua-han"
    CITIZEN = "cho-nguoi-dan"
    READY = "cho-tra"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a view, newest first. `total` is how many dossiers the view has."""

    dossiers: tuple[Dossier, ...]
    number: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class Worklist:
    """What waits at `agency` at this moment (aware UTC)."""

    agency: Agency
    now: datetime

    def page(self, session: Session, view: View, number: int = 1) -> Page:
        """A page of a view."""
        which = and_(self._owned, _of(view, self.now))
        total = session.scalar(select(func.count()).select_from(DossierRow).where(which)) or 0
        newest_first = (DossierRow.received_at.desc().nulls_last(), DossierRow.id.desc())
        query = select(DossierRow.updates).where(which).order_by(*newest_first).limit(PAGE).offset(PAGE * (number - 1))
        dossiers = tuple(Dossier.of(map(read_update, updates)) for updates in session.scalars(query))
        return Page(dossiers, number, total)

    def counts(self, session: Session) -> dict[View, int]:
        """How many dossiers each view has."""
        counts = [func.count().filter(_of(view, self.now)).label(view.name) for view in View]
        row = session.execute(select(*counts).select_from(DossierRow).where(self._owned)).one()
        return dict(zip(View, row, strict=True))

    def most_used_procedures(self, session: Session) -> Sequence[str]:
        """The codes of the procedures that were received most of lately, the most frequent first."""
        of_late = and_(self._owned, DossierRow.received_at > self.now - LATELY)
        query = select(DossierRow.procedure_code).where(of_late, DossierRow.procedure_code.is_not(None))
        often = query.group_by(DossierRow.procedure_code).order_by(func.count().desc(), DossierRow.procedure_code)
        return [code for code in session.scalars(often.limit(MOST_USED)) if code]

    def recent_officers(self, session: Session, procedure_code: str) -> tuple[Responsible, ...]:
        """Who at the agency has lately handled this procedure, the most recent first."""
        same = and_(self._owned, DossierRow.procedure_code == procedure_code)
        at_work = and_(same, DossierRow.status.not_in((Status.NEWLY_REGISTERED, Status.RECEIVED)))
        query = select(DossierRow.updates).where(at_work).order_by(DossierRow.changed_at.desc()).limit(RECENT)
        who = [Dossier.of(map(read_update, updates)).responsible for updates in session.scalars(query)]
        return tuple(dict.fromkeys(each for each in who if each and each.agency == self.agency.name))

    @property
    def _owned(self) -> ColumnElement[bool]:
        return DossierRow.owner == self.agency.code.value


def _of(view: View, now: datetime) -> ColumnElement[bool]:
    """A dossier is overdue from the day after its due date on: days are compared, not clock times."""
    today = datetime.combine(local_day(now), time(), VIETNAM)
    return {
        View.OPEN: DossierRow.status.in_((*AT_WORK, *WAITING)),
        View.OVERDUE: and_(DossierRow.status.in_(AT_WORK), DossierRow.due_at < today),
        View.CITIZEN: DossierRow.status.in_(WAITING),
        View.READY: DossierRow.status == Status.FINISHED,
    }[view]
