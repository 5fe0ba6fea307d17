"""From a picture and a grid on it to modules: the lattice followed over bent paper, the light evened, the blur undone."""

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
    """The level picture pushed so that edges stand on the lattice of modules everywhere."""
    for _ in range(TURNS):
        right, down = _phase(flat, 1), _phase(flat, 0)
        rows, columns = np.mgrid[: flat.shape[0], : flat.shape[1]].astype(np.float32)
        flat = cv2.remap(flat, columns + right, rows + down, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, dtype=np.float32)


def _phase(flat: Numbers, axis: int) -> Numbers:
    """How many pixels edges across an axis lie beside the lattice, around each pixel."""
    steps = np.square(np.diff(flat, axis=axis, append=0.0))
    inside = slice(BORDER * PIXELS - 2, -BORDER * PIXELS + 1)
    kept = np.zeros_like(flat)
    kept[inside, inside] = steps[inside, inside]
    kept = np.minimum(kept, 4 * float(kept.mean()) + 1e-3)
    at = np.arange(flat.shape[axis], dtype=np.float32) + 1.0  # a step between pixels 3 and 4 is on the lattice
    wave = np.exp(2j * np.pi / PIXELS * at)
    wave = wave[None, :] if axis else wave[:, None]
    sigma = REACH * PIXELS
    turning = kept * wave
    real, imaginary, weight = (
        cv2.GaussianBlur(np.ascontiguousarray(part, dtype=np.float32), (0, 0), sigma, borderType=cv2.BORDER_REFLECT)
        for part in (turning.real, turning.imag, kept)
    )
    # Where the lattice shows faintly, it is kept as it is.
    return np.asarray(
        PIXELS / (2 * np.pi) * np.arctan2(imaginary, real + 0.05 * weight + 1e-6), dtype=np.float32
    )


def softly_dark(flat: Numbers, layout: Layout) -> tuple[Numbers, float]:
    """For each module how surely it is dark (1) or light (-1), and how like the known modules are (1: all)."""
    evened = _evened(flat)
    wide = layout.side + 2 * BORDER
    means = cv2.resize(evened, (wide, wide), interpolation=cv2.INTER_AREA)
    known = np.where(layout.dark, 1.0, -1.0)[layout.known].astype(np.float32)
    side = slice(BORDER, BORDER + layout.side)
    first = means[side, side]
    likeness = float(np.corrcoef(first[layout.known], known)[0, 1])
    return _sharpened(means, layout, known), likeness


def _evened(flat: Numbers) -> Numbers:
    """Dark about 1 and light about -1, whatever the light; 0 where there is neither."""
    soft = cv2.GaussianBlur(flat, (0, 0), 0.3 * PIXELS)
    window = np.ones((5 * PIXELS, 5 * PIXELS), np.uint8)
    light = cv2.GaussianBlur(cv2.dilate(soft, window), (0, 0), 2 * PIXELS)
    dark = cv2.GaussianBlur(cv2.erode(soft, window), (0, 0), 2 * PIXELS)
    half = (light - dark) / 2
    usual = float(np.median(half))
    return np.asarray(((light + dark) / 2 - flat) / np.maximum(half, FAINTEST * usual + 0.5), dtype=np.float32)


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
