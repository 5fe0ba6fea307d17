"""Where the modules of a symbol lie in a row of grey: its two ends, the number of its symbols, a bend in between.

Whatever a symbol says, it begins with a bar after a space: an edge every eleven modules. That comb, and the edges that
start and stop have for certain, tell a good grid from a bad one before anything is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
        return np.asarray(_spread(modules / self.modules, (self.left, self.right, self.bend)), dtype=np.float32)


def dark(row: Numbers) -> Numbers:
    """The row with bars high, evened out: its local mean is 0, its local contrast 1."""
    window = (2 * (len(row) // 16) + 1, 1)
    mean = cv2.blur(row[None], window)[0]
    spread = np.sqrt(np.maximum(cv2.blur(np.square(row - mean)[None], window)[0], 0))
    return np.asarray((mean - row) / (spread + 0.15 * spread.max() + 0.5), dtype=np.float32)


def likely_grids(row: Numbers, count: int) -> list[Grid]:
    """The grids whose comb fits the evened row best, best first."""
    slope = np.gradient(cv2.GaussianBlur(row[None], (0, 0), 0.8)[0]).astype(np.float32)
    bars = np.flatnonzero(np.diff(np.signbit(cv2.GaussianBlur(row[None], (0, 0), 1.0)[0])))
    grids = [grid for ends in _ends(slope) for grid in _grids(slope, bars[(bars >= ends[0] - 2) & (bars <= ends[1] + 2)])]
    best = sorted(grids, key=lambda grid: -grid.score)[:count]
    return sorted((_finer(slope, grid) for grid in best), key=lambda grid: -grid.score)


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
    hypotheses = _around((left, right, middle), (offsets, offsets, np.array(BENDS)))
    counted = bars.size / 6
    numbers = range(max(FEWEST, int(counted * 0.85) - 1), min(MOST, int(counted * 1.6) + 1) + 1)
    return [_best(smooth, hypotheses, symbols) for symbols in numbers]


def _finer(slope: Numbers, grid: Grid) -> Grid:
    """The grid moved to where its comb fits best."""
    module = (grid.right - grid.left) / grid.modules
    smooth = cv2.GaussianBlur(slope[None], (0, 0), 0.3 * module)[0]
    smooth = smooth / float(np.sqrt(np.square(smooth).mean()) + 1e-6)
    for step in (0.5, 0.25):
        offsets = step * module * np.arange(-2, 3)
        bends = np.arange(-2, 3) * (step * module / (grid.right - grid.left))
        grid = _best(smooth, _around((grid.left, grid.right, grid.bend), (offsets, offsets, bends)), grid.symbols)
    return grid


def _around(middle: tuple[float, float, float], offsets: tuple[Offsets, Offsets, Offsets]) -> Numbers:
    axes = np.meshgrid(*(at + each for at, each in zip(middle, offsets, strict=True)), indexing="ij")
    return np.stack([axis.ravel() for axis in axes]).astype(np.float32)


def _best(slope: Numbers, hypotheses: Numbers, symbols: int) -> Grid:
    score = _comb(slope, hypotheses, symbols)
    best = int(score.argmax())
    return Grid(*map(float, hypotheses[:, best]), symbols, float(score[best]))


def _comb(slope: Numbers, ends: Numbers, symbols: int) -> Numbers:
    last = MODULES * (symbols - 1)
    sure = [(float(at), 1.0) for at in range(0, last + 1, MODULES)]
    sure += [*START_EDGES, *((last + at, sign) for at, sign in STOP_EDGES)]
    modules, signs = np.array(sure, dtype=np.float32).T
    part = modules / (last + STOP_MODULES)
    places = _spread(part, tuple(values[:, None] for values in ends))
    values = slope[places.clip(0, len(slope) - 1).round().astype(np.intp)]
    return np.asarray(values @ signs / np.sqrt(len(signs)), dtype=np.float32)


def _spread(part: Numbers, ends: tuple[Any, ...]) -> Any:
    """Parts of the length as places between the ends; tilted paper is seen in perspective, which moves the middle."""
    left, right, bend = ends
    tilt = 4 * bend / (1 - 2 * bend)
    return left + (right - left) * part * (1 + tilt) / (1 + tilt * part)
