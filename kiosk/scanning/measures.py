"""What the region of a code looks like, in numbers: is it large, sharp, bright and whole enough?"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.bars.locate import Region
from kiosk.scanning.slot import Picture

Point = tuple[float, float]
Outline = tuple[Point, ...]
SYMBOL_MODULES = 200  # of `H53.01-240115-0001` in Code 128
MEAN_WIDTH = 11 / 6  # modules of a bar or a space: six of them make a symbol of eleven
QUIET = 1.1  # a region is found a little longer than its bars are
LONGEST_PATCH, TALLEST_PATCH = 1280, 32
LEAST_CONTRAST = 30  # of 255: less is a shadow
LEAST_FLANKS = 24  # in a row across the bars; a shelf or a hand has fewer
FLANKS = 12  # are two symbols' worth
EDGE_MARGIN = 0.01  # of the picture: what comes nearer to its edge is cut off
SATURATED = 253


@dataclass(frozen=True, slots=True)
class Measures:
    """`module`: pixels a module; `saturated`: part of the pixels that are white without shade; `white`: the paper's
    grey, 0 to 255; `steepness`: how much of the way from black to white the steepest flanks
    go in a module; `speed`: widths of the picture a second."""

    module: float
    saturated: float
    white: float
    steepness: float
    cut_off: bool
    speed: float = 0.0


def outline_of(region: Region, picture: Picture) -> Outline:
    """A region's four corners as fractions of the picture, around it from the top left."""
    height, width = picture.shape[:2]
    return tuple((x / width, y / height) for x, y in region.corners)


def measure(picture: Picture, region: Region, outline: Outline) -> Measures | None:
    """The measures of a region of a grey picture; None when there are no bars in it after all."""
    patch = _patch(picture, region)
    row = patch.mean(axis=0)
    black, white = (float(level) for level in np.percentile(row, (5, 95)))
    flanks = np.flatnonzero(np.diff(row > (black + white) / 2))
    if white - black < LEAST_CONTRAST or flanks.size < LEAST_FLANKS:
        return None
    module = min(_mean_module(flanks), region.length / QUIET / SYMBOL_MODULES)
    return Measures(
        module=module,
        saturated=float((patch >= SATURATED).mean()),
        white=white,
        steepness=float(np.percentile(np.abs(np.diff(row)), 98)) * module / (white - black),
        cut_off=any(not EDGE_MARGIN < part < 1 - EDGE_MARGIN for corner in outline for part in corner),
    )


def _mean_module(flanks: NDArray[np.intp]) -> float:
    """From the distances between bars' flanks: right for what is sharp, too much where a smear has swallowed some."""
    return float(np.median(flanks[FLANKS:] - flanks[:-FLANKS])) / FLANKS / MEAN_WIDTH


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
