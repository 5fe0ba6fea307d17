"""When the beats of a course fall, in office hours before a given day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice
from random import Random

from lookup_api.domain.calendar import VIETNAM, WORKING_DAY, WorkCalendar, local_day
from lookup_api.domain.procedure import Procedure, TermUnit
from tests.sample_site.courses import Beat, Course

MINUTE = timedelta(minutes=1)
LONGEST_AGO = 60  # working days since a closed dossier's last beat
Dice = tuple[Random, WorkCalendar]


@dataclass(frozen=True, slots=True)
class TimedBeat:
    """A beat and its moment, aware UTC, to the minute."""

    at: datetime
    beat: Beat

    @property
    def local_day(self) -> date:
        """Its day in Viet Nam."""
        return local_day(self.at)


def timed(course: Course, procedure: Procedure, today: date, dice: Dice) -> tuple[TimedBeat, ...]:
    """The beats of `course` at their moments, all before `today`."""
    chance, calendar = dice
    offsets = _offsets(course, _working_term(procedure), chance)
    rest = _rest(course, _working_term(procedure), chance)
    start = _start(offsets[-1] + rest, today, dice)
    return tuple(
        TimedBeat(calendar.add_working_time(start, offset), beat)
        for offset, beat in zip(offsets, course.beats, strict=True)
    )


def _working_term(procedure: Procedure) -> timedelta:
    days = procedure.term if procedure.term_unit is TermUnit.WORKING_DAYS else procedure.term * 5 // 7
    return days * WORKING_DAY


def _offsets(course: Course, term: timedelta, chance: Random) -> list[timedelta]:
    """Working time from the first beat to each; what the citizen is waited for comes on top."""
    pace, paused = chance.uniform(0.93, 1), timedelta()
    offsets = []
    for beat in course.beats:
        offsets.append((beat.share * pace * term + paused) // MINUTE * MINUTE)
        if beat.status.stops_the_clock:
            paused += chance.uniform(0.5, 5) * WORKING_DAY
    return offsets


def _rest(course: Course, term: timedelta, chance: Random) -> timedelta:
    if course.rest is None:
        return chance.uniform(0, LONGEST_AGO) * WORKING_DAY
    return chance.uniform(*course.rest) * term


def _start(span: timedelta, today: date, dice: Dice) -> datetime:
    """A moment in office hours with at least `span` of working time left before `today`."""
    chance, calendar = dice
    midnight = datetime.combine(today, time(), VIETNAM)
    minute = chance.choice((*range(7 * 60, 11 * 60), *range(13 * 60 + 30, 16 * 60 + 30)))
    for day in _working_days_before(today, span // WORKING_DAY, calendar):
        start = datetime.combine(day, time(minute // 60, minute % 60), VIETNAM)
        if calendar.working_time(start, midnight) >= span:
            return start.astimezone(UTC)
    raise AssertionError("days before today never end")


def _working_days_before(today: date, skipped: int, calendar: WorkCalendar) -> Iterator[date]:
    """The working days before `today`, backwards, without the last `skipped` ones."""
    days = (today - timedelta(days=ago) for ago in count(1))
    return islice((day for day in days if calendar.is_working_day(day)), skipped, None)
