"""Numbers, shares and months as a reader of each language writes them."""

from datetime import date, datetime
from math import floor

from lookup_api.domain.calendar import VIETNAM
from lookup_api.domain.wording import Language

NO_BREAK = "\N{NO-BREAK SPACE}"
ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
KHMER_MONTHS = ("មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ")


def number_in_figures(number: int, language: Language) -> str:
    """A number: `1.234`; in English `1,234`."""
    figures = f"{number:,}"
    return figures if language is Language.EN else figures.replace(",", ".")


def share_in_figures(share: float, language: Language) -> str:
    """A share from 0 to 1: `96,4 %`; in English `96.4%`. It is rounded down, so that only all are 100 %."""
    tenths = floor(share * 1_000 + 1e-9)
    figures = str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
    return f"{figures}%" if language is Language.EN else f"{figures.replace('.', ',')}{NO_BREAK}%"


def month_in_words(month: date, language: Language) -> str:
    """The month that a day falls into: `tháng 11/2026`, `November 2026`."""
    if language is Language.EN:
        return f"{ENGLISH_MONTHS[month.month - 1]} {month.year}"
    if language is Language.KM:
        return f"ខែ{KHMER_MONTHS[month.month - 1]} ឆ្នាំ {month.year}"
    return f"tháng{NO_BREAK}{month.month}/{month.year}"


def day_in_figures(at: datetime) -> str:
    """The day of a moment: `26/11/2026`."""
    return f"{at.astimezone(VIETNAM):%d/%m/%Y}"
