"""Working time (giờ hành chính, ngày làm việc): when offices work, and what a term of days amounts to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from lookup_api.domain.procedure import TermUnit

# Viet Nam has kept UTC+7 without summer time since 1975: no time-zone database is needed on a kiosk.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
WORKING_DAY = timedelta(hours=8)
FURTHEST = timedelta(days=3_660)
OFFICE_HOURS = ((time(7, 0), time(11, 30)), (time(13, 30), time(17, 0)))


def local_day(at: datetime) -> date:
    """The day in Viet Nam on which the aware moment `at` falls."""
    return at.astimezone(VIETNAM).date()


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Lịch làm việc: public holidays, make-up working days (a Saturday worked for a bridge day), and office
    hours in Viet Nam's time.
    """

    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()
    hours: tuple[tuple[time, time], ...] = OFFICE_HOURS

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`."""
        return day in self.make_up_days or (day.weekday() < 5 and day not in self.holidays)

    def is_open(self, at: datetime) -> bool:
        """Whether offices work at the aware moment `at`."""
        local = at.astimezone(VIETNAM)
        in_hours = any(opens <= local.time() < closes for opens, closes in self.hours)
        return in_hours and self.is_working_day(local.date())

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """The moment (aware UTC) at which `amount` of office hours has passed since `start`; ten years ahead at
        most.

        What comes in after hours starts at the next opening: after 17:00 the next morning, in the lunch break
        at 13:30.
        """
        left = amount
        for opens, closes in self._openings(start, start + FURTHEST):
            if left <= closes - opens:
                return (opens + left).astimezone(UTC)
            left -= closes - opens
        raise OverflowError("a term of more than ten years")

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """The office hours between two aware moments; zero when `end` is not after `start`."""
        return sum((closes - opens for opens, closes in self._openings(start, end)), timedelta())

    def due_at(self, received_at: datetime, term: int, unit: TermUnit) -> datetime:
        """The due date (ngày hẹn trả, aware UTC) of a term that starts at `received_at`.

        A working day is eight office hours. A result due in calendar days on a day off moves to the next
        working day's end.
        """
        if unit is TermUnit.WORKING_DAYS:
            return self.add_working_time(received_at, term * WORKING_DAY)
        day = local_day(received_at) + timedelta(days=term)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return datetime.combine(day, self.hours[-1][1], VIETNAM).astimezone(UTC)

    def _openings(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of office hours between two moments, in Viet Nam's time."""
        day, last = local_day(start), local_day(end)
        while day <= last:
            for opens, closes in self.hours if self.is_working_day(day) else ():
                begin = max(datetime.combine(day, opens, VIETNAM), start)
                finish = min(datetime.combine(day, closes, VIETNAM), end)
                if begin < finish:
                    yield begin, finish
            day += timedelta(days=1)
