"""Which of the places that look like finders are the three of a symbol, also when one of them is covered."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.scanning.qr.finders import CERTAIN, Peak, Peaks, Spot


@dataclass(frozen=True, slots=True)
class Corners:
    """Where the finders' middles are in the patch, pixels a module, and how like finders they are (1: fully)."""

    right: Spot
    top_left: Spot
    bottom: Spot
    pitch: float
    likeness: float


def from_three(found: list[Peaks]) -> Corners:
    """The likeliest three finders."""
    return max((corners for peaks in found for corners in _threes(peaks)), key=lambda corners: corners.likeness)


def from_two(found: list[Peaks]) -> list[Corners]:
    """What the three finders may be when one of them is covered: two are seen, and the symbol is square."""
    corners: list[Corners] = []
    for peaks in found:
        sure = [peak if peak[1] > CERTAIN else None for peak in peaks.quarters]
        for at, one in enumerate(sure):
            beside, across = sure[(at + 1) % 4], sure[(at + 2) % 4] if at < 2 else None
            corners += _completed(one, beside, peaks.pitch) if one and beside else ()
            corners += _across(one, across, peaks.pitch) if one and across else ()
    return corners


def _completed(one: Peak, other: Peak, pitch: float) -> Iterator[Corners]:
    """Two neighbours, clockwise: top left and top right, or bottom left and top left."""
    (x, y), (right, down) = one[0], (other[0][0] - one[0][0], other[0][1] - one[0][1])
    likeness = (one[1] + other[1]) / 2
    yield Corners(other[0], one[0], (x - down, y + right), pitch, likeness)
    yield Corners((x + right - down, y + down + right), other[0], one[0], pitch, likeness)


def _across(one: Peak, other: Peak, pitch: float) -> Iterator[Corners]:
    """Two that lie opposite each other: top right and bottom left, with top left on the one or the other side."""
    (x, y), (far_x, far_y) = one[0], other[0]
    middle_x, middle_y, half_x, half_y = (x + far_x) / 2, (y + far_y) / 2, (far_x - x) / 2, (far_y - y) / 2
    likeness = (one[1] + other[1]) / 2
    yield Corners(one[0], (middle_x - half_y, middle_y + half_x), other[0], pitch, likeness)
    yield Corners(other[0], (middle_x + half_y, middle_y - half_x), one[0], pitch, likeness)


def _threes(peaks: Peaks) -> Iterator[Corners]:
    """One of the quarters has no finder."""
    for missing in range(4):
        bottom, middle, right = (peaks.quarters[(missing + step) % 4] for step in (1, 2, 3))
        yield Corners(right[0], middle[0], bottom[0], peaks.pitch, (right[1] + middle[1] + bottom[1]) / 3)
