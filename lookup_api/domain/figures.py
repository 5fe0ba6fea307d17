"""On-time figures: how many dossiers stand how, and the stretch of months that a report is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from lookup_api.domain.deadlines import Timeliness

JANUARY, DECEMBER = 1, 12


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the dossiers that were received stand how to their due dates; each is counted once."""

    counts: Mapping[Timeliness, int] = field(default_factory=dict)

    @classmethod
    def total(cls, tallies: Iterable["Tally"]) -> "Tally":
        """All of them together."""
        tallies = list(tallies)
        return cls({each: sum(tally.of(each) for tally in tallies) for each in Timeliness})

    def of(self, *which: Timeliness) -> int:
        """How many stand in one of these ways."""
        return sum(self.counts.get(each, 0) for each in which)

    @property
    def received(self) -> int:
        """How many were received."""
        return sum(self.counts.values())

    @property
    def in_time(self) -> int:
        """How many were completed on their due date or before it."""
        return self.of(Timeliness.EARLY, Timeliness.ON_TIME)

    @property
    def completed(self) -> int:
        """How many that had a due date were completed."""
        return self.in_time + self.of(Timeliness.LATE)

    @property
    def share_in_time(self) -> float | None:
        """Of the completed ones the share that was in time, from 0 to 1; None when none was completed."""
        return self.in_time / self.completed if self.completed else None


@dataclass(frozen=True, slots=True)
class Period:
    """The months from `first` to `last`, both with it; a month is its first day, in Viet Nam's time."""

    first: date
    last: date

    @classmethod
    def month(cls, day: date) -> "Period":
        """The month that `day` falls into."""
        return cls(day.replace(day=1), day.replace(day=1))

    @classmethod
    def month_before(cls, day: date) -> "Period":
        """The month before the one that `day` falls into."""
        return cls.month(day.replace(day=1) - timedelta(days=1))

    @classmethod
    def year(cls, year: int) -> "Period":
        """A whole year."""
        return cls(date(year, JANUARY, 1), date(year, DECEMBER, 1))

    @classmethod
    def ever(cls) -> "Period":
        """All months that there are."""
        return cls(date.min, date.max)

    @property
    def is_one_month(self) -> bool:
        """Whether it is a single month."""
        return self.first == self.last

    @property
    def end(self) -> date:
        """The first day after it."""
        return (self.last + timedelta(days=31)).replace(day=1)
