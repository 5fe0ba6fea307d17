"""Where the modules of a symbol lie in a row of grey: its two ends, the number of its symbols, a bend in between.

Whatever a symbol says, it begins with a bar after a space: an edge every eleven modules. That comb, and the edges that
start and stop have for certain, tell a good grid from a bad one before anything is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.bars.alphabet import MODULES, STOP_MODULES

FEWEST, MOST = 6, 34  # symbols with start and stop
SMOOTH = 0.6
END_STEPS = tuple(range(-3, 4))
END_STEP = 1 / 330  # of the length
BENDS = tuple(float(bend) for bend in np.linspace(-0.04, 0.04, 9))  # how far the middle is off, as a part of the length
GAP = 0.011  # of a strip's length: what is farther apart may be no symbol's part
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
        part = modules / self.modules
        length = self.right - self.left
        return np.asarray(self.left + length * (part + 4 * self.bend * part * (1 - part)), dtype=np.float32)


def dark(row: Numbers) -> Numbers:
    """The row with bars high, evened out: its local mean is 0, its local contrast 1."""
    window = (2 * (len(row) // 16) + 1, 1)
    mean = cv2.blur(row[None], window)[0]
    spread = np.sqrt(np.maximum(cv2.blur(np.square(row - mean)[None], window)[0], 0))
    return np.asarray((mean - row) / (spread + 0.15 * spread.max() + 0.5), dtype=np.float32)


def likely_grids(row: Numbers, count: int) -> list[Grid]:
    """The grids whose comb fits the evened row best, best first."""
    slope = np.gradient(cv2.GaussianBlur(row[None], (0, 0), 0.8)[0]).astype(np.float32)
    grids = [grid for ends in _ends(slope) for grid in _grids(slope, *ends)]
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
    spans = [(float(a + reach), float(b - reach)) for a in firsts for b in lasts if b - a > 0.3 * width]
    yield from sorted(spans, key=lambda span: span[0] - span[1])[:6]


def _grids(slope: Numbers, left: float, right: float) -> list[Grid]:
    """The best grid of each number of symbols for two ends that are known roughly."""
    step = (right - left) * END_STEP
    smooth = cv2.GaussianBlur(slope[None], (0, 0), SMOOTH * step)[0]
    smooth = smooth / float(np.sqrt(np.square(smooth).mean()) + 1e-6)
    offsets = step * np.array(END_STEPS)
    hypotheses = _around((left, right, 0.0), (offsets, offsets, np.array(BENDS)))
    return [_best(smooth, hypotheses, symbols) for symbols in range(FEWEST, MOST + 1)]


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
    left, right, bend = (values[:, None] for values in ends)
    places = left + (right - left) * (part + 4 * bend * part * (1 - part))
    values = slope[places.clip(0, len(slope) - 1).round().astype(np.intp)]
    return np.asarray(values @ signs / np.sqrt(len(signs)), dtype=np.float32)
