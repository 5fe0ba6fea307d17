"""From a picture and a grid on it to modules: followed over bent paper, the light evened, the blur undone."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.qr.layout import Layout
from kiosk.scanning.slot import Picture

Numbers = NDArray[np.float32]
Matrix = NDArray[np.float64]
PIXELS = 4  # of the level picture, a module
BORDER = 3  # modules around the symbol
REACH = 2.5  # modules: how far around a place the lattice is looked at
TURNS = 2
FAITH = 0.05  # in the lattice as it is
EVEN = 5  # modules in which there is something dark and something light
FAINTEST = 0.45  # of the usual contrast: where there is less, all is in doubt
RIDGE = 6.0
AROUND = 2  # modules that blur may carry ink over


def level(picture: Picture, grid: Matrix, side: int) -> Numbers:
    """The symbol and its border seen from straight above, `PIXELS` a module. `grid` goes from modules to pixels."""
    to_modules = np.diag([1 / PIXELS, 1 / PIXELS, 1.0])
    to_modules[:2, 2] = 0.5 / PIXELS - BORDER
    to_picture = np.diag([1.0, 1.0, 1.0])
    to_picture[:2, 2] = -0.5
    size = (side + 2 * BORDER) * PIXELS
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    seen = cv2.warpPerspective(
        picture, to_picture @ grid @ to_modules, (size, size), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(seen, dtype=np.float32)


def followed(flat: Numbers) -> Numbers:
    """The level picture pushed so that edges stand on the lattice of modules everywhere, also on bent paper."""
    rows, columns = (np.asarray(at, np.float32) for at in np.mgrid[: flat.shape[0], : flat.shape[1]])
    pushed = flat
    for _ in range(TURNS):
        columns, rows = columns + _phase(pushed), rows + _phase(np.ascontiguousarray(pushed.T)).T
        pushed = np.asarray(cv2.remap(flat, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))
    return pushed


def _phase(flat: Numbers) -> Numbers:
    """How many pixels upright edges lie to the right of the lattice, around each pixel."""
    side = len(flat) // PIXELS
    steps = np.square(np.diff(flat, axis=1, append=0.0))
    inside = slice(BORDER * PIXELS - 2, 1 - BORDER * PIXELS)
    kept = np.zeros_like(flat)
    kept[inside, inside] = steps[inside, inside]
    kept = np.minimum(kept, 4 * float(kept.mean()) + 1e-3)
    # A step between the last pixel of a module and the first of the next one is on the lattice.
    angles = 2 * np.pi / PIXELS * (np.arange(len(flat), dtype=np.float32) + 1)
    real, imaginary, weight = (
        cv2.GaussianBlur(cv2.resize(part, (side, side), interpolation=cv2.INTER_AREA), (0, 0), REACH)
        for part in (kept * np.cos(angles), kept * np.sin(angles), kept)
    )
    # Where the lattice hardly shows, it stays as it is.
    beside = PIXELS / (2 * np.pi) * np.arctan2(imaginary, real + FAITH * weight + 1e-6)
    return np.asarray(cv2.resize(beside.astype(np.float32), flat.shape), dtype=np.float32)


def softly_dark(flat: Numbers, layout: Layout) -> tuple[Numbers, float]:
    """For each module how surely it is dark (1) or light (-1), and how like the known modules are (1: all)."""
    wide = layout.side + 2 * BORDER
    means = _evened(cv2.resize(flat, (wide, wide), interpolation=cv2.INTER_AREA))
    known = np.where(layout.dark, 1.0, -1.0)[layout.known].astype(np.float32)
    inside = slice(BORDER, BORDER + layout.side)
    likeness = float(np.corrcoef(means[inside, inside][layout.known], known)[0, 1])
    return _sharpened(means, layout, known), likeness


def _evened(means: Numbers) -> Numbers:
    """Dark about 1 and light about -1, whatever the light; 0 where there is neither."""
    window = np.ones((EVEN, EVEN), np.uint8)
    light, dark = (cv2.GaussianBlur(most(means, window), (0, 0), EVEN / 2) for most in (cv2.dilate, cv2.erode))
    half = (light - dark) / 2
    usual = float(np.median(half))
    return np.asarray(((light + dark) / 2 - means) / np.maximum(half, FAINTEST * usual + 0.5), dtype=np.float32)


def _sharpened(means: Numbers, layout: Layout, known: Numbers) -> Numbers:
    """The blur undone by the filter that makes the known modules what they are."""
    side = layout.side
    reach = range(-AROUND, AROUND + 1)
    views = [means[BORDER + i : BORDER + i + side, BORDER + j : BORDER + j + side] for i in reach for j in reach]
    around = np.stack([*views, np.ones((side, side), np.float32)], axis=-1)
    told = around[layout.known]
    prior = np.zeros(told.shape[1], np.float32)
    prior[len(views) // 2] = 1.0
    square = told.T @ told + RIDGE * np.eye(told.shape[1], dtype=np.float32)
    weights = prior + np.linalg.solve(square, told.T @ (known - told @ prior))
    return np.asarray(around @ weights, dtype=np.float32)
