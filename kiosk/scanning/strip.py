"""Find the likeliest field of parallel bars in a picture and turn it straight.

Bars are a place where nearly all edges run one way: the structure tensor of a reduced picture says where and which way.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.slot import Picture

REDUCED_WIDTH = 640
WINDOW = 25  # pixels of the reduced picture that a neighbourhood spans
LEAST_COHERENCE = 0.6  # 1: all edges run one way, 0: no way in particular
LEAST_AREA = 1_000  # of the reduced picture
MARGIN = 1.3  # bars need their quiet zones
STRIP_HEIGHT = 32
FINE_TURNS = tuple(degrees / 2 for degrees in range(-8, 9))  # the tensor errs by a few degrees on fine bars

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Region:
    """A field of bars in the picture's own pixels; `across` is the direction that crosses the bars, in degrees."""

    centre: tuple[float, float]
    length: float
    height: float
    across: float


def straightened(picture: Picture) -> Picture | None:
    """The likeliest field of bars as a level strip whose rows are averaged, or None when there is none."""
    region = find_bars(picture)
    if region is None:
        return None
    rows = (_averaged(picture, region, region.across + turn) for turn in FINE_TURNS)
    return _strip(max(rows, key=_contrast))


def find_bars(picture: Picture) -> Region | None:
    """The largest field in which the edges run one way."""
    scale = REDUCED_WIDTH / picture.shape[1]
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    along, aslant, energy = _structure(np.asarray(small, dtype=np.float32))
    one_way = np.hypot(along, aslant) > LEAST_COHERENCE * energy
    inside = _largest((one_way & (energy > 2 * float(energy.mean()))).astype(np.uint8))
    if inside is None:
        return None
    across = 0.5 * math.atan2(float(aslant[inside].sum()), float(along[inside].sum()))
    return _region(inside, across, scale)


def _structure(small: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The gradient around each pixel: the two parts of its doubled direction (an edge and its opposite are the same)
    and its energy."""
    dx, dy = cv2.Sobel(small, cv2.CV_32F, 1, 0), cv2.Sobel(small, cv2.CV_32F, 0, 1)
    xx, yy, xy = (cv2.boxFilter(product, -1, (WINDOW, WINDOW)) for product in (dx * dx, dy * dy, dx * dy))
    return _numbers(xx - yy), _numbers(2 * xy), _numbers(xx + yy)


def _largest(field: NDArray[np.uint8]) -> NDArray[np.bool_] | None:
    count, labels, about, _ = cv2.connectedComponentsWithStats(field)
    if count < 2:
        return None
    largest = 1 + int(np.argmax(about[1:, cv2.CC_STAT_AREA]))
    return np.asarray(labels == largest) if about[largest, cv2.CC_STAT_AREA] >= LEAST_AREA else None


def _region(inside: NDArray[np.bool_], across: float, scale: float) -> Region:
    rows, columns = np.nonzero(inside)
    along = columns * math.cos(across) + rows * math.sin(across)
    beside = rows * math.cos(across) - columns * math.sin(across)
    middle, level = (along.min() + along.max()) / 2, (beside.min() + beside.max()) / 2
    centre = (
        (middle * math.cos(across) - level * math.sin(across)) / scale,
        (middle * math.sin(across) + level * math.cos(across)) / scale,
    )
    return Region(centre, float(np.ptp(along)) / scale, float(np.ptp(beside)) / scale, math.degrees(across))


def _averaged(picture: Picture, region: Region, across: float) -> Numbers:
    """The region turned by `across` degrees and averaged to one row, which keeps the bars and loses the noise."""
    length, height = int(region.length * MARGIN) + 40, max(4, int(region.height * 0.4))
    turn = cv2.getRotationMatrix2D(region.centre, across, 1.0)
    turn[:, 2] += np.array([length / 2 - region.centre[0], height / 2 - region.centre[1]])
    level = cv2.warpAffine(picture, turn, (length, height), borderMode=cv2.BORDER_REPLICATE)
    return _numbers(level.mean(axis=0))


def _contrast(row: Numbers) -> float:
    """Highest where the turn is right: then no bar is smeared over its neighbours."""
    return float(np.square(np.diff(row)).sum())


def _strip(row: Numbers) -> Picture:
    row = (row - row.min()) * (255 / max(1.0, float(np.ptp(row))))
    wide = cv2.resize(row[None, :], None, fx=2, fy=1, interpolation=cv2.INTER_CUBIC)
    return np.repeat(np.asarray(wide).clip(0, 255).astype(np.uint8), STRIP_HEIGHT, axis=0)


def _numbers(values: object) -> Numbers:
    return np.asarray(values, dtype=np.float32)
