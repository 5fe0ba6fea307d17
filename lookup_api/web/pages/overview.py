"""How dossiers are handled, for everyone (articles 4.3.b, 8.3, 13.2): received, in time and late, by month, agency and
field. Counts only; the same for every reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from lookup_api.domain.agency import Agency
from lookup_api.domain.calendar import local_day
from lookup_api.domain.figures import Period, Tally
from lookup_api.domain.wording import Language
from lookup_api.store.agencies import list_agencies
from lookup_api.store.figures import Scope, counted_at, list_years, tally_by_agency, tally_by_field, tally_by_month
from lookup_api.web.callers import address_of
from lookup_api.web.charts import Bar, Line, draw_bars
from lookup_api.web.desk import AtDesk
from lookup_api.web.pages import periods
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.numbers import month_in_words, number_in_figures, share_in_figures
from lookup_api.web.pages.paint import paint
from lookup_api.web.pages.texts import texts_in
from lookup_api.web.sums import Sums

router = APIRouter(include_in_schema=False)
PATH = "/tinh-hinh"
KEEP = "private, max-age=60"
BARS = 20
"""So many bars a chart has at most; its table has all lines."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and the table under it: its name among the texts, its bars, the largest first, and all its lines."""

    key: str
    bars: list[Bar]
    lines: list[Bar]


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: a period, and one agency or all of them."""

    period: Period
    agency: Agency | None
    language: Language

    @property
    def scope(self) -> Scope:
        """Its figures."""
        return Scope.of(self.period, self.agency)

    def url(self, **other: str) -> str:
        """The address of this view, or of the one that differs from it so."""
        asked = {"ky": periods.write_period(self.period)} | ({"co-quan": str(self.agency.code)} if self.agency else {})
        return f"{PATH}?{urlencode(asked | other)}"


@router.get(PATH)
def get_overview(request: Request, desk: AtDesk) -> Response:
    """The figures of a period (`ky`), of one agency (`co-quan`) or of all."""
    desk.limits.admit_page(address_of(request))
    today, language = local_day(desk.clock()), language_of(request)
    with desk.database.reading() as session:
        agencies = list_agencies(session)
        period = periods.read_period(request.query_params.get("ky", ""), today)
        view = View(period, _asked_for(request.query_params.get("co-quan", ""), agencies), language)
        as_of, asked = counted_at(session), (view.scope, tuple(agencies))
        sums = desk.sums.get(as_of, asked, lambda: _sum_up(session, view))
        offers = periods.offers(list_years(session), today, language)
    tally = sums.total
    return paint(
        request,
        "overview.html",
        keep=KEEP,
        view=view,
        tally=tally,
        period_name=periods.name_of(period, language),
        chosen=periods.write_period(period),
        agencies=sorted(agencies, key=lambda agency: agency.name),
        as_of=as_of,
        is_of_today=as_of is not None and local_day(as_of) == today,
        figure=partial(number_in_figures, language=language),
        share=partial(share_in_figures, language=language),
        charts=_charts(sums, view, agencies) if tally.received else [],
        offers=offers,
    )


def _asked_for(code: str, agencies: list[Agency]) -> Agency | None:
    """The agency of this code, also when it is one that it went by before."""
    return next((each for each in agencies if code in map(str, (each.code, *each.also_codes))), None)


def _sum_up(session: Session, view: View) -> Sums:
    """The months of a year; for a single month the twelve that end with it."""
    last = view.period.last
    shown = Period(_a_year_before(last), last) if view.period.is_one_month else view.period
    return Sums(
        by_month=tally_by_month(session, Scope.of(shown, view.agency)),
        by_field=tally_by_field(session, view.scope),
        by_agency={} if view.agency else tally_by_agency(session, view.scope),
    )


def _charts(sums: Sums, view: View, agencies: list[Agency]) -> list[Chart]:
    none = texts_in(view.language)["field_none"]
    charts = [_by_month(sums, view)]
    if view.agency is None:
        charts.append(_chart("by_agency", {_line_of(it, view, agencies): its for it, its in sums.by_agency.items()}))
    return [*charts, _chart("by_field", {(name or none, ""): tally for name, tally in sums.by_field.items()})]


def _by_month(sums: Sums, view: View) -> Chart:
    lines = [
        Line(periods.capital(month_in_words(month, view.language)), tally, view.url(ky=f"{month:%Y-%m}"))
        for month, tally in sums.by_month.items()
    ]
    bars = draw_bars(lines)
    return Chart("by_month", bars, bars)


def _line_of(agency: Agency, view: View, agencies: list[Agency]) -> tuple[str, str]:
    """Its name and its own view; one that does not take part has none."""
    return agency.name, view.url(**{"co-quan": str(agency.code)}) if agency in agencies else ""


def _chart(key: str, tallies: Mapping[tuple[str, str], Tally]) -> Chart:
    lines = [Line(name, tally, url) for (name, url), tally in tallies.items()]
    lines.sort(key=lambda line: (-line.tally.received, line.name))
    bars = draw_bars(lines)
    return Chart(key, bars[:BARS], bars)


def _a_year_before(month: date) -> date:
    """The first of the twelve months that end with `month`."""
    return month.replace(year=month.year - 1, month=month.month + 1) if month.month < 12 else month.replace(month=1)
