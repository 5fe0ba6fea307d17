"""Where a QR may lie in a picture: a compact field full of edges of every direction."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.slot import Picture

REDUCED_WIDTH = 640
CELL = 4  # pixels of the reduced picture, a side
WINDOW = 3  # cells that a neighbourhood spans
LEVELS = (0.5, 0.3, 0.17)  # of the strongest field's edges
LEAST_EDGES = 250.0  # mean square of the Sobel gradient
LEAST_CELLS, MOST_CELLS = 40, 5_000
LEAST_SQUARE = 0.6  # the short side to the long one
LEAST_FULL = 0.62  # of the rectangle around it
CANDIDATES = 2

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Field:
    """A rectangle in the picture's own pixels: middle, the two sides, the angle of the first in degrees."""

    centre: tuple[float, float]
    sides: tuple[float, float]
    angle: float
    strength: float


def find_squares(picture: Picture) -> list[Field]:
    """The fields that may be a QR, likeliest first; about 3 ms at 720p."""
    scale = min(1.0, REDUCED_WIDTH / picture.shape[1])
    small = picture if scale == 1 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    edges = _edges_every_way(np.asarray(small))
    floor = float(np.percentile(edges, 30))
    top = float(edges.max()) - floor
    found: list[Field] = []
    for level in LEVELS:
        least = max(LEAST_EDGES, level * top)
        found += [field for field in _fields(edges - floor, least, CELL / scale) if not _is_known(field, found)]
    return sorted(found, key=lambda field: -field.strength)[:CANDIDATES]


def _edges_every_way(small: Picture) -> Numbers:
    """The lesser eigenvalue of the structure tensor around each cell: none where all edges run one way."""
    dx, dy = cv2.Sobel(small, cv2.CV_32F, 1, 0), cv2.Sobel(small, cv2.CV_32F, 0, 1)
    size = (small.shape[1] // CELL, small.shape[0] // CELL)
    xx, yy, xy = (
        cv2.boxFilter(cv2.resize(product, size, interpolation=cv2.INTER_AREA), -1, (WINDOW, WINDOW))
        for product in (dx * dx, dy * dy, dx * dy)
    )
    return np.asarray((xx + yy - np.hypot(xx - yy, 2 * xy)) / 2, dtype=np.float32)


def _fields(edges: Numbers, least: float, scale: float) -> list[Field]:
    full = cv2.morphologyEx((edges > least).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels, about, _ = cv2.connectedComponentsWithStats(full, connectivity=4)
    found = []
    for label in range(1, count):
        area = int(about[label, cv2.CC_STAT_AREA])
        if not LEAST_CELLS <= area <= MOST_CELLS:
            continue
        rows, columns = np.nonzero(labels == label)
        (x, y), (wide, high), angle = cv2.minAreaRect(np.column_stack([columns, rows]).astype(np.float32))
        wide, high = wide + 1, high + 1
        if min(wide, high) < LEAST_SQUARE * max(wide, high) or area < LEAST_FULL * wide * high:
            continue
        strength = float(edges[rows, columns].sum())
        found.append(Field(((x + 0.5) * scale, (y + 0.5) * scale), (wide * scale, high * scale), angle, strength))
    return found


def _is_known(field: Field, found: list[Field]) -> bool:
    return any(
        np.hypot(field.centre[0] - other.centre[0], field.centre[1] - other.centre[1]) < 0.15 * max(other.sides)
        and 0.8 < max(field.sides) / max(other.sides) < 1.25
        for other in found
    )
