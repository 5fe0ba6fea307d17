"""How symbols look through a blurred lens or a moving hand: the shapes of blur that are tried, symbols in them."""

from functools import cache

import cv2
import numpy as np

from kiosk.scanning.bars.alphabet import MODULES, STOP, SYMBOLS
from kiosk.scanning.bars.rows import Numbers, numbers

FINE = 4  # samples a module
REACH = 4  # modules that a blur reaches, each way
PAD = 1  # modules beyond a symbol's own that are compared too
GAUSSIANS = (0.25, 0.5, 0.75, 1.0, 1.3)  # standard deviation in modules
BOXES = (1.5, 2.2, 3.0)  # length in modules of a movement
BLURS = len(GAUSSIANS) + len(BOXES)


@cache
def kernels() -> Numbers:
    """The blurs that are tried, each a row with sum 1, `FINE` samples a module."""
    at = np.arange(-REACH * FINE, REACH * FINE + 1) / FINE
    bells = [np.exp(-np.square(at / width) / 2) for width in GAUSSIANS]
    boxes = [np.convolve((np.abs(at) <= length / 2).astype(float), bells[0], "same") for length in BOXES]
    return np.array([row / row.sum() for row in (*bells, *boxes)], dtype=np.float32)


def blurred(modules: Numbers, kernel: Numbers) -> Numbers:
    """Rows of modules (…, n), spread to `FINE` samples each and blurred: (…, n * FINE); nothing lies beyond them."""
    fine = np.atleast_2d(np.repeat(modules, FINE, axis=-1)).astype(np.float32)
    turned = np.ascontiguousarray(kernel[::-1])[None]  # OpenCV correlates
    return numbers(cv2.filter2D(fine, -1, turned, borderType=cv2.BORDER_CONSTANT)).reshape(*modules.shape[:-1], -1)


@cache
def symbol_windows(blur: int) -> Numbers:
    """Every symbol between average neighbours, and the stop as the last row: (107, samples of MODULES + 2 PAD modules),
    each without its mean and of length 1."""
    usual = np.broadcast_to(SYMBOLS.mean(axis=0), SYMBOLS.shape)
    fine = blurred(np.concatenate([usual, SYMBOLS, usual], axis=1), kernels()[blur])
    end = blurred(np.concatenate([usual[0], STOP, np.zeros(MODULES, np.float32)]), kernels()[blur])
    cut = np.vstack([fine, end[: fine.shape[1]]])[:, (MODULES - PAD) * FINE : (2 * MODULES + PAD) * FINE]
    level = cut - cut.mean(axis=1, keepdims=True)
    return np.asarray(level / np.linalg.norm(level, axis=1, keepdims=True), dtype=np.float32)


def own_windows(kernel: Numbers) -> Numbers:
    """What each symbol alone adds to the samples of MODULES + 2 PAD modules around it: (106, samples)."""
    alone = np.pad(SYMBOLS, ((0, 0), (PAD, PAD)))
    return blurred(alone, kernel)
