"""What the region of a code looks like, in numbers: is it large, sharp, bright and whole enough?"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.slot import Picture
from kiosk.scanning.strip import Region

Point = tuple[float, float]
Outline = tuple[Point, ...]
SYMBOL_MODULES = 200  # of `H53.01-240115-0001` in Code 128
QUIET = 1.1  # a region is found a little longer than its bars are
LONGEST_PATCH, TALLEST_PATCH = 1280, 32
LEAST_CONTRAST = 30  # of 255: less is a shadow
LEAST_EDGES = 24  # bars' flanks in a row across; a shelf or a hand has fewer
EDGE_MARGIN = 0.01  # of the picture: what comes nearer to its edge is cut off
SATURATED = 253


@dataclass(frozen=True, slots=True)
class Measures:
    """`module`: pixels a module; `saturated`: part of the pixels that are white without shade; `white`: the paper's
    grey, 0 to 255; `steepness`: the steepest step between two pixels, as part of the step from black to white;
    `speed`: widths of the picture a second."""

    module: float
    saturated: float
    white: float
    steepness: float
    cut_off: bool
    speed: float = 0.0


def outline_of(region: Region, picture: Picture) -> Outline:
    """A region's four corners as fractions of the picture, around it from the top left."""
    height, width = picture.shape[:2]
    across = math.radians(region.across)
    along = np.array([math.cos(across), math.sin(across)]) * region.length / 2
    aside = np.array([-math.sin(across), math.cos(across)]) * region.height / 2
    centre = np.array(region.centre)
    corners = (centre - along - aside, centre + along - aside, centre + along + aside, centre - along + aside)
    return tuple((float(x) / width, float(y) / height) for x, y in corners)


def measure(picture: Picture, region: Region, outline: Outline) -> Measures | None:
    """The measures of a region of a grey picture; None when there are no bars in it after all."""
    patch = _patch(picture, region)
    row = patch.mean(axis=0)
    black, white = (float(level) for level in np.percentile(row, (5, 95)))
    if white - black < LEAST_CONTRAST or _edges(row, (black + white) / 2) < LEAST_EDGES:
        return None
    return Measures(
        module=region.length / QUIET / SYMBOL_MODULES,
        saturated=float((patch >= SATURATED).mean()),
        white=white,
        steepness=float(np.percentile(np.abs(np.diff(row)), 98)) / (white - black),
        cut_off=any(not EDGE_MARGIN < part < 1 - EDGE_MARGIN for corner in outline for part in corner),
    )


def _patch(picture: Picture, region: Region) -> NDArray[np.float32]:
    """The middle of the region, turned level, in its own size."""
    width = round(min(max(region.length / QUIET, 16), LONGEST_PATCH))
    height = round(min(max(region.height / 3, 3), TALLEST_PATCH))
    cosine, sine = math.cos(math.radians(region.across)), math.sin(math.radians(region.across))
    x = region.centre[0] - cosine * width / 2 + sine * height / 2
    y = region.centre[1] - sine * width / 2 - cosine * height / 2
    level = np.array([[cosine, -sine, x], [sine, cosine, y]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(picture, level, (width, height), flags=how), dtype=np.float32)


def _edges(row: NDArray[np.float32], middle: float) -> int:
    return int(np.count_nonzero(np.diff(row > middle)))
