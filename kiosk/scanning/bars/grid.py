"""Where the modules of a symbol lie in a row of grey: its two ends, the number of its symbols, a bend in between.

Whatever a symbol says, it begins with a bar after a space: an edge every eleven modules. That comb, and the edges that
start and stop have for certain, tell a good grid from a bad one before anything is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.bars.alphabet import MODULES, STOP_MODULES

FEWEST, MOST = 6, 34  # symbols with start and stop
SMOOTH = 0.6
END_STEPS = tuple(range(-2, 3))
END_STEP = 1 / 330  # of the length
BENDS = tuple(float(bend) for bend in np.arange(-12, 13) * 0.004)  # how far the middle is off, as a part of the length
GAP = 0.011  # of a strip's length: what is farther apart may be no symbol's part
WIDE_GAP = 0.035  # of a symbol's length: no space in it is so wide, but glare may be
SPANS = 6
LEAST_LENGTH = 0.3  # of the strip
LEAST_EDGES = 0.18  # of the strongest ones, for bars to be there
START_EDGES = ((2, -1.0), (3, 1.0), (4, -1.0))
STOP_EDGES = ((2, -1.0), (5, 1.0), (8, -1.0), (9, 1.0), (10, -1.0), (13, -1.0))

Numbers = NDArray[np.float32]
Offsets = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Grid:
    """`left` and `right`: the ends in samples of the row; `symbols` with start and stop; `bend` as part of the length."""

    left: float
    right: float
    bend: float
    symbols: int
    score: float = 0.0

    @property
    def modules(self) -> int:
        """All the modules between the ends."""
        return MODULES * (self.symbols - 1) + STOP_MODULES

    def places(self, modules: Numbers) -> Numbers:
        """Where in the row some places lie that are counted in modules from the left end."""
        return self.left + (self.right - self.left) * _bent(modules / self.modules, self.bend)


class Axes(NamedTuple):
    """All that is tried for the two ends and the bend; every combination is a hypothesis."""

    left: Offsets
    right: Offsets
    bend: Offsets


def dark(row: Numbers) -> Numbers:
    """The row with bars high, evened out: its local mean is 0, its local contrast 1."""
    window = (2 * (len(row) // 16) + 1, 1)
    mean = cv2.blur(row[None], window)[0]
    spread = np.sqrt(np.maximum(cv2.blur(np.square(row - mean)[None], window)[0], 0))
    return np.asarray((mean - row) / (spread + 0.15 * spread.max() + 0.5), dtype=np.float32)


def likely_grids(row: Numbers, count: int) -> list[Grid]:
    """The grids whose comb fits the evened row best, best first."""
    slope = _slope(cv2.GaussianBlur(row[None], (0, 0), 0.8)[0])
    bars = np.flatnonzero(np.diff(np.signbit(cv2.GaussianBlur(row[None], (0, 0), 1.0)[0])))
    grids = [grid for ends in _ends(slope) for grid in _grids(slope, bars[(bars >= ends[0] - 2) & (bars <= ends[1] + 2)])]
    best = sorted(grids, key=lambda grid: -grid.score)[:count]
    return sorted((_finer(slope, grid) for grid in best), key=lambda grid: -grid.score)


def _slope(row: Numbers) -> Numbers:
    return np.pad(row[2:] - row[:-2], 1) / 2


def _ends(slope: Numbers) -> Iterator[tuple[float, float]]:
    """The first and the last bar of what may be a symbol: runs of edges, together or each alone."""
    width = len(slope)
    reach = width // 300 + 1
    busy = cv2.blur(np.abs(slope)[None], (2 * reach + 1, 1))[0]
    on = np.flatnonzero(busy > LEAST_EDGES * float(np.percentile(busy, 95)))
    if not on.size:
        return
    breaks = np.flatnonzero(np.diff(on) > GAP * width)
    firsts, lasts = on[np.append(0, breaks + 1)], on[np.append(breaks, on.size - 1)]
    gaps = np.append(np.diff(on)[breaks], 0)
    spans = []
    for at, first in enumerate(firsts):
        for to, last in enumerate(lasts[at:], at):
            if last - first > LEAST_LENGTH * width:
                widest = float(gaps[at:to].max()) if to > at else 0.0
                spans.append((widest > WIDE_GAP * (last - first), -float(last - first), float(first), float(last)))
    yield from ((first + reach, last - reach) for _, _, first, last in sorted(spans)[:SPANS])


def _grids(slope: Numbers, bars: NDArray[np.intp]) -> list[Grid]:
    """The best grid of each number of symbols that the number of edges allows; the ends are known roughly.

    Every symbol has three bars and three spaces, so that half of the edges mark the middle however the paper is tilted.
    """
    if bars.size < 6 * FEWEST // 2:
        return []
    left, right = float(bars[0]), float(bars[-1])
    middle = (float(np.median(bars)) - left) / (right - left) - 0.5
    step = (right - left) * END_STEP
    smooth = cv2.GaussianBlur(slope[None], (0, 0), SMOOTH * step)[0]
    smooth = smooth / float(np.sqrt(np.square(smooth).mean()) + 1e-6)
    offsets = step * np.array(END_STEPS)
    axes = Axes(left + offsets, right + offsets, middle + np.array(BENDS))
    counted = bars.size / 6
    numbers = range(max(FEWEST, int(counted * 0.85) - 1), min(MOST, int(counted * 1.6) + 1) + 1)
    return [_best(smooth, axes, symbols) for symbols in numbers]


def _finer(slope: Numbers, grid: Grid) -> Grid:
    """The grid moved to where its comb fits best."""
    module = (grid.right - grid.left) / grid.modules
    smooth = cv2.GaussianBlur(slope[None], (0, 0), 0.3 * module)[0]
    smooth = smooth / float(np.sqrt(np.square(smooth).mean()) + 1e-6)
    for step in (0.5, 0.25):
        offsets = step * module * np.arange(-2, 3)
        bends = np.arange(-2, 3) * (step * module / (grid.right - grid.left))
        grid = _best(smooth, Axes(grid.left + offsets, grid.right + offsets, grid.bend + bends), grid.symbols)
    return grid


def _best(slope: Numbers, axes: Axes, symbols: int) -> Grid:
    score = _comb(slope, axes, symbols)
    left, right, bend = np.unravel_index(int(score.argmax()), score.shape)
    return Grid(
        float(axes.left[left]), float(axes.right[right]), float(axes.bend[bend]), symbols, float(score[left, right, bend])
    )


def _comb(slope: Numbers, axes: Axes, symbols: int) -> Numbers:
    """How well the edges that are sure fit, for all lefts, rights and bends: (lefts, rights, bends)."""
    modules, signs = _sure_edges(symbols)
    parts = _bent(modules / (MODULES * (symbols - 1) + STOP_MODULES), axes.bend[:, None].astype(np.float32))
    lefts = axes.left[:, None, None, None].astype(np.float32) + 0.5
    places = parts * (axes.right[:, None, None].astype(np.float32) + 0.5 - lefts)
    places += lefts
    values = slope.take(places.astype(np.int32), mode="clip")
    return np.asarray(values @ signs / np.sqrt(np.float32(len(signs))), dtype=np.float32)


@cache
def _sure_edges(symbols: int) -> tuple[Numbers, Numbers]:
    """Where in modules, and from light to dark (1) or back (-1)."""
    last = MODULES * (symbols - 1)
    sure = [(float(at), 1.0) for at in range(0, last + 1, MODULES)]
    sure += [*START_EDGES, *((last + at, sign) for at, sign in STOP_EDGES)]
    modules, signs = np.array(sure, dtype=np.float32).T
    return np.ascontiguousarray(modules), np.ascontiguousarray(signs)


def _bent(part: Numbers, bend: Numbers | float) -> Numbers:
    """Parts of the length moved: tilted paper is seen in perspective, its middle nearer to one end."""
    tilt = 4 * bend / (1 - 2 * bend)
    return np.asarray(part * (1 + tilt) / (1 + tilt * part), dtype=np.float32)
