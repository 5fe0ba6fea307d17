"""How well each symbol fits each place of a grid, first with nothing known of its neighbours, then with a whole reading
that explains the row: its contrast, its blur and where each module really lies."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.bars.alphabet import MODULES, STOP, SYMBOLS
from kiosk.scanning.bars.blur import BLURS, FINE, PAD, blurred, kernels, own_windows, symbol_windows
from kiosk.scanning.bars.grid import Grid
from kiosk.scanning.bars.straighten import SAMPLES_PER_PIXEL

QUIET = 5  # modules at both ends that are looked at
WINDOW = (MODULES + 2 * PAD) * FINE
ILLUMINATION = 24  # modules over which light and contrast may change
KNOTS = 33  # modules between two places that may shift by themselves
PULL = 0.03  # towards a known blur, so that noise is not taken for one
BENDS = 10  # samples by which a symbol may lie aside, each way
BEND_COST = 0.008  # of likeness, for a sample's change between neighbours, squared
LEAST_NOISE = 0.03  # of the contrast

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fit:
    """A grid with its modules' places in samples (`FINE` a module, `QUIET` modules more at both ends) and a blur."""

    grid: Grid
    places: Numbers
    blur: int
    kernel: Numbers
    score: float


def first_fit(row: Numbers, grid: Grid) -> Fit:
    """The best of the tried blurs under a grid, and how much nearly every place looks like some symbol."""
    places = grid.places(np.arange(-QUIET * FINE, (grid.modules + QUIET) * FINE, dtype=np.float32) / FINE + 0.5 / FINE)
    windows = _levelled(_windows(_sampled(row, places))[_firsts(grid)])
    totals = [_total(windows @ symbol_windows(blur).T) for blur in range(BLURS)]
    best = int(np.argmax(totals))
    return Fit(grid, places, best, kernels()[best], totals[best])


def bent(row: Numbers, fit: Fit) -> tuple[Fit, Numbers]:
    """The fit with each symbol moved aside to where it looks most like one, neighbours alike, and with that the log
    likelihood of each symbol at each place: (places, 106)."""
    windows = _windows(_sampled(row, fit.places))
    around = _firsts(fit.grid)[:, None] + np.arange(-BENDS, BENDS + 1)
    likeness = _levelled(windows[around]) @ symbol_windows(fit.blur).T  # (symbols, shifts, 107)
    best = likeness[:, :, :-1].max(axis=2)
    best[0], best[-1] = likeness[0, :, 103:106].max(axis=1), likeness[-1, :, -1]
    shifts = _smoothest(best)
    chosen = likeness[np.arange(len(shifts)), shifts + BENDS]
    middles = _firsts(fit.grid) + WINDOW // 2
    at = np.arange(len(fit.places), dtype=np.float32)
    places = np.interp(at + np.interp(at, middles, shifts), at, fit.places).astype(np.float32)
    scores = -12.0 * np.log(np.maximum(1 - np.square(np.maximum(chosen[:-1, :-1], 0)), 0.02))
    return replace(fit, places=places, score=_total(chosen)), scores.astype(np.float32)


