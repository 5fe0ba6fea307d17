"""Where the modules of a symbol lie in a row of grey: its two ends, the number of its symbols, a bend in between.

Whatever a symbol says, it begins with a bar after a space: an edge every eleven modules. That comb, and the edges that
start and stop have for certain, tell a good grid from a bad one before anything is read.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.bars.alphabet import MODULES, STOP_MODULES
from kiosk.scanning.bars.rows import Numbers, numbers, softened
from kiosk.scanning.bars.spans import Span, find_spans

PARTS_OF_A_SYMBOL = 6  # bars and spaces
MISSED, SEEN_TWICE = 2.3, 0.85  # how many edges there may be for each that is counted, at most and at least
END_STEPS = np.arange(-2, 3) / 330  # of the length
BENDS = np.arange(-15, 16) * 0.004  # how far the middle is off, as a part of the length: paper is tilted
FLAT = 0.002  # a bend up to which a grid counts as not bent
BEND_COST = 10.0  # of a comb's score, for a bend of the whole length: paper is flat more often than not
COARSE = 0.6 / 330  # of the length, by which edges are softened so that steps of that size miss none
FINE_STEPS = (0.5, 0.25)  # modules
START_EDGES = ((2, -1.0), (3, 1.0), (4, -1.0))
STOP_EDGES = ((2, -1.0), (5, 1.0), (8, -1.0), (9, 1.0), (10, -1.0), (13, -1.0))

Offsets = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Grid:
    """`left` and `right`: the ends in samples of the row; `symbols`: with start and stop; `bend`: how far the middle is
    off, as a part of the length."""

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
        return numbers(self.left + (self.right - self.left) * _bent(numbers(modules / self.modules), self.bend))


class Axes(NamedTuple):
    """All that is tried for the two ends and the bend; every combination is a hypothesis."""

    left: Offsets
    right: Offsets
    bend: Offsets


def likely_grids(row: Numbers, count: int, symbols: range) -> list[Grid]:
    """The grids of so many symbols whose comb fits the evened row best, best first."""
    spans = find_spans(row)
    grids = [(grid, span.change) for span in spans for grid in _grids(span, symbols)]
    best = sorted(grids, key=lambda each: -each[0].score)[:count]
    return sorted((_finer(change, grid) for grid, change in best), key=lambda grid: -grid.score)


def _grids(span: Span, symbols: range) -> list[Grid]:
    """The best grid of each number of symbols that the number of edges allows."""
    left, right = span.ends
    length = right - left
    change = _softened(span.change, COARSE * length)
    axes = Axes(left + length * END_STEPS, right + length * END_STEPS, BENDS)
    counted = span.edges.size / PARTS_OF_A_SYMBOL
    allowed = range(int(counted * SEEN_TWICE) - 1, int(counted * MISSED) + 2)
    counts = [count for count in symbols if count in allowed]
    return [grid for count in counts for grid in _best_and_flattest(change, axes, count)]


def _finer(change: Numbers, grid: Grid) -> Grid:
    """The grid moved to where its comb fits best."""
    module = (grid.right - grid.left) / grid.modules
    change = _softened(change, 0.3 * module)
    for step in FINE_STEPS:
        offsets = step * np.arange(-2, 3)
        ends = offsets * module
        axes = Axes(grid.left + ends, grid.right + ends, grid.bend + offsets / grid.modules)
        grid = _best(change, axes, grid.symbols)
    return grid


def _softened(change: Numbers, sigma: float) -> Numbers:
    """Scaled too, so that grids of different softness can be compared."""
    soft = softened(change, sigma)
    return numbers(soft / (float(np.sqrt(np.square(soft).mean())) + 1e-6))


def _best_and_flattest(change: Numbers, axes: Axes, symbols: int) -> list[Grid]:
    """The best grid, and the best one that is not bent if that is another: codes of like digits mislead the comb."""
    score = _comb(change, axes, symbols) - BEND_COST * np.abs(axes.bend)
    best = _at_maximum(score, axes, symbols)
    if abs(best.bend) <= FLAT:
        return [best]
    return [best, _at_maximum(np.where(np.abs(axes.bend) <= FLAT, score, -np.inf), axes, symbols)]


def _best(change: Numbers, axes: Axes, symbols: int) -> Grid:
    return _at_maximum(_comb(change, axes, symbols) - BEND_COST * np.abs(axes.bend), axes, symbols)


def _at_maximum(score: Offsets, axes: Axes, symbols: int) -> Grid:
    left, right, bend = np.unravel_index(int(score.argmax()), score.shape)
    ends = float(axes.left[left]), float(axes.right[right])
    return Grid(*ends, float(axes.bend[bend]), symbols, float(score[left, right, bend]))


def _comb(change: Numbers, axes: Axes, symbols: int) -> Numbers:
    """How well the edges that are sure fit, for all lefts, rights and bends: (lefts, rights, bends)."""
    modules, signs = _sure_edges(symbols)
    parts = _bent(numbers(modules / (MODULES * (symbols - 1) + STOP_MODULES)), numbers(axes.bend)[:, None])
    lefts = numbers(axes.left)[:, None, None, None] + np.float32(0.5)  # so that cutting off decimals rounds
    places = parts * (numbers(axes.right)[:, None, None] + np.float32(0.5) - lefts)
    places += lefts
    values = change.take(places.astype(np.int32), mode="clip")
    return numbers(values @ signs / np.sqrt(len(signs)))


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
    return numbers(part * (1 + tilt) / (1 + tilt * part))
