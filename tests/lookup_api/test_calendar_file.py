"""The calendar of working days comes from a file."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lookup_api.calendar_file import CalendarNotReadable, read_calendar
from lookup_api.domain.calendar import OFFICE_HOURS


def test_the_calendar_that_comes_along_knows_tet_and_the_bridge_days() -> None:
    calendar = read_calendar()
    assert not calendar.is_working_day(date(2026, 2, 17))
    assert not calendar.is_working_day(date(2026, 8, 31))
    assert calendar.is_working_day(date(2026, 8, 22))
    assert calendar.hours == OFFICE_HOURS


def test_every_year_of_the_calendar_has_its_eleven_days_off() -> None:
    calendar = read_calendar()
    for year in (2025, 2026, 2027):
        off = [day for day in calendar.holidays if day.year == year]
        bridges = [day for day in calendar.make_up_days if day.year == year]
        assert len(off) - len(bridges) == 11


def test_no_holiday_of_the_calendar_falls_on_a_weekend() -> None:
    assert all(day.weekday() < 5 for day in read_calendar().holidays)
    assert all(day.weekday() >= 5 for day in read_calendar().make_up_days)


def test_a_province_may_bring_its_own_calendar(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("holidays = [2026-11-24]\nhours = [[08:00:00, 12:00:00], [13:00:00, 17:00:00]]\n")
    calendar = read_calendar(own)
    eight_in_the_morning = datetime(2026, 11, 25, 1, tzinfo=UTC)
    assert not calendar.is_working_day(date(2026, 11, 24))
    assert calendar.working_time(eight_in_the_morning, eight_in_the_morning + timedelta(days=1)) == timedelta(hours=8)


BROKEN = ["", "holidays = 3", "holidays = [", "holidays = []\nholiday = []", "holidays = ['x']"]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_calendar_is_refused_by_name(tmp_path: Path, text: str) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(text)
    with pytest.raises(CalendarNotReadable, match=r"broken\.toml"):
        read_calendar(broken)


def test_a_calendar_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CalendarNotReadable, match=r"none\.toml"):
        read_calendar(tmp_path / "none.toml")