def _smoothest(best: Numbers) -> Numbers:
    """For each place the shift that is best for all together; a change from one place to the next costs (Viterbi)."""
    steps = np.arange(best.shape[1])
    change = BEND_COST * np.square(np.subtract.outer(steps, steps))
    total, back = best[0], []
    for place in best[1:]:
        ways = total[None, :] - change
        back.append(ways.argmax(axis=1))
        total = place + ways.max(axis=1)
    path = [int(total.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return np.array(path[::-1], dtype=np.intp) - BENDS


def _total(likeness: Numbers) -> float:
    """The mean likeness of the places to their likeliest symbols; start and stop must be there."""
    inner = likeness[1:-1, :-1].max(axis=1).sum()
    return float(inner + likeness[0, 103:106].max() + likeness[-1, -1]) / len(likeness)


def _firsts(grid: Grid) -> NDArray[np.intp]:
    return (QUIET + MODULES * np.arange(grid.symbols) - PAD) * FINE


def _windows(samples: Numbers) -> Numbers:
    return np.lib.stride_tricks.sliding_window_view(samples, WINDOW)


def _levelled(windows: Numbers) -> Numbers:
    level = windows - windows.mean(axis=-1, keepdims=True)
    length = np.linalg.norm(level, axis=-1, keepdims=True)
    return np.asarray(level / (length + 0.3 * float(length.mean()) + 1e-6), dtype=np.float32)


def modules_of(values: tuple[int, ...]) -> Numbers:
    """The modules of a whole symbol with its quiet zones."""
    return np.concatenate([np.zeros(QUIET), *(SYMBOLS[value] for value in values), STOP, np.zeros(QUIET)]).astype(
        np.float32
    )


@dataclass(frozen=True, slots=True)
class Explained:
    """A row under a reading: samples of darkness between 0 and 1, what the reading expects, the noise, the likeness."""

    darkness: Numbers
    expected: Numbers
    noise: float
    likeness: float


def explain(row: Numbers, fit: Fit, values: tuple[int, ...]) -> Explained:
    """What is left of the row when its changing light and contrast are taken out, given what it says."""
    expected = blurred(modules_of(values), fit.kernel)
    grey = _sampled(row, fit.places)
    gain, offset = _light(grey, expected)
    darkness = (grey - offset) / gain
    error = darkness - expected
    inner = slice(QUIET * FINE, -QUIET * FINE)
    noise = float(np.sqrt(np.median(np.square(error[inner])) / 0.4549))
    spread = float(np.square(expected[inner] - expected[inner].mean()).mean())
    likeness = 1 - float(np.square(error[inner]).mean()) / max(spread, 1e-6)
    return Explained(darkness.astype(np.float32), expected, noise, likeness)


def refined(row: Numbers, fit: Fit, values: tuple[int, ...]) -> Fit:
    """The same fit with each module where the reading says it is, and with the blur that explains the row best."""
    modules = modules_of(values)
    places = fit.places
    for _ in range(2):
        explained = explain(row, replace(fit, places=places), values)
        places = _moved(places, explained)
    grey = _sampled(row, places)
    kernel = min(kernels(), key=lambda each: _misfit(grey, blurred(modules, each)))
    return replace(fit, places=places, kernel=_own_kernel(grey, modules, kernel))


def scores(row: Numbers, fit: Fit, values: tuple[int, ...]) -> Numbers:
    """The log likelihood of each symbol at each place while its neighbours are those of `values`: (places, 106)."""
    explained = explain(row, fit, values)
    own = own_windows(fit.kernel)
    inner = _windows(explained.darkness - explained.expected)[_firsts(fit.grid)[:-1]]
    rest = inner + own[list(values)]  # what the neighbours do not explain
    squares = (
        np.square(rest).sum(axis=1, keepdims=True) - 2 * rest @ own.T + np.square(own).sum(axis=1)[None, :]
    )
    pixels = (fit.grid.right - fit.grid.left) / fit.grid.modules / SAMPLES_PER_PIXEL
    independent = WINDOW * min(1.0, pixels / FINE)
    # Noise whose strength is known only roughly (Student's): where something covers the bars no symbol fits, and then
    # none is much likelier than another.
    usual = WINDOW * np.maximum(_noise_nearby(explained, len(values)), LEAST_NOISE**2)[:, None]
    return np.asarray(-independent / 2 * np.log(usual + np.maximum(squares, 0)), dtype=np.float32)


def _noise_nearby(explained: Explained, places: int) -> Numbers:
    """What the reading leaves unexplained around each place, squared: much where light dazzles or fingers cover."""
    inner = slice(QUIET * FINE, (QUIET + MODULES * places) * FINE)
    squares = np.square(explained.darkness - explained.expected)[inner].reshape(places, -1).mean(axis=1)
    around = np.pad(squares, 1, mode="edge")
    return np.maximum((around[:-2] + around[1:-1] + around[2:]) / 3, explained.noise**2).astype(np.float32)


def _sampled(row: Numbers, places: Numbers) -> Numbers:
    columns = np.ascontiguousarray(places[None], dtype=np.float32)
    return np.asarray(
        cv2.remap(row[None], columns, np.zeros_like(columns), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    )[0]


def _mean(values: Numbers) -> Numbers:
    window = (2 * (ILLUMINATION * FINE // 2) + 1, 1)
    once = cv2.blur(values[None].astype(np.float32), window, borderType=cv2.BORDER_REFLECT)
    return np.asarray(once, dtype=np.float32)[0]


def _light(grey: Numbers, expected: Numbers) -> tuple[Numbers, Numbers]:
    """How bright and how strong in contrast the row is at each place: grey = gain * expected + offset."""
    mean_e, mean_g = _mean(expected), _mean(grey)
    spread = _mean(expected * expected) - mean_e * mean_e
    gain = (_mean(expected * grey) - mean_e * mean_g) / (spread + 1e-3)
    gain = np.maximum(gain, 0.15 * float(np.median(gain)) + 1e-3)
    return gain, mean_g - gain * mean_e


def _misfit(grey: Numbers, expected: Numbers) -> float:
    gain, offset = _light(grey, expected)
    return float(np.square((grey - offset) / gain - expected).mean())


def _moved(places: Numbers, explained: Explained) -> Numbers:
    slope = np.pad(explained.expected[2:] - explained.expected[:-2], 1) / 2
    error = explained.darkness - explained.expected
    window = (2 * (KNOTS * FINE // 2) + 1, 1)
    crossed, squares = (
        cv2.blur(cv2.blur(each[None].astype(np.float32), window), window)[0] for each in (error * slope, slope * slope)
    )
    shift = -(crossed / (squares + 0.2 * float(squares.mean()) + 1e-6)).clip(-1.5 * FINE, 1.5 * FINE)
    at = np.arange(len(places), dtype=np.float32)
    return np.interp(at + shift, at, places).astype(np.float32)


def _own_kernel(grey: Numbers, modules: Numbers, kernel: Numbers) -> Numbers:
    """The blur that explains the row, found by least squares, drawn towards the best one of the known."""
    gain, offset = _light(grey, blurred(modules, kernel))
    darkness = (grey - offset) / gain
    fine, reach = np.repeat(modules, FINE), len(kernel) // 2
    alike = np.correlate(np.pad(fine, 2 * reach), fine)[2 * reach :]  # of the modules with themselves, shifted
    squares = alike[np.abs(np.subtract.outer(np.arange(len(kernel)), np.arange(len(kernel))))]
    crossed = np.correlate(np.pad(darkness, reach), fine)
    pull = PULL * float(alike[0])
    found = np.linalg.solve(squares + pull * np.eye(len(kernel)), crossed + pull * kernel)
    return np.asarray(found / found.sum(), dtype=np.float32)
