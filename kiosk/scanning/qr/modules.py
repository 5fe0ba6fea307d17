"""A level picture of a symbol, one square of pixels a module, followed over bent paper."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.slot import Picture

Numbers = NDArray[np.float32]
Matrix = NDArray[np.float64]
PIXELS = 4  # of the level picture, a module
BORDER = 3  # modules around the symbol
REACH = 2.5  # modules: how far around a place the lattice is looked at
TURNS = 2
FAITH = 0.05  # in the lattice as it is


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


def followed(flat: Numbers, *, is_bent: bool = False) -> Numbers:
    """The level picture pushed so that edges stand on the lattice of modules everywhere. By up to half a module; by
    any way on paper that `is_bent`, as long as it is even in the corners: that is risky where much is covered."""
    rows, columns = (np.asarray(at, np.float32) for at in np.mgrid[: flat.shape[0], : flat.shape[1]])
    pushed = flat
    for _ in range(TURNS):
        right, down = (_phase(np.ascontiguousarray(way), is_bent=is_bent) for way in (pushed, pushed.T))
        columns, rows = columns + right, rows + down.T
        pushed = np.asarray(cv2.remap(flat, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))
    return pushed


def _phase(flat: Numbers, *, is_bent: bool) -> Numbers:
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
    turned = np.arctan2(imaginary, real + FAITH * weight + 1e-6)
    beside = PIXELS / (2 * np.pi) * (_unwound(turned) if is_bent else turned)
    return np.asarray(cv2.resize(beside.astype(np.float32), flat.shape), dtype=np.float32)


def _unwound(turned: Numbers) -> Numbers:
    """Angles that go on beyond half a turn from one module to the next, none in the finders: those are in place."""
    on = np.unwrap(np.unwrap(turned, axis=0), axis=1)
    near, far = slice(BORDER + 1, BORDER + 6), slice(-BORDER - 6, -BORDER - 1)
    finders = [np.median(on[corner]) for corner in ((near, near), (near, far), (far, near))]
    return np.asarray(on - 2 * np.pi * np.round(np.median(finders) / (2 * np.pi)), dtype=np.float32)
