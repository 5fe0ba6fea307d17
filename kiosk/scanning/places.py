"""Where in a picture a code lies: one that was read, or a QR whose squares are seen though it can't be read."""

import math
from dataclasses import dataclass

import zxingcpp

from kiosk.scanning.measures import Outline
from kiosk.scanning.slot import Picture

FORMATS = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCodeModel2]
SQUARE = 1.35  # times as long as the other: the diagonals of a QR that is held aslant
LEAST_SIDE = 30  # pixels


@dataclass(frozen=True, slots=True)
class Place:
    """`outline`: four corners as fractions of the picture; `side`: the shortest, in pixels; `is_read`: what lies there
    could be read."""

    outline: Outline
    side: float
    is_read: bool


def find_codes(picture: Picture) -> list[Place]:
    """The codes that zxing-cpp finds in a grey picture, those that it reads first; about 8 ms at 720p."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(FORMATS), return_errors=True)
    places = [_place(code, picture) for code in found if code.valid or _is_square(code.position)]
    return sorted(places, key=lambda place: not place.is_read)


def _place(code: zxingcpp.Barcode, picture: Picture) -> Place:
    height, width = picture.shape[:2]
    corners = _corners(code.position)
    side = min(math.dist(corner, corners[at - 1]) for at, corner in enumerate(corners))
    return Place(tuple((x / width, y / height) for x, y in corners), side, code.valid)


def _is_square(position: zxingcpp.Position) -> bool:
    """Whether three squares really make a QR, and not a tiled floor."""
    top_left, top_right, bottom_right, bottom_left = _corners(position)
    diagonals = sorted((math.dist(top_left, bottom_right), math.dist(top_right, bottom_left)))
    return diagonals[0] >= LEAST_SIDE * math.sqrt(2) and diagonals[1] <= SQUARE * diagonals[0]


def _corners(position: zxingcpp.Position) -> tuple[tuple[float, float], ...]:
    around = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return tuple((float(point.x), float(point.y)) for point in around)
