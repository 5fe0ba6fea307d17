"""From a field of bars to one row: sampled along the bars, sheared until they stand upright, averaged."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from kiosk.scanning.bars.locate import Region
from kiosk.scanning.bars.rows import Numbers, local_mean, numbers, slope
from kiosk.scanning.slot import Picture

ROWS = 24
MARGIN = 0.12  # of the length, on both sides: bars need their quiet zones
TALL = 0.8  # of the height: the ends of the bars are ragged
SAMPLES_PER_PIXEL = 2.0
MOST_SAMPLES = 2_000
TURNS = tuple(float(turn) for turn in np.linspace(-0.14, 0.14, 15))  # columns a row pixel: plus and minus 8 degrees
TWISTS = tuple(float(twist) for twist in np.linspace(-0.28, 0.28, 15))
FINE_TURNS = (-0.04, -0.02, 0.0, 0.02, 0.04)
THICK = 3  # rows that are followed together: fewer steps, less noise in each
NEIGHBOURHOODS = 40  # along the strip, each of which moves by itself


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
    lean = region.lean
    turn = np.array([[(cos - sin * lean) / scale, -sin * down, 0.0], [(sin + cos * lean) / scale, cos * down, 0.0]])
    turn[:, 2] = np.array([x, y]) - turn[:, :2] @ np.array([(width - 1) / 2, (ROWS - 1) / 2])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    rows = cv2.warpAffine(picture, turn, (width, ROWS), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return Strip(_upright(np.asarray(rows, dtype=np.float32), down * scale), scale)


def _upright(rows: Numbers, down: float) -> Numbers:
    """The rows shifted so that the bars stand upright: one shear that may change along the strip, then part by part."""
    offsets = numbers((np.arange(ROWS)[:, None] - (ROWS - 1) / 2) * down)
    along = numbers(np.linspace(-1, 1, rows.shape[1]))[None, :]
    turn, twist = _slant(rows, offsets, along)
    rows = _shifted(rows, numbers(offsets * (turn + twist * along)))
    return _followed(rows)


def _slant(rows: Numbers, offsets: Numbers, along: Numbers) -> tuple[float, float]:
    """How far the bars lean in the middle, and how much more at the right end: the sharpest average of the rows."""
    smooth = numbers(np.ascontiguousarray(cv2.GaussianBlur(rows, (0, 0), sigmaX=1.2, sigmaY=1.0)[::3, ::2]))
    offsets, along = numbers(offsets[::3] / 2), along[:, ::2]

    def sharpness(turn: float, twist: float) -> float:
        return _contrast(_shifted(smooth, numbers(offsets * (turn + twist * along))).mean(axis=0))

    turn = max(TURNS, key=lambda each: sharpness(each, 0.0))
    twist = max(TWISTS, key=lambda each: sharpness(turn, each))
    if twist:
        turn = max((turn + each for each in FINE_TURNS), key=lambda each: sharpness(each, twist))
    return turn, twist


def _contrast(row: Numbers) -> float:
    """Highest where the shear is right: then no bar is smeared over its neighbours."""
    return float(np.square(row[2:] - row[:-2]).sum())


def _shifted(rows: Numbers, shifts: Numbers) -> Numbers:
    """Each row moved along by its own number of samples."""
    width = rows.shape[1]
    columns = np.arange(width, dtype=np.float32)[None, :] + shifts
    levels = np.repeat(np.arange(len(rows), dtype=np.float32)[:, None], width, axis=1)
    return np.asarray(
        cv2.remap(rows, columns.astype(np.float32), levels, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    )


def _followed(rows: Numbers) -> Numbers:
    """Each row moved, place by place, to where it goes on from its neighbour: crumpled paper bends the bars.

    From the middle outwards; each step is one of Lucas and Kanade against the rows before it.
    """
    thick = rows.reshape(ROWS // THICK, THICK, -1).mean(axis=1)
    smooth = cv2.GaussianBlur(thick, (0, 0), sigmaX=1.2, sigmaY=0.01)
    smooth = smooth - local_mean(smooth, rows.shape[1] // 8)
    middle = len(thick) // 2
    shifts = np.zeros_like(thick)
    for side in (range(middle + 1, len(thick)), range(middle - 1, -1, -1)):
        known, shift = smooth[middle], np.zeros_like(smooth[middle])
        for at in side:
            for _ in range(2):
                shift = shift + _step(known, _moved(smooth[at], shift))
            shifts[at] = shift
            known = 0.6 * known + 0.4 * _moved(smooth[at], shift)
    return _shifted(rows, numbers(cv2.resize(shifts, (rows.shape[1], ROWS), interpolation=cv2.INTER_LINEAR)))


def _moved(row: Numbers, shift: Numbers) -> Numbers:
    at = np.arange(len(row), dtype=np.float32)
    return numbers(np.interp(at + shift, at, row))


def _step(known: Numbers, row: Numbers) -> Numbers:
    change = slope(known)
    samples = len(row) // NEIGHBOURHOODS
    crossed, squares = local_mean(change * (row - known), samples), local_mean(change * change, samples)
    return numbers(-(crossed / (squares + 0.1 * float(squares.mean()) + 1e-3)).clip(-1, 1))
