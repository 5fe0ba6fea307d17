"""The calendar of working days from a file: holidays, make-up days and office hours are configuration."""

import tomllib
from datetime import date, time
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError

from lookup_api.domain.calendar import OFFICE_HOURS, WorkCalendar

VIET_NAM = Path(__file__).with_name("calendar_vn.toml")


class CalendarNotReadable(Exception):
    """The calendar file cannot be read; the text says what is wrong with it."""

    code: ClassVar[str] = "calendar_not_readable"


class CalendarForm(BaseModel):
    """What a calendar file says: TOML dates, and office hours as pairs of TOML times in Viet Nam's time."""

    model_config = ConfigDict(extra="forbid")

    holidays: frozenset[date]
    make_up_days: frozenset[date] = frozenset()
    hours: tuple[tuple[time, time], ...] = OFFICE_HOURS


def read_calendar(path: Path | None = None) -> WorkCalendar:
    """The calendar in the file `path`, or Viet Nam's that comes along; CalendarNotReadable when it is not one."""
    try:
        form = CalendarForm.model_validate(tomllib.loads((path or VIET_NAM).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise CalendarNotReadable(f"{path or VIET_NAM}: {error}") from error
    return WorkCalendar(form.holidays, form.make_up_days, form.hours)
