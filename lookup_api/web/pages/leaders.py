"""Leaders follow processing (articles 3.2, 13.4): from agencies to fields, units, officers and single dossiers.

No page here names an applicant.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from lookup_api.domain.agency import Agency
from lookup_api.domain.calendar import local_day
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.figures import Period, Tally
from lookup_api.store.agencies import list_agencies
from lookup_api.store.concerns import BOUND, Case, Concern, Question
from lookup_api.store.figures import Scope, counted_at, list_years, tally_by_agency, tally_by_field
from lookup_api.web.desk import AtDesk, Desk
from lookup_api.web.pages import periods
from lookup_api.web.pages.case_file import as_csv
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.leaders_sign_in import NO_STORE, PATH, Leader, leader_at, to_sign_in
from lookup_api.web.pages.numbers import day_in_figures, number_in_figures, share_in_figures
from lookup_api.web.pages.paint import paint

router = APIRouter(include_in_schema=False)
PAGE = 50
OVERDUE, OPEN = (Timeliness.OVERDUE,), (Timeliness.WITHIN_TERM, Timeliness.OVERDUE)
ORDERS: dict[str, Callable[[Case], Any]] = {
    "muon-nhat": lambda case: (-case.days, case.code),
    "ngay-hen": lambda case: (case.due_at, case.code),
    "ma": lambda case: case.code,
    "don-vi": lambda case: (case.unit, case.officer, -case.days),
}
"""The ways to sort the list, by what the address says."""
UNKNOWN = "-"
"""What the address says for the unit or the officer of dossiers of which none is known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of an agency is looked at. `field`, `unit` and `officer` are "" for all of them; unit and officer may be
    UNKNOWN.
    """

    agency: Agency
    period: Period
    concern: Concern
    order: str
    field: str
    unit: str
    officer: str

    @classmethod
    def of(cls, request: Request, agency: Agency, today: date) -> "Asked":
        """What the address asks for; where it says nothing that we know, the usual."""
        said = request.query_params.get
        concern = next((each for each in Concern if each == said("xem")), Concern.OVERDUE)
        usual = "ngay-hen" if concern is Concern.DUE_SOON else "muon-nhat"  # what presses most comes first
        order = next((each for each in ORDERS if each == said("xep")), usual)
        texts = [said(name, "")[:200] for name in ("linh-vuc", "don-vi", "can-bo")]
        return cls(agency, periods.read_period(said("ky", ""), today), concern, order, *texts)

    def url(self, **other: str) -> str:
        """The address of this view, or of the one that differs from it so; names that are left empty are left out."""
        texts = {"linh-vuc": self.field, "don-vi": self.unit, "can-bo": self.officer}
        asked = {"xem": self.concern.value, "ky": periods.write_period(self.period), "xep": self.order, **texts}
        said = {name: value for name, value in (asked | other).items() if value}
        return f"{PATH}/co-quan/{self.agency.code}?{urlencode(said)}"

    def takes(self, case: Case) -> bool:
        """Whether the case is of the unit and the officer that are asked for."""
        return self.unit in ("", case.unit or UNKNOWN) and self.officer in ("", case.officer or UNKNOWN)


@router.get(PATH)
def get_agencies(request: Request, desk: AtDesk) -> Response:
    """All agencies that this leader may see, those with the most overdue dossiers first."""
    leader = leader_at(request, desk)
    if leader is None:
        return to_sign_in(request)
    with desk.database.reading() as session:
        tallies = dict.fromkeys(list_agencies(session), Tally()) | tally_by_agency(session, Scope(Period.ever()))
        as_of = counted_at(session)
    seen = [(agency, tally) for agency, tally in tallies.items() if leader.may_see(agency)]
    seen.sort(key=lambda each: (-each[1].of(*OVERDUE), each[0].name))
    return _paint(request, "leaders.html", leader=leader, agencies=seen, as_of=as_of)


@router.get(PATH + "/co-quan/{code}")
def get_agency(request: Request, desk: AtDesk, code: str) -> Response:
    """One agency: its fields, and the dossiers of one concern by unit and officer and one by one."""
    leader = leader_at(request, desk)
    if leader is None:
        return to_sign_in(request)
    with desk.database.reading() as session:
        asked = Asked.of(request, _agency(session, leader, code), local_day(desk.clock()))
        question = _question(asked, desk)
        counts, cases = question.counts(session), question.cases(session, asked.concern)
        fields = sorted(name for name in tally_by_field(session, Scope.of(Period.ever(), asked.agency)) if name)
        years = list_years(session)
    shown = sorted(filter(asked.takes, cases), key=ORDERS[asked.order])
    number, last = _page_number(request), max(1, -(-len(shown) // PAGE))
    return _paint(
        request,
        "leaders_agency.html",
        leader=leader,
        asked=asked,
        counts=counts,
        groups=_groups(cases),
        cases=shown[PAGE * (min(number, last) - 1) :][:PAGE],
        total=len(shown),
        is_bounded=len(cases) == BOUND,
        bound=BOUND,
        page=min(number, last),
        last_page=last,
        fields=fields,
        orders=list(ORDERS),
        unknown=UNKNOWN,
        chosen=periods.write_period(asked.period),
        offers=periods.offers(years, local_day(desk.clock()), language_of(request)),
    )


@router.get(PATH + "/co-quan/{code}/danh-sach.csv")
def get_list(request: Request, desk: AtDesk, code: str) -> Response:
    """The list of the page, whole, for a spreadsheet."""
    leader = leader_at(request, desk)
    if leader is None:
        return to_sign_in(request)
    with desk.database.reading() as session:
        asked = Asked.of(request, _agency(session, leader, code), local_day(desk.clock()))
        cases = _question(asked, desk).cases(session, asked.concern)
    listed = sorted(filter(asked.takes, cases), key=ORDERS[asked.order])
    headers = {**NO_STORE, "Content-Disposition": f'attachment; filename="{asked.concern}-{asked.agency.code}.csv"'}
    return Response(as_csv(listed, language_of(request)), media_type="text/csv; charset=utf-8", headers=headers)


@dataclass(frozen=True, slots=True)
class Group:
    """How many cases of a unit there are, and of each of its officers; the most first."""

    unit: str
    number: int
    officers: tuple[tuple[str, int], ...]


def _groups(cases: Sequence[Case]) -> list[Group]:
    units = Counter(case.unit for case in cases)
    officers = Counter((case.unit, case.officer) for case in cases)

    def of(unit: str) -> tuple[tuple[str, int], ...]:
        return tuple((officer, number) for (its, officer), number in officers.most_common() if its == unit)

    return [Group(unit, number, of(unit)) for unit, number in units.most_common()]


def _agency(session: Session, leader: Leader, code: str) -> Agency:
    """The agency of this code; to a leader who may not see it, it is not there."""
    for agency in list_agencies(session):
        if code == agency.code.value and leader.may_see(agency):
            return agency
    raise HTTPException(404)


def _question(asked: Asked, desk: Desk) -> Question:
    return Question(asked.agency, asked.period, desk.clock(), desk.calendar, asked.field)


def _page_number(request: Request) -> int:
    said = request.query_params.get("trang", "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _paint(request: Request, template: str, **shown: Any) -> Response:
    language = language_of(request)
    figure, share = (partial(each, language=language) for each in (number_in_figures, share_in_figures))
    return paint(
        request,
        template,
        figure=figure,
        share=share,
        open_ones=OPEN,
        overdue=OVERDUE,
        day_in_figures=day_in_figures,
        **shown,
    )
