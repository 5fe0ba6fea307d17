"""From a field of bars to one row: sampled along the bars, sheared until they stand upright, averaged."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.bars.locate import Region
from kiosk.scanning.slot import Picture

ROWS = 24
MARGIN = 0.12  # of the length, on both sides: bars need their quiet zones
TALL = 0.8  # of the height: the ends of the bars are ragged
SAMPLES_PER_PIXEL = 1.5
MOST_SAMPLES = 1_600
TURNS = tuple(float(turn) for turn in np.linspace(-0.14, 0.14, 15))  # columns a row pixel: plus and minus 8 degrees
PARTS = 6  # along the strip, which are aligned each for themselves
ALIGNMENTS = 3

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Strip:
    """A level strip of bars: (rows, samples) grey, and the samples a pixel of the picture along it."""

    rows: Numbers
    scale: float


def level(picture: Picture, region: Region) -> Strip:
    """The field as a strip, without noise lost: 24 rows of the picture, `scale` samples a pixel along them."""
    length = region.length * (1 + 2 * MARGIN) + 20
    scale = min(SAMPLES_PER_PIXEL, MOST_SAMPLES / length)
    width, tall = int(length * scale), max(2.0, region.height * TALL)
    angle = math.radians(region.across)
    cos, sin = math.cos(angle), math.sin(angle)
    down = tall / (ROWS - 1)
    x, y = region.centre
    # The matrix goes from the strip to the picture.
    turn = np.array([[cos / scale, -sin * down, 0.0], [sin / scale, cos * down, 0.0]])
    turn[:, 2] = np.array([x, y]) - turn[:, :2] @ np.array([(width - 1) / 2, (ROWS - 1) / 2])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    rows = cv2.warpAffine(picture, turn, (width, ROWS), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return Strip(_upright(np.asarray(rows, dtype=np.float32), down * scale), scale)


def _upright(rows: Numbers, down: float) -> Numbers:
    """The rows shifted so that the bars stand upright: one shear for all, then part by part."""
    offsets = (np.arange(ROWS, dtype=np.float32) - (ROWS - 1) / 2) * down
    smooth = cv2.GaussianBlur(rows, (0, 0), sigmaX=1.2, sigmaY=0.01)
    best = max(TURNS, key=lambda turn: _contrast(_shifted(smooth, offsets * turn).mean(axis=0)))
    rows = _shifted(rows, offsets * best)
    for _ in range(ALIGNMENTS):
        rows = _aligned(rows)
    return rows


def _contrast(row: Numbers) -> float:
    """Highest where the shear is right: then no bar is smeared over its neighbours."""
    return float(np.square(row[2:] - row[:-2]).sum())


def _shifted(rows: Numbers, shifts: Numbers) -> Numbers:
    """Each row moved along by its own number of samples."""
    width = rows.shape[1]
    columns = np.arange(width, dtype=np.float32)[None, :] + shifts.reshape(ROWS, -1).astype(np.float32)
    levels = np.repeat(np.arange(ROWS, dtype=np.float32)[:, None], width, axis=1)
    return np.asarray(
        cv2.remap(rows, np.ascontiguousarray(columns), levels, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    )


def _aligned(rows: Numbers) -> Numbers:
    """Each row moved, part by part, to where it looks most like the average (one step of Lucas and Kanade)."""
    smooth = cv2.GaussianBlur(rows, (0, 0), sigmaX=1.5, sigmaY=1.0)
    mean = smooth.mean(axis=0)
    slope = np.gradient(mean).astype(np.float32)
    levelled = smooth - smooth.mean(axis=1, keepdims=True)
    error = (levelled - (mean - mean.mean())) * slope
    step = rows.shape[1] // PARTS
    kept = step * PARTS
    errors = error[:, :kept].reshape(ROWS, PARTS, step).sum(axis=2)
    slopes = np.square(slope[:kept]).reshape(PARTS, step).sum(axis=1) + 1e-3 * np.square(slope).sum() + 1.0
    shifts = cv2.GaussianBlur(-(errors / slopes).clip(-1.5, 1.5).astype(np.float32), (0, 0), 1.0)
    spread = cv2.resize(shifts, (rows.shape[1], ROWS), interpolation=cv2.INTER_LINEAR)
    return _shifted(rows, spread)
