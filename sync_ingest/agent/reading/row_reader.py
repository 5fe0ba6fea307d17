"""One row of a department's database, read as its feed says. Errors name columns, never what a row says of a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from lookup_api.domain.calendar import OFFICE_HOURS
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.status import Status
from sync_ingest.agent.errors import RowNotMapped
from sync_ingest.agent.reading.legacy_text import TextEncoding, to_unicode
from sync_ingest.agent.reading.profile import Fact, Feed, folded
from sync_ingest.agent.reading.wrong_cell import WrongCell
from sync_ingest.sound_batch import FIRST_YEAR, LAST_YEAR

Row = Mapping[str, object]
"""What a source gives: values by the column's name in capitals."""

OPENS, CLOSES = OFFICE_HOURS[0][0], OFFICE_HOURS[-1][1]
DAY_FORMATS = ("%d/%m/%Y", "%Y-%m-%d")
NAMES_AN_HOUR = re.compile("%[HIcXsT]")
LONGEST_SHOWN = 40
MOST_FIGURES = 19  # as many as a number of 63 bits has
GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
THOUSANDS = re.compile(r"[.,]")


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads facts of one row; each method raises RowNotMapped when the column says something unreadable."""

    feed: Feed
    row: Row

    def text(self, fact: Fact) -> str:
        """The text, as Unicode, composed (NFC) and without outer spaces; "" when the row says nothing of it."""
        if fact in self.feed.columns:
            return tidy(self.value(fact), self.feed.encoding(fact))
        return self.feed.texts.get(fact, "")

    def needed(self, fact: Fact) -> str:
        """The text; RowNotMapped when it is empty."""
        if text := self.text(fact):
            return text
        raise RowNotMapped(f"{self.column(fact)} is empty")

    def moment(self, fact: Fact) -> datetime | None:
        """The time, aware UTC; local times are in the feed's zone. A day alone counts from the opening of offices, a
        due day until they close. None when the row says nothing of it.
        """
        value = self.value(fact) if fact in self.feed.columns else None
        match self._parsed(value, fact) if isinstance(value, str) else value:
            case None:
                return None
            case datetime() as local:
                return self._utc(local, fact)
            case date() as day:
                return self._utc(datetime.combine(day, _hour(fact)), fact)
        raise RowNotMapped(f"{self.column(fact)} is not a time")

    def number(self, fact: Fact) -> int | None:
        """The whole number, of a text such as “100.000” too; None when the row says nothing of it."""
        text = self.text(fact)
        is_number = isinstance(self.row.get(self.column(fact)), Decimal | float)  # 100.000 is then a hundred
        digits = THOUSANDS.sub("", text) if GROUPED.fullmatch(text) and not is_number else text
        try:
            return _whole(Decimal(digits)) if digits else None
        except (ArithmeticError, ValueError) as error:
            raise RowNotMapped(f"{self.column(fact)} is not a number") from error

    def status(self) -> Status:
        """The national status that the department's word stands for."""
        word = self.needed(Fact.STATUS)
        if status := self.feed.statuses.get(folded(word)):
            return status
        shown = word[:LONGEST_SHOWN]
        raise RowNotMapped(f"{self.column(Fact.STATUS)} says “{shown}”, which the profile's statuses do not list")

    def agency(self, fact: Fact) -> AgencyCode | None:
        """The agency that the department's word stands for; None when the row names none."""
        word = self.text(fact)
        if not word:
            return None
        if code := self.feed.agencies.get(folded(word)):
            return code
        shown = word[:LONGEST_SHOWN]
        raise RowNotMapped(f"{self.column(fact)} says “{shown}”, which the profile's agencies do not list")

    def value(self, fact: Fact) -> object:
        """The column's value as the source gave it."""
        column = self.column(fact)
        if column not in self.row:
            raise RowNotMapped(f"the query gives no column {column}")
        if isinstance(value := self.row[column], WrongCell):
            raise RowNotMapped(f"{column} {value.why}")
        return value

    def column(self, fact: Fact) -> str:
        """The name of the column for `fact`."""
        return self.feed.columns.get(fact, fact.value)

    def _utc(self, local: datetime, fact: Fact) -> datetime:
        """The centre believes no other years either: many databases keep the year 1 or 9999 where others keep NULL."""
        if not FIRST_YEAR <= local.year <= LAST_YEAR:
            raise RowNotMapped(f"{self.column(fact)} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
        return (local if local.tzinfo else local.replace(tzinfo=self.feed.zone)).astimezone(UTC)

    def _parsed(self, text: str, fact: Fact) -> datetime | date | None:
        text = text.strip()
        if not text:
            return None
        for form in (*self.feed.time_formats, *DAY_FORMATS):
            if (found := _read_time(text, form)) is not None:
                return found if NAMES_AN_HOUR.search(form) else found.date()
        raise RowNotMapped(f"{self.column(fact)} is no time of the profile's time_formats")


def tidy(value: object, encoding: TextEncoding = TextEncoding.UNICODE) -> str:
    """A value as text: NULL is "", and NFC, because departments mix composed and decomposed letters. U+0000, with which
    some systems pad and which the centre cannot store, is left out.
    """
    return "" if value is None else to_unicode(str(value), encoding).replace("\0", "").strip()


def _whole(number: Decimal) -> int:
    """The number without its fraction; OverflowError where it has more figures than any that we mean: to write out
    1E+999999 takes half a minute.
    """
    if number.adjusted() >= MOST_FIGURES:
        raise OverflowError
    return int(number)


def _read_time(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 (the zone is the feed's, put on by the caller)
    except ValueError:
        return None


def _hour(fact: Fact) -> time:
    return CLOSES if fact in (Fact.DUE_AT, Fact.HAND_OVER_DUE_AT) else OPENS
