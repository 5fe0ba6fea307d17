"""From the places of three finders to the grid of modules: which version it is, and how it is seen aslant."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.qr.corners import Corners
from kiosk.scanning.qr.finders import Patch
from kiosk.scanning.qr.layout import Layout, layout
from kiosk.scanning.qr.modules import BORDER, PIXELS, level
from kiosk.scanning.slot import Picture

Numbers = NDArray[np.float32]
Matrix = NDArray[np.float64]
MIDDLE = 3.5  # of a finder, in modules
ALIGNMENT = 6.5  # the lowest alignment pattern's middle, from the far edges
FARTHEST = (1.5, 3.0)  # modules that a finder and the alignment pattern may lie away from where they were expected
CERTAIN = (0.55, 0.6)  # likeness
SOFT = 0.45
NEARBY = 0.2  # by how much of its size a symbol may be larger or smaller than it looks
VERSIONS = range(2, 10)
ASIDE = np.array([6.0, 6.5, 7.0], np.float32)  # where a dotted line is looked for, from the edge


@dataclass(frozen=True, slots=True)
class Grid:
    """`to_picture` goes from modules to the picture's pixels."""

    layout: Layout
    to_picture: Matrix


def best_layout(places: Sequence[Corners], patch: Patch) -> tuple[Corners, Layout] | None:
    """The likeliest place and version of a symbol: by its size, and by its two dotted lines."""
    possible = [(corners, layout) for corners in places for layout in _layouts(corners)]
    return max(possible, key=lambda each: _dotted(each[0], each[1], patch), default=None)


def _layouts(corners: Corners) -> list[Layout]:
    right, middle, bottom = (np.array(spot) for spot in (corners.right, corners.top_left, corners.bottom))
    apart = (np.linalg.norm(right - middle) + np.linalg.norm(bottom - middle)) / 2 / corners.pitch + 2 * MIDDLE
    return [layout(version) for version in VERSIONS if abs(17 + 4 * version - apart) < NEARBY * apart]


def _dotted(corners: Corners, layout: Layout, patch: Patch) -> float:
    """How well dark and light take turns between the finders (1: fully). Every six modules may be somewhat displaced,
    so that a symbol seen aslant does as well."""
    to_patch = first_grid(corners, layout, np.eye(3)).to_picture
    along = np.arange(2 * layout.side - 30, dtype=np.float32) / 2 + 7.75
    lines = np.stack([np.broadcast_to(along, (len(ASIDE), len(along))), ASIDE[:, None] + 0 * along], axis=-1)
    both = np.concatenate([lines, lines[..., ::-1]])
    spots = cv2.perspectiveTransform(both.reshape(1, -1, 2), to_patch).astype(np.float32)
    x, y = np.moveaxis(spots.reshape(both.shape), -1, 0)
    seen = cv2.remap(patch.grey, np.ascontiguousarray(x), np.ascontiguousarray(y), cv2.INTER_LINEAR)
    seen = seen - cv2.blur(seen, (9, 1))
    waves = [cv2.blur(seen * part(np.pi * along)[None], (12, 1)) for part in (np.cos, np.sin)]
    share = np.hypot(*waves) / (cv2.blur(np.abs(seen), (12, 1)) + 0.5)
    by_line = share.mean(axis=1).reshape(2, len(ASIDE))
    return float(by_line.max(axis=1).mean())


def first_grid(corners: Corners, layout: Layout, to_picture: Matrix) -> Grid:
    """The grid by the three finders alone: as if seen from straight above."""
    far = layout.side - MIDDLE
    modules = np.array([[far, MIDDLE, 1], [MIDDLE, MIDDLE, 1], [MIDDLE, far, 1]]).T
    spots = np.array([(*spot, 1) for spot in (corners.right, corners.top_left, corners.bottom)]).T
    return Grid(layout, to_picture @ spots @ np.linalg.inv(modules))


def refined(picture: Picture, grid: Grid) -> Grid:
    """The grid by where finders and the alignment pattern are found around their expected places."""
    side = grid.layout.side
    flat = level(picture, grid.to_picture, side)
    expected = [(MIDDLE, MIDDLE), (side - MIDDLE, MIDDLE), (MIDDLE, side - MIDDLE), (side - ALIGNMENT,) * 2]
    found = [_found(flat, spot, is_finder=at < 3) for at, spot in enumerate(expected)]
    told = [(spot, seen) for spot, seen in zip(expected, found, strict=True) if seen is not None]
    if len(told) < 3:
        return grid
    spots = np.array([spot for spot, _ in told], np.float32)
    seen = cv2.perspectiveTransform(np.array([[seen for _, seen in told]], np.float32), grid.to_picture)[0]
    return Grid(grid.layout, _fitted(spots, seen))


def _fitted(modules: Numbers, pixels: Numbers) -> Matrix:
    if len(modules) == 4:
        return np.asarray(cv2.getPerspectiveTransform(modules, pixels), dtype=np.float64)
    return np.vstack([cv2.getAffineTransform(modules, pixels), [0.0, 0.0, 1.0]])


def _found(flat: Numbers, spot: tuple[float, float], *, is_finder: bool) -> tuple[float, float] | None:
    """Where a pattern is, in modules."""
    pattern = _pattern(is_finder)
    reach = int(FARTHEST[not is_finder] * PIXELS)
    half = len(pattern) // 2
    x, y = (int((at + BORDER) * PIXELS) for at in spot)
    left, top = max(0, x - half - reach), max(0, y - half - reach)
    around = flat[top : y + half + reach, left : x + half + reach]
    likeness = np.asarray(cv2.matchTemplate(np.ascontiguousarray(around), pattern, cv2.TM_CCOEFF_NORMED), np.float32)
    _, best, _, (column, row) = cv2.minMaxLoc(likeness)
    if best < CERTAIN[not is_finder]:
        return None
    right, down = column + _between(likeness[row], column), row + _between(likeness[:, column], row)
    return (left + right + half) / PIXELS - BORDER, (top + down + half) / PIXELS - BORDER


def _between(values: Numbers, at: int) -> float:
    """Where between pixels the top of a parabola through the highest value and its neighbours is."""
    if not 0 < at < len(values) - 1:
        return 0.0
    before, top, after = (float(value) for value in values[at - 1 : at + 2])
    bent = before - 2 * top + after
    return (before - after) / (2 * bent) if bent < -1e-6 else 0.0


@cache
def _pattern(is_finder: bool) -> Numbers:
    """A finder with its light border or an alignment pattern, as the level picture shows it."""
    rings = (1.0, -1.0, 1.0, -1.0, -1.0) if is_finder else (-1.0, 1.0, -1.0)
    side = 2 * len(rings) - 1
    modules = np.zeros((side, side), np.float32)
    for ring, ink in enumerate(rings):
        modules[ring : side - ring, ring : side - ring] = ink
    large = cv2.resize(modules, None, fx=PIXELS, fy=PIXELS, interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.GaussianBlur(large, (0, 0), SOFT * PIXELS), dtype=np.float32)
