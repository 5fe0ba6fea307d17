"""A reading set against the row: drawn again with its blur and its light, it must look like what the camera saw.

What the reading leaves unexplained says how good it is, where its modules really lie, and what else may be meant.
"""

from dataclasses import dataclass, replace

import numpy as np

from kiosk.scanning.bars.alphabet import MODULES, STOP, SYMBOLS
from kiosk.scanning.bars.blur import FINE, blurred, kernels, own_windows
from kiosk.scanning.bars.fit import QUIET, WINDOW, Fit, symbol_starts, windows_of
from kiosk.scanning.bars.rows import Numbers, at_places, local_mean, numbers, slope
from kiosk.scanning.bars.straighten import SAMPLES_PER_PIXEL

ILLUMINATION = 24  # modules over which light and contrast may change
WEAKEST = 0.15  # of the usual contrast
KNOTS = 33  # modules between two places that may shift by themselves
PULL = 0.03  # towards a known blur, so that noise is not taken for one
LEAST_NOISE = 0.03  # of the contrast
MEDIAN_OF_SQUARES = 0.4549  # of a normal distribution with variance 1


@dataclass(frozen=True, slots=True)
class Explained:
    """A row under a reading: how dark each sample is (0 to 1), how dark the reading expects it; the noise in the same
    unit; `likeness`: the part of the bars' variance that the reading explains, 1 at most."""

    darkness: Numbers
    expected: Numbers
    noise: float
    likeness: float


def explain(row: Numbers, fit: Fit, values: tuple[int, ...]) -> Explained:
    """What is left of the row when its changing light and contrast are taken out, given what it says."""
    expected = blurred(_modules(values), fit.kernel)
    darkness = _in_even_light(at_places(row, fit.places), expected)
    inner = slice(QUIET * FINE, -QUIET * FINE)
    squares = np.square(darkness - expected)[inner]
    spread = max(float(expected[inner].var()), 1e-6)
    noise = float(np.sqrt(np.median(squares) / MEDIAN_OF_SQUARES))
    return Explained(darkness, expected, noise, 1 - float(squares.mean()) / spread)


def refined(row: Numbers, fit: Fit, values: tuple[int, ...]) -> Fit:
    """The same fit with each module where the reading says it is, and with the blur that explains the row best."""
    for _ in range(2):
        fit = replace(fit, places=_moved(fit.places, explain(row, fit, values)))
    grey, modules = at_places(row, fit.places), _modules(values)
    kernel = min(kernels(), key=lambda each: _misfit(grey, blurred(modules, each)))
    return replace(fit, kernel=_own_kernel(grey, modules, kernel))


def scores(row: Numbers, fit: Fit, values: tuple[int, ...]) -> Numbers:
    """The log likelihood of each symbol at each place while its neighbours are those of `values`: (places, 106)."""
    explained = explain(row, fit, values)
    own = own_windows(fit.kernel)
    unexplained = windows_of(explained.darkness - explained.expected)[symbol_starts(fit.grid)[:-1]]
    rest = unexplained + own[list(values)]  # what the neighbours do not explain
    squares = np.square(rest).sum(axis=1)[:, None] - 2 * rest @ own.T + np.square(own).sum(axis=1)
    pixels = (fit.grid.right - fit.grid.left) / fit.grid.modules / SAMPLES_PER_PIXEL
    independent = WINDOW * min(1.0, pixels / FINE)
    # Noise whose strength is known only roughly (Student's): where something covers the bars no symbol fits, and then
    # none is much likelier than another.
    usual = WINDOW * np.maximum(_noise_nearby(explained, len(values)), LEAST_NOISE**2)[:, None]
    return numbers(-independent / 2 * np.log(usual + np.maximum(squares, 0)))


def _modules(values: tuple[int, ...]) -> Numbers:
    """All modules of a symbol, with quiet zones."""
    quiet = np.zeros(QUIET, np.float32)
    return np.concatenate([quiet, *(SYMBOLS[value] for value in values), STOP, quiet])


def _noise_nearby(explained: Explained, places: int) -> Numbers:
    """What the reading leaves unexplained around each place, squared: much where light dazzles or fingers cover."""
    inner = slice(QUIET * FINE, (QUIET + MODULES * places) * FINE)
    squares = np.square(explained.darkness - explained.expected)[inner].reshape(places, -1).mean(axis=1)
    around = np.pad(squares, 1, mode="edge")
    return numbers(np.maximum((around[:-2] + around[1:-1] + around[2:]) / 3, explained.noise**2))


def _in_even_light(grey: Numbers, expected: Numbers) -> Numbers:
    """The row as it were under the same light and with the same contrast everywhere: a regression at each place."""
    mean_e, mean_g = _mean(expected), _mean(grey)
    spread = _mean(expected * expected) - mean_e * mean_e
    contrast = (_mean(expected * grey) - mean_e * mean_g) / (spread + 1e-3)
    contrast = np.maximum(contrast, WEAKEST * float(np.median(contrast)) + 1e-3)
    return numbers((grey - mean_g) / contrast + mean_e)


def _mean(row: Numbers) -> Numbers:
    return local_mean(row, ILLUMINATION * FINE)


def _misfit(grey: Numbers, expected: Numbers) -> float:
    return float(np.square(_in_even_light(grey, expected) - expected).mean())


def _moved(places: Numbers, explained: Explained) -> Numbers:
    """The places shifted to where the row goes with what is expected (one step of Lucas and Kanade)."""
    change = slope(explained.expected)
    error = explained.darkness - explained.expected
    crossed, squares = (
        local_mean(local_mean(each, KNOTS * FINE), KNOTS * FINE) for each in (error * change, change * change)
    )
    shift = -(crossed / (squares + 0.2 * float(squares.mean()) + 1e-6)).clip(-1.5 * FINE, 1.5 * FINE)
    at = np.arange(len(places))
    return numbers(np.interp(at + shift, at, places))


def _own_kernel(grey: Numbers, modules: Numbers, kernel: Numbers) -> Numbers:
    """The blur that explains the row, found by least squares, drawn towards the best one of the known."""
    darkness = _in_even_light(grey, blurred(modules, kernel))
    fine, reach = np.repeat(modules, FINE), len(kernel) // 2
    alike = np.correlate(np.pad(fine, 2 * reach), fine)[2 * reach :]  # of the modules with themselves, shifted
    squares = alike[np.abs(np.subtract.outer(np.arange(len(kernel)), np.arange(len(kernel))))]
    crossed = np.correlate(np.pad(darkness, reach), fine)
    pull = PULL * float(alike[0])
    found = np.linalg.solve(squares + pull * np.eye(len(kernel)), crossed + pull * kernel)
    return numbers(found / found.sum())
