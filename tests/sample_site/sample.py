"""A province in miniature: agencies, procedures, and dossiers with their histories, the same for the same seed.

Everything happened on working days before `today`; what a dossier should look like now is told beside it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from lookup_api.calendar_file import read_calendar
from lookup_api.domain.agency import Agency
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import AgencyCode, DossierCode, LocalCode
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.status import Status
from lookup_api.domain.update import StatusUpdate
from tests.sample_site.catalogue import PROCEDURES, desk_of
from tests.sample_site.courses import COURSES, HAND_OVER_COURSES, Course
from tests.sample_site.fields import BUSINESS
from tests.sample_site.histories import History
from tests.sample_site.offices import OFFICES
from tests.sample_site.people import an_applicant
from tests.sample_site.timing import TimedBeat, timed

SEED = 60_2014
DOSSIERS = 2_000


@dataclass(frozen=True, slots=True)
class SampleDossier:
    """One dossier: who handed it in, the updates that made it (oldest first), and the status that they should give."""

    code: DossierCode
    applicant: Applicant
    procedure: Procedure
    course: Course
    updates: tuple[StatusUpdate, ...]

    @property
    def owner(self) -> AgencyCode:
        """The agency that received it."""
        return self.code.agency

    @property
    def updates_of_owner(self) -> tuple[StatusUpdate, ...]:
        """What the owner itself has said, without the steps of other agencies."""
        return tuple(update for update in self.updates if update.sender == self.owner)

    @property
    def meant(self) -> Status:
        """The status that its course ends with."""
        return self.course.beats[-1].status


@dataclass(frozen=True, slots=True)
class SampleSite:
    """What a province's servers hold: agencies, catalogue, dossiers by owner and serial."""

    agencies: tuple[Agency, ...]
    procedures: tuple[Procedure, ...]
    dossiers: tuple[SampleDossier, ...]

    def dossiers_of(self, owner: AgencyCode) -> tuple[SampleDossier, ...]:
        """The dossiers that this agency received."""
        return tuple(dossier for dossier in self.dossiers if dossier.owner == owner)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A dossier before it has a code: serials are given once all are known."""

    procedure: Procedure
    course: Course
    applicant: Applicant
    beats: tuple[TimedBeat, ...]

    @property
    def begun_at(self) -> datetime:
        return self.beats[0].at


def make_site(
    today: date, seed: int = SEED, dossiers: int = DOSSIERS, calendar: WorkCalendar | None = None
) -> SampleSite:
    """The sample province as it stands in the morning of `today` (a day in Viet Nam)."""
    chance, calendar = Random(seed), calendar or read_calendar()
    plans = sorted((_plan(chance, today, calendar) for _ in range(dossiers)), key=lambda plan: plan.begun_at)
    made = [_dossier(plan, code, Random(f"{seed} {code}"), calendar) for plan, code in _numbered(plans)]
    return SampleSite(
        tuple(office.agency for office in OFFICES.values()),
        PROCEDURES,
        tuple(sorted(made, key=lambda dossier: dossier.code)),
    )


def _plan(chance: Random, today: date, calendar: WorkCalendar) -> _Plan:
    procedure = chance.choice(PROCEDURES)
    courses = HAND_OVER_COURSES if desk_of(procedure).other else COURSES
    course = chance.choices(courses, [each.weight for each in courses])[0]
    return _Plan(procedure, course, an_applicant(chance), timed(course, procedure, today, (chance, calendar)))


def _numbered(plans: list[_Plan]) -> Iterator[tuple[_Plan, DossierCode]]:
    """The plans with their codes: dense serials of each agency's day, in the order of reception."""
    serials: Counter[str] = Counter()
    for plan in plans:
        start = f"{desk_of(plan.procedure).agency}-{plan.beats[0].local_day:%y%m%d}"
        serials[start] += 1
        yield plan, DossierCode.parse(f"{start}-{serials[start]:04}")


def _dossier(plan: _Plan, code: DossierCode, chance: Random, calendar: WorkCalendar) -> SampleDossier:
    history = History(code, _local_codes(plan.procedure, code), plan.procedure, calendar, chance)
    updates = tuple(history.updates(plan.beats))
    return SampleDossier(code, plan.applicant, plan.procedure, plan.course, updates)


def _local_codes(procedure: Procedure, code: DossierCode) -> tuple[LocalCode, ...]:
    """The business registration software has codes of its own."""
    if procedure.ref.field != BUSINESS:
        return ()
    day_and_serial = f"{code.received_on:%j}{int(code.printed[-4:]):03}"
    return (LocalCode.parse(f"{day_and_serial}/HKD-{code.received_on:%Y}"),)
