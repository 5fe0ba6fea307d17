"""Where fields of parallel bars lie in a picture, and which way they run.

Bars are a place where nearly all edges run one way: the structure tensor says where and which way. Noise has edges of
every way, which cancel one another in the tensor's difference, so that bars stand out from it even in the dark.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.slot import Picture

REDUCED_WIDTH = 640
CELL = 4  # pixels of the reduced picture, a side
WINDOW = 5  # cells that a neighbourhood spans
COHERENCES = (0.8, 0.6)  # 1: all edges run one way, 0: no way in particular
NOISE_PERCENTILE = 20
LEAST_EDGES = 60.0  # mean square of the Sobel gradient that bars have at least
LEAST_ROW = 0.55  # of the longest row of cells: shorter ones are a sheet's edge that hangs on to the bars
LEAST_CELLS = 10
LEAST_ELONGATION = 1.0  # bars stand in a row that is longer than it is high; a sheet's edge is high and short
CANDIDATES = 4

Numbers = NDArray[np.float32]
Offsets = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Region:
    """A field of bars in the picture's own pixels; `across` is the direction that crosses the bars, in degrees;
    `lean` is how far its own axis goes aside for each pixel in that direction."""

    centre: tuple[float, float]
    length: float
    height: float
    across: float
    energy: float = 0.0
    lean: float = 0.0

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The four corners, in pixels, in turn."""
        cos, sin = math.cos(math.radians(self.across)), math.sin(math.radians(self.across))
        along = np.array([cos - sin * self.lean, sin + cos * self.lean]) * self.length / 2
        beside = np.array([-sin, cos]) * self.height / 2
        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        spots = (np.array(self.centre) + right * along + down * beside for right, down in signs)
        return tuple((float(x), float(y)) for x, y in spots)


def find_bars(picture: Picture) -> Region | None:
    """The likeliest field of bars, or None."""
    return next(iter(find_fields(picture)), None)


def find_fields(picture: Picture) -> list[Region]:
    """The fields in which the edges run one way, strongest first."""
    scale = min(1.0, REDUCED_WIDTH / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    along, aslant, energy = _structure(np.asarray(small, dtype=np.uint8))
    directed = np.hypot(along, aslant)
    noise = float(np.percentile(energy, NOISE_PERCENTILE))
    clear = energy - noise
    found: list[Region] = []
    for coherence in COHERENCES:
        strong = (directed > coherence * clear) & (directed > LEAST_EDGES + 0.5 * noise)
        found += _regions(strong, along, aslant, CELL / scale)
    rows = [region for region in found if region.length > LEAST_ELONGATION * region.height]
    return sorted(rows, key=lambda region: -region.energy)[:CANDIDATES]


def _regions(strong: NDArray[np.bool_], along: Numbers, aslant: Numbers, scale: float) -> list[Region]:
    """The connected fields, those with the most edges."""
    _, labels, about, _ = cv2.connectedComponentsWithStats(strong.astype(np.uint8))
    energy = np.bincount(labels.ravel(), weights=np.hypot(along, aslant).ravel())
    energy[0] = 0
    strongest = np.argsort(-energy)[:CANDIDATES]
    large = [int(label) for label in strongest if energy[label] and about[label, cv2.CC_STAT_AREA] >= LEAST_CELLS]
    return [_region(np.asarray(labels == label), along, aslant, scale) for label in large]


def _structure(small: Picture) -> tuple[Numbers, Numbers, Numbers]:
    """The edges around each cell: the two parts of their doubled direction (an edge and its opposite are the same)
    and their energy."""
    dx = cv2.Sobel(small, cv2.CV_16S, 1, 0).astype(np.float32)
    dy = cv2.Sobel(small, cv2.CV_16S, 0, 1).astype(np.float32)
    xx, yy, xy = (_gathered(product) for product in (dx * dx, dy * dy, dx * dy))
    return xx - yy, 2 * xy, xx + yy


def _gathered(product: Numbers) -> Numbers:
    height, width = (max(1, side // CELL) for side in product.shape)
    cells = cv2.resize(product, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.boxFilter(cells, -1, (WINDOW, WINDOW), borderType=cv2.BORDER_REFLECT), dtype=np.float32)


def _region(inside: NDArray[np.bool_], along: Numbers, aslant: Numbers, scale: float) -> Region:
    rows, columns = np.nonzero(inside)
    across = _direction(along[inside], aslant[inside])
    lean = 0.0
    for _ in range(2):
        level, beside = _turned(columns, rows, across)
        kept = _longest_rows(beside - lean * level)
        part_along, part_aslant = along[rows[kept], columns[kept]], aslant[rows[kept], columns[kept]]
        across = _direction(part_along, part_aslant)
        level, beside = _turned(columns[kept], rows[kept], across)
        lean = _slope(level, beside)
    beside = beside - lean * level
    (left, right), (top, bottom) = _range(level, 0.01), _range(beside, 0.05)
    x = (left + right) / 2
    y = (top + bottom) / 2 + lean * x
    cos, sin = math.cos(across), math.sin(across)
    centre = ((x * cos - y * sin) * scale, (x * sin + y * cos) * scale)
    energy = float(np.hypot(part_along, part_aslant).sum())
    size = (float(right - left + 1) * scale, float(bottom - top + 1) * scale)
    return Region(centre, *size, math.degrees(across), energy, lean)


def _turned(columns: NDArray[np.intp], rows: NDArray[np.intp], across: float) -> tuple[Offsets, Offsets]:
    cos, sin = math.cos(across), math.sin(across)
    return (columns + 0.5) * cos + (rows + 0.5) * sin, (rows + 0.5) * cos - (columns + 0.5) * sin


def _slope(level: Offsets, beside: Offsets) -> float:
    """How the field's own axis leans against the direction across its bars: seen from aside it is no rectangle."""
    if np.ptp(level) < 2 * np.ptp(beside):
        return 0.0
    moved = level - level.mean()
    return float((moved * beside).sum() / max(float(np.square(moved).sum()), 1e-6))


def _range(values: Offsets, apart: float) -> tuple[float, float]:
    """Between which values nearly all lie; the part `apart` is left out at both ends."""
    inner = np.sort(values)[int(apart * values.size) : max(1, round((1 - apart) * values.size))]
    return float(inner[0]), float(inner[-1])


def _direction(along: Numbers, aslant: Numbers) -> float:
    return 0.5 * math.atan2(float(aslant.sum()), float(along.sum()))


def _longest_rows(beside: Offsets) -> NDArray[np.bool_]:
    """Which cells lie in the neighbouring rows that are long enough to be a part of the field."""
    row = np.floor(beside - beside.min()).astype(np.intp)
    lengths = np.bincount(row)
    short = np.flatnonzero(lengths < LEAST_ROW * lengths.max())
    longest = int(lengths.argmax())
    above, below = short[short < longest], short[short > longest]
    top = int(above[-1]) if above.size else -1
    bottom = int(below[0]) if below.size else lengths.size
    return np.asarray((row > top) & (row < bottom))
