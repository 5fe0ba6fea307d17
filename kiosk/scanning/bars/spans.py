"""From where to where a symbol may go in a row: runs of edges that belong together, quiet on both sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kiosk.scanning.bars.rows import Numbers, Places, local_mean, numbers, slope, softened

GAP = 0.011  # of a strip's length: what is farther apart may be no symbol's part
WIDE_GAP = 0.035  # of a symbol's length: no space in it is so wide, but glare may be
MOST = 6
LEAST_LENGTH = 0.3  # of the strip
LEAST_EDGES = 0.18  # of the strongest ones, for bars to be there


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """What may be a symbol: the change a sample of the whole evened row, and where the span's bars begin and end."""

    change: Numbers
    edges: Places

    @property
    def ends(self) -> tuple[float, float]:
        """The first and the last edge, in samples."""
        return float(self.edges[0]), float(self.edges[-1])


def dark(row: Numbers) -> Numbers:
    """The row with bars high, evened out: its local mean is 0, its local contrast 1."""
    around = len(row) // 8
    mean = local_mean(row, around)
    spread = np.sqrt(np.maximum(local_mean(np.square(row - mean), around), 0))
    return numbers((mean - row) / (spread + 0.15 * spread.max() + 0.5))


def find_spans(row: Numbers) -> list[Span]:
    """The likeliest spans of an evened row: without wide gaps before those with, long before short."""
    change = slope(softened(row, 0.8))
    edges = np.flatnonzero(np.diff(np.signbit(softened(row, 1.0))))
    inside = (edges[(edges >= left) & (edges <= right)] for left, right in _busy(change))
    return [Span(change, each) for each in inside if each.size > 2]


def _busy(change: Numbers) -> Iterator[tuple[int, int]]:
    width = len(change)
    reach = width // 300 + 1
    busy = local_mean(np.abs(change), 2 * reach)
    on = np.flatnonzero(busy > LEAST_EDGES * float(np.percentile(busy, 95)))
    if on.size:
        runs = np.split(on, np.flatnonzero(np.diff(on) > GAP * width) + 1)
        spans = [runs[at : to + 1] for at in range(len(runs)) for to in range(at, len(runs))]
        long = [span for span in spans if _length(span) > LEAST_LENGTH * width]
        for span in sorted(long, key=lambda span: (_has_wide_gap(span), -_length(span)))[:MOST]:
            yield int(span[0][0]) + reach - 2, int(span[-1][-1]) - reach + 2


def _length(span: list[Places]) -> int:
    return int(span[-1][-1] - span[0][0])


def _has_wide_gap(span: list[Places]) -> bool:
    gaps = (int(after[0] - before[-1]) for before, after in pairwise(span))
    return max(gaps, default=0) > WIDE_GAP * _length(span)
