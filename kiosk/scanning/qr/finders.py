"""The three squares in the corners of a QR, looked for by likeness in a patch turned straight."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.qr.locate import Field
from kiosk.scanning.slot import Picture

Numbers = NDArray[np.float32]
Spot = tuple[float, float]
Peak = tuple[Spot, float]  # where, and how like a finder
PATCH = 160  # pixels a side
SHARE = 0.62  # of the patch that the field takes
# Pixels of the patch, a module: those of versions 4 to 8 in a field that was found as large as it is, and others.
PITCHES = tuple(0.0105 * PATCH * 1.14**step for step in (3, 2, 4))
FURTHER_PITCHES = tuple(0.0105 * PATCH * 1.14**step for step in (0, 1, 5))
MARGIN = 1  # light modules around the square
SOFT = 0.45  # modules
NONE, CERTAIN = 0.42, 0.7  # likeness of three finders, when further pitches are not looked for
CENTRE = 0.1  # of the patch, around its middle, where no corner is


@dataclass(frozen=True, slots=True)
class Patch:
    """A field turned straight: grey, and the matrix from its pixels to the picture's."""

    grey: Numbers
    to_picture: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Peaks:
    """The place in each quarter of a patch, clockwise from the top left, that looks most like a finder with modules of
    `pitch` pixels."""

    pitch: float
    quarters: tuple[Peak, ...]


def patch_of(picture: Picture, field: Field) -> Patch:
    """The field and what is around it, turned so that most edges are upright or level."""
    near, to_picture = _near(picture, field)
    middle = np.linalg.inv(to_picture) @ (*field.centre, 1.0)
    scale = max(field.sides) / (SHARE * PATCH) / to_picture[0, 0]
    first = _turned(near, (middle[0], middle[1]), scale, field.angle)
    angle = field.angle + _slant(first.grey)
    turned = _turned(near, (middle[0], middle[1]), scale, angle)
    return Patch(turned.grey, to_picture @ turned.to_picture)


def _near(picture: Picture, field: Field) -> tuple[Picture, NDArray[np.float64]]:
    """A part of the picture that holds the patch however it is turned, no larger than need be."""
    reach = max(field.sides) / SHARE / 2 * 1.42
    left, top = (max(0, int(at - reach)) for at in field.centre)
    part = picture[top : int(field.centre[1] + reach) + 1, left : int(field.centre[0] + reach) + 1]
    smaller = min(1.0, SHARE * PATCH / max(field.sides) * 1.3)
    to_picture = np.array([[1 / smaller, 0, left], [0, 1 / smaller, top], [0, 0, 1.0]])
    if smaller == 1.0:
        return part, to_picture
    to_picture[:2, 2] += 0.5 / smaller - 0.5
    return np.asarray(cv2.resize(part, None, fx=smaller, fy=smaller, interpolation=cv2.INTER_AREA)), to_picture


def find_peaks(patch: Patch) -> list[Peaks]:
    """The likeliest finders for each size that modules may have."""
    found = [_peaks(patch, pitch) for pitch in PITCHES]
    if NONE < max(three_of(peaks) for peaks in found) < CERTAIN:
        found += [_peaks(patch, pitch) for pitch in FURTHER_PITCHES]
    return found


def three_of(peaks: Peaks) -> float:
    """How like finders three of four quarters' best places are."""
    best = sorted(likeness for _, likeness in peaks.quarters)
    return sum(best[1:]) / 3


def _peaks(patch: Patch, pitch: float) -> Peaks:
    likeness = _likeness(patch.grey, pitch)
    return Peaks(pitch, tuple(_peak(likeness, quarter) for quarter in range(4)))


def _turned(near: Picture, centre: Spot, scale: float, angle: float) -> Patch:
    cos, sin = np.cos(np.radians(angle)) * scale, np.sin(np.radians(angle)) * scale
    turn = np.array([[cos, -sin, 0.0], [sin, cos, 0.0]])
    turn[:, 2] = np.array(centre) - turn[:, :2] @ np.array([PATCH / 2, PATCH / 2])
    flags = cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR
    grey = cv2.warpAffine(near, turn, (PATCH, PATCH), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return Patch(np.asarray(grey, dtype=np.float32), np.vstack([turn, [0.0, 0.0, 1.0]]))


def _slant(grey: Numbers) -> float:
    """By how many degrees (under 45) the edges in the middle of the patch lie aslant."""
    soft = cv2.GaussianBlur(grey, (0, 0), 1.0)
    margin = int(PATCH * (1 - SHARE) / 2)
    inside = slice(margin, -margin)
    dx, dy = (cv2.Sobel(soft, cv2.CV_32F, *way)[inside, inside] for way in ((1, 0), (0, 1)))
    turning = (dx + 1j * dy) ** 4 / (dx * dx + dy * dy + 1e-3)
    return float(np.degrees(np.angle(turning.sum())) / 4)


@cache
def _square(pitch: float) -> Numbers:
    side = 7 + 2 * MARGIN
    modules = np.full((side, side), 1.0, np.float32)
    for ring, ink in ((0, -1.0), (1, 1.0), (2, -1.0)):
        rim = slice(MARGIN + ring, side - MARGIN - ring)
        modules[rim, rim] = ink
    fine = cv2.resize(modules, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    fine = cv2.GaussianBlur(fine, (0, 0), SOFT * 8)
    size = 2 * int(side * pitch / 2) + 1
    return np.asarray(cv2.resize(fine, (size, size), interpolation=cv2.INTER_AREA), dtype=np.float32)


def _likeness(grey: Numbers, pitch: float) -> Numbers:
    square = _square(pitch)
    seen = cv2.matchTemplate(grey, square, cv2.TM_CCOEFF_NORMED)
    edge = len(square) // 2
    return np.asarray(cv2.copyMakeBorder(seen, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=0), np.float32)


def _peak(likeness: Numbers, quarter: int) -> Peak:
    """The best place in a quarter of the patch; 0 is top left, then clockwise."""
    half, middle = PATCH // 2, int(CENTRE * PATCH)
    rows = slice(0, half - middle // 2) if quarter in (0, 1) else slice(half + middle // 2, PATCH)
    columns = slice(0, half - middle // 2) if quarter in (0, 3) else slice(half + middle // 2, PATCH)
    _, value, _, (x, y) = cv2.minMaxLoc(likeness[rows, columns])
    x, y = x + columns.start, y + rows.start
    return (x + _between(likeness[y, max(0, x - 1) : x + 2]), y + _between(likeness[max(0, y - 1) : y + 2, x])), value


def _between(three: Numbers) -> float:
    """Where between pixels the top of a parabola through three values is."""
    if len(three) < 3:
        return 0.0
    bent = float(three[0] - 2 * three[1] + three[2])
    return float(np.clip((three[0] - three[2]) / (2 * bent), -0.5, 0.5)) if bent < -1e-6 else 0.0
