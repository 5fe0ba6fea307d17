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
GAIN = 4.0  # so that faint changes count in whole numbers; very strong ones are no better than strong ones
LEAST_EDGES = 4.0  # grey levels over two pixels, times the gain
LEAST_CELLS, MOST_CELLS = 40, 5_000
LEAST_SQUARE = 0.6  # the short side to the long one
LEAST_FULL = 0.62  # of the rectangle around it
CANDIDATES = 2
LEAST_SIDE = 24  # pixels of the reduced picture, less than which nothing is a picture

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
    if min(picture.shape) * scale < LEAST_SIDE:
        return []
    small = picture if scale == 1 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    edges = _edges_every_way(np.asarray(small))
    floor = float(np.median(edges))
    top = float(edges.max()) - floor
    found: list[Field] = []
    for level in LEVELS:
        least = max(LEAST_EDGES, level * top)
        found += [field for field in _fields(edges - floor, least, CELL / scale) if not _is_known(field, found)]
    return sorted(found, key=lambda field: -field.strength)[:CANDIDATES]


def _edges_every_way(small: Picture) -> Numbers:
    """How bright and dark change around each cell in the direction in which they change least: little along bars."""
    soft = cv2.blur(small, (3, 3))
    height, width = soft.shape
    near, middle, far = slice(None, -2), slice(1, -1), slice(2, None)
    changes = (
        cv2.absdiff(soft[middle, far], soft[middle, near]),
        cv2.absdiff(soft[far, middle], soft[near, middle]),
        cv2.absdiff(soft[far, far], soft[near, near]),
        cv2.absdiff(soft[far, near], soft[near, far]),
    )
    half, cell = ((width // CELL * 2, height // CELL * 2), (width // CELL, height // CELL))
    halves = (
        cv2.convertScaleAbs(cv2.resize(change, half, interpolation=cv2.INTER_LINEAR), alpha=GAIN) for change in changes
    )
    cells = [cv2.blur(cv2.resize(each, cell, interpolation=cv2.INTER_AREA), (WINDOW, WINDOW)) for each in halves]
    return np.asarray(np.min(cells, axis=0), dtype=np.float32)


def _fields(edges: Numbers, least: float, scale: float) -> list[Field]:
    full = cv2.morphologyEx((edges > least).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels, about, _ = cv2.connectedComponentsWithStats(full, connectivity=4)
    found = []
    for label in range(1, count):
        left, top, across, down, area = about[label].tolist()
        if not LEAST_CELLS <= area <= MOST_CELLS:
            continue
        rows, columns = np.nonzero(labels[top : top + down, left : left + across] == label)
        rows, columns = rows + top, columns + left
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
