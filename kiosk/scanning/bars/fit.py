"""How much each place of a grid looks like some symbol, while nothing is known of what the row says.

Each window of samples is levelled, so that light and contrast do not matter, and compared with all symbols in every
blur that is tried. Then places may move a little, for paper is crumpled: the smoothest way through all of them wins.
"""

from dataclasses import dataclass, replace

import numpy as np

from kiosk.scanning.bars.alphabet import MODULES, STARTS
from kiosk.scanning.bars.blur import BLURS, FINE, PAD, kernels, symbol_windows
from kiosk.scanning.bars.grid import Grid
from kiosk.scanning.bars.rows import Numbers, Places, at_places, numbers

QUIET = 5  # modules at both ends that are looked at
WINDOW = (MODULES + 2 * PAD) * FINE
SHIFTS = 10  # samples by which a symbol may lie aside, each way
SHIFT_COST = 0.008  # of likeness, for a sample's change between neighbours, squared
TRUST = 12.0  # how much log likelihood there is in likeness: half of the samples that are independent
PERFECT = 0.02  # what is always left unexplained

STARTING = slice(STARTS[0], STARTS[-1] + 1)


@dataclass(frozen=True, slots=True)
class Fit:
    """A grid with its samples' places in the row (`FINE` a module, `QUIET` modules more at both ends), the number of
    the best blur and its shape; `score`: the mean likeness, 1 at most."""

    grid: Grid
    places: Numbers
    blur: int
    kernel: Numbers
    score: float


def first_fit(row: Numbers, grid: Grid) -> Fit:
    """The best of the tried blurs under a grid."""
    modules = np.arange(-QUIET * FINE, (grid.modules + QUIET) * FINE) / FINE + 0.5 / FINE
    places = grid.places(numbers(modules))
    windows = _levelled(windows_of(at_places(row, places))[symbol_starts(grid)])
    scores = [_score(windows @ symbol_windows(blur).T) for blur in range(BLURS)]
    best = int(np.argmax(scores))
    return Fit(grid, places, best, kernels()[best], scores[best])


def bent(row: Numbers, fit: Fit) -> tuple[Fit, Numbers]:
    """The fit with each symbol moved to where it looks most like one, and with that the log likelihood of each symbol
    at each place: (places, 106)."""
    starts = symbol_starts(fit.grid)
    around = starts[:, None] + np.arange(-SHIFTS, SHIFTS + 1)
    likeness = _levelled(windows_of(at_places(row, fit.places))[around]) @ symbol_windows(fit.blur).T
    best = likeness[:, :, :-1].max(axis=2)
    best[0], best[-1] = likeness[0, :, STARTING].max(axis=1), likeness[-1, :, -1]
    shifts = _smoothest(best)
    chosen = likeness[np.arange(len(shifts)), shifts + SHIFTS]
    at = np.arange(len(fit.places))
    moved = np.interp(at + np.interp(at, starts + WINDOW // 2, shifts), at, fit.places)
    unexplained = np.maximum(1 - np.square(np.maximum(chosen[:-1, :-1], 0)), PERFECT)
    return replace(fit, places=numbers(moved), score=_score(chosen)), numbers(-TRUST * np.log(unexplained))


def symbol_starts(grid: Grid) -> Places:
    """Where the window of each symbol begins among a fit's samples, the stop's as the last."""
    return np.asarray((QUIET + MODULES * np.arange(grid.symbols) - PAD) * FINE, dtype=np.intp)


def windows_of(samples: Numbers) -> Numbers:
    """All windows of a symbol's length: (samples - WINDOW + 1, WINDOW)."""
    return numbers(np.lib.stride_tricks.sliding_window_view(samples, WINDOW))


def _smoothest(best: Numbers) -> Places:
    """For each place the shift that is best for all together; a change from one place to the next costs (Viterbi)."""
    steps = np.arange(best.shape[1])
    cost = SHIFT_COST * np.square(np.subtract.outer(steps, steps))
    total, back = best[0], []
    for place in best[1:]:
        ways = total[None, :] - cost
        back.append(ways.argmax(axis=1))
        total = place + ways.max(axis=1)
    path = [int(total.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return np.array(path[::-1], dtype=np.intp) - SHIFTS


def _score(likeness: Numbers) -> float:
    """The mean likeness of the places to their likeliest symbols; start and stop must be there."""
    inner = likeness[1:-1, :-1].max(axis=1).sum()
    return float(inner + likeness[0, STARTING].max() + likeness[-1, -1]) / len(likeness)


def _levelled(windows: Numbers) -> Numbers:
    level = windows - windows.mean(axis=-1, keepdims=True)
    length = np.linalg.norm(level, axis=-1, keepdims=True)
    return numbers(level / (length + 0.3 * float(length.mean()) + 1e-6))
