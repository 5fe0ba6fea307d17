"""Working time, due dates with pauses, and the one definition of on time."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain.calendar import VIETNAM, WorkCalendar
from lookup_api.domain.deadlines import Timeliness, due_at, timeliness
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.procedure import TermUnit
from lookup_api.domain.status import Status
from lookup_api.domain.update import StatusUpdate
from tests.builders import a_record

PLAIN = WorkCalendar()
BRIDGED = WorkCalendar(holidays=frozenset({date(2026, 1, 2)}), make_up_days=frozenset({date(2026, 1, 10)}))


def local(text: str) -> datetime:
    """`2026-01-15 09:00` in Viet Nam, as aware UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(tz=a_record().occurred_at.tzinfo)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-01-15 09:00", 1, "2026-01-16 09:00"),
        ("2026-01-16 09:00", 1, "2026-01-19 09:00"),  # over a week-end
        ("2026-01-15 17:30", 1, "2026-01-16 17:00"),  # after hours: from the next morning
        ("2026-01-15 12:10", 1, "2026-01-16 11:30"),  # in the lunch break: from 13:30
        ("2026-01-15 09:00", 20, "2026-02-12 09:00"),
    ],
)
def test_a_working_day_is_eight_office_hours(received: str, days: int, due: str) -> None:
    assert PLAIN.due_at(local(received), days, TermUnit.WORKING_DAYS) == local(due)


def test_holidays_are_skipped_and_make_up_days_are_worked() -> None:
    assert BRIDGED.due_at(local("2026-01-01 08:00"), 1, TermUnit.WORKING_DAYS) == local("2026-01-05 08:00")
    assert BRIDGED.due_at(local("2026-01-09 08:00"), 1, TermUnit.WORKING_DAYS) == local("2026-01-10 08:00")


def test_a_calendar_term_that_ends_on_a_day_off_moves_to_the_next_working_day() -> None:
    assert PLAIN.due_at(local("2026-01-12 09:00"), 5, TermUnit.CALENDAR_DAYS) == local("2026-01-19 17:00")


@given(st.integers(0, 200), st.integers(0, 60 * 24 * 14))
def test_working_time_added_is_working_time_passed(hours: int, minutes: int) -> None:
    start = local("2026-01-12 00:00") + timedelta(minutes=minutes)
    end = PLAIN.add_working_time(start, timedelta(hours=hours))
    assert PLAIN.working_time(start, end) == timedelta(hours=hours)


def record(text: str, status: Status, due: str | None = None) -> StatusUpdate:
    return a_record(occurred_at=local(text), status=status, due_at=local(due) if due else None)


RECEIVED = record("2026-01-12 08:00", Status.RECEIVED, "2026-01-19 08:00")


def test_the_clock_stands_still_while_a_supplement_is_awaited() -> None:
    asked = record("2026-01-13 08:00", Status.SUPPLEMENT_REQUESTED, "2026-01-19 08:00")
    brought = record("2026-01-15 08:00", Status.PROCESSING, "2026-01-19 08:00")
    assert due_at(Dossier.of([RECEIVED, asked, brought]), PLAIN) == local("2026-01-21 08:00")


def test_a_sender_that_moved_the_date_itself_is_not_moved_twice() -> None:
    asked = record("2026-01-13 08:00", Status.SUPPLEMENT_REQUESTED)
    brought = record("2026-01-15 08:00", Status.PROCESSING, "2026-01-22 08:00")
    assert due_at(Dossier.of([RECEIVED, asked, brought]), PLAIN) == local("2026-01-22 08:00")


def test_a_late_update_joins_the_pauses() -> None:
    brought = record("2026-01-15 08:00", Status.PROCESSING)
    asked_late = record("2026-01-13 08:00", Status.PAYMENT_REQUIRED)
    assert due_at(Dossier.of([RECEIVED, brought]).after(asked_late), PLAIN) == local("2026-01-21 08:00")


def test_a_pause_of_more_than_ten_years_was_mistyped_and_moves_nothing() -> None:
    asked = record("2012-01-13 08:00", Status.SUPPLEMENT_REQUESTED, "2012-01-19 08:00")
    brought = record("2026-01-15 08:00", Status.PROCESSING, "2012-01-19 08:00")
    dossier = Dossier.of([asked, brought])
    assert due_at(dossier, PLAIN) == local("2012-01-19 08:00")
    assert timeliness(dossier, PLAIN, local("2026-01-16 08:00")) is Timeliness.OVERDUE


def test_a_dossier_may_have_no_due_date() -> None:
    dossier = Dossier.of([record("2026-01-12 08:00", Status.PROCESSING)])
    assert due_at(dossier, PLAIN) is None
    assert timeliness(dossier, PLAIN, local("2026-01-12 09:00")) is Timeliness.NO_DUE_DATE


@pytest.mark.parametrize(
    ("finished", "standing"),
    [
        ("2026-01-16 16:00", Timeliness.EARLY),
        ("2026-01-19 16:59", Timeliness.ON_TIME),  # later in the day than the due hour: dates are compared
        ("2026-01-20 07:00", Timeliness.LATE),
    ],
)
def test_early_on_time_and_late_are_told_by_the_day(finished: str, standing: Timeliness) -> None:
    dossier = Dossier.of([RECEIVED, record(finished, Status.FINISHED)])
    assert timeliness(dossier, PLAIN, local("2026-02-01 08:00")) is standing


def test_the_day_it_was_finished_counts_and_not_the_day_it_was_collected() -> None:
    done, fetched = record("2026-01-19 10:00", Status.FINISHED), record("2026-02-19 10:00", Status.RETURNED)
    assert timeliness(Dossier.of([RECEIVED, done, fetched]), PLAIN, local("2026-03-01 08:00")) is Timeliness.ON_TIME


@pytest.mark.parametrize(
    ("now", "standing"), [("2026-01-19 20:00", Timeliness.WITHIN_TERM), ("2026-01-20 00:01", Timeliness.OVERDUE)]
)
def test_an_open_dossier_is_within_its_term_to_the_end_of_the_due_day(now: str, standing: Timeliness) -> None:
    assert timeliness(Dossier.of([RECEIVED]), PLAIN, local(now)) is standing


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        (Status.SUPPLEMENT_REQUESTED, Timeliness.WAITING),
        (Status.PAYMENT_REQUIRED, Timeliness.WAITING),
        (Status.STOPPED, Timeliness.STOPPED),
        (Status.WITHDRAWN, Timeliness.WITHDRAWN),
        (Status.REFUSED, Timeliness.REFUSED),
    ],
)
def test_what_waits_or_ended_without_a_result_is_counted_apart(status: Status, standing: Timeliness) -> None:
    dossier = Dossier.of([RECEIVED, record("2026-01-13 08:00", status)])
    assert timeliness(dossier, PLAIN, local("2026-06-01 08:00")) is standing


@pytest.mark.parametrize(
    ("day", "hour", "minute", "is_open"),
    [
        (7, 7, 0, True),
        (7, 6, 59, False),
        (7, 11, 30, False),
        (7, 13, 30, True),
        (7, 17, 0, False),
        (2, 9, 0, False),  # a holiday
        (3, 9, 0, False),  # a Saturday
        (10, 9, 0, True),  # a Saturday that is worked
    ],
)
def test_offices_are_open_in_office_hours_of_working_days(day: int, hour: int, minute: int, is_open: bool) -> None:
    assert BRIDGED.is_open(datetime(2026, 1, day, hour, minute, tzinfo=VIETNAM)) is is_open
