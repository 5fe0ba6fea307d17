"""Which months a reader asks for: `2026-11`, `2026`, or the present month."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lookup_api.domain.figures import Period
from lookup_api.domain.wording import Language
from lookup_api.web.pages.numbers import month_in_words
from lookup_api.web.pages.texts import texts_in

FORM = re.compile(r"(199\d|20\d\d)(?:-(0[1-9]|1[0-2]))?", re.ASCII)  # as ingest takes dates
MONTHS_OFFERED = 24


@dataclass(frozen=True, slots=True)
class Offer:
    """One period to choose: what the address says of it, and what the reader reads."""

    value: str
    name: str


def read_period(asked: str, today: date) -> Period:
    """The period that is asked for; the present month where that is nothing we know."""
    found = FORM.fullmatch(asked.strip())
    if not found:
        return Period.month(today)
    year, month = found.groups()
    return Period.month(date(int(year), int(month), 1)) if month else Period.year(int(year))


def write_period(period: Period) -> str:
    """A period as an address says it."""
    return f"{period.first:%Y-%m}" if period.is_one_month else f"{period.first:%Y}"


def name_of(period: Period, language: Language) -> str:
    """A period as a reader reads it: `tháng 11/2026`, `năm 2026`."""
    if period.is_one_month:
        return month_in_words(period.first, language)
    return texts_in(language)["period_year"].format(year=period.first.year)


def offers(years: Iterable[int], today: date, language: Language) -> list[Offer]:
    """What the form offers: this month, the last one and this year first, then what else has figures."""
    years = list(years)
    special = {
        "period_this_month": Period.month(today),
        "period_last_month": Period.month_before(today),
        "period_this_year": Period.year(today.year),
    }
    texts = texts_in(language)
    first = {each: texts[key].format(period=name_of(each, language)) for key, each in special.items()}
    rest = (each for each in (*_months(years, today), *map(Period.year, years)) if each not in first)
    named = first | {each: capital(name_of(each, language)) for each in rest}
    return [Offer(write_period(each), name) for each, name in named.items()]


def _months(years: list[int], today: date) -> Iterator[Period]:
    month = Period.month(today)
    for _ in range(MONTHS_OFFERED):
        month = Period.month_before(month.first)
        if month.first.year in years:
            yield month


def capital(name: str) -> str:
    """A name as it stands at the beginning of a line."""
    return name[:1].upper() + name[1:]
