"""Bars of figures, drawn as SVG: widths are percentages, so that a bar fits any screen and no pattern is stretched.

A bar's parts differ in brightness and pattern as well as in colour; templates/charts.html has the patterns, and the
same numbers as a table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.figures import Tally

GAP = 0.25  # percent of the width, between two parts


class Part(StrEnum):
    """The parts of a bar, in their order; the values are their classes in the stylesheet."""

    EARLY = "early"
    ON_TIME = "on-time"
    LATE = "late"
    WITHIN_TERM = "within-term"
    OVERDUE = "overdue"
    OTHER = "other"


PART_OF: Mapping[Timeliness, Part] = {
    Timeliness.EARLY: Part.EARLY,
    Timeliness.ON_TIME: Part.ON_TIME,
    Timeliness.LATE: Part.LATE,
    Timeliness.WITHIN_TERM: Part.WITHIN_TERM,
    Timeliness.OVERDUE: Part.OVERDUE,
    Timeliness.WAITING: Part.OTHER,
    Timeliness.STOPPED: Part.OTHER,
    Timeliness.WITHDRAWN: Part.OTHER,
    Timeliness.REFUSED: Part.OTHER,
    Timeliness.NO_DUE_DATE: Part.OTHER,
}


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar: where it begins and how wide it is, in percent of the picture's width."""

    part: Part
    number: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: its name, where a click on it leads ("" for nowhere), its figures and its parts."""

    name: str
    url: str
    tally: Tally
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What a bar is drawn of."""

    name: str
    tally: Tally
    url: str = ""


def draw_bars(lines: Sequence[Line]) -> list[Bar]:
    """The lines as bars; the longest fills the width."""
    most = max((line.tally.received for line in lines), default=0)
    return [Bar(line.name, line.url, line.tally, tuple(_segments(line.tally, most))) for line in lines]


def _segments(tally: Tally, most: int) -> Iterable[Segment]:
    start = 0.0
    for part in Part:
        number = tally.of(*(each for each in Timeliness if PART_OF[each] is part))
        if number:
            width = 100 * number / most
            yield Segment(part, number, round(start, 2), round(max(width - GAP, min(width, GAP)), 2))
            start += width
