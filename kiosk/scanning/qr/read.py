"""Read a QR that no library reads: its finders by likeness, its modules by how surely they are dark, its doubts struck
out before the correction."""

import time
from collections.abc import Iterator

from kiosk.scanning.qr.finders import Corners, Patch, find_corners, patch_of
from kiosk.scanning.qr.grid import first_grid, layouts, refined
from kiosk.scanning.qr.layout import Layout
from kiosk.scanning.qr.locate import find_squares
from kiosk.scanning.qr.message import message
from kiosk.scanning.qr.modules import followed, level, softly_dark
from kiosk.scanning.slot import Picture

BUDGET_SECONDS = 0.03
PLACES = 2  # of the three finders that are tried in a patch
LEAST_FINDERS = 0.62  # likeness, below which three squares are none
LEAST_KNOWN = 0.6  # likeness of the modules that are the same in all symbols


def read_qr(picture: Picture, budget: float = BUDGET_SECONDS) -> Iterator[str]:
    """The texts of QR symbols in a grey picture; after `budget` seconds nothing further is begun.

    At 720p: 3 ms where nothing looks like a QR, about 15 ms for one that does.
    """
    until = time.perf_counter() + budget
    for field in find_squares(picture):
        if time.perf_counter() > until:
            return
        patch = patch_of(picture, field)
        text = _text(picture, patch, until)
        if text:
            yield text


def _text(picture: Picture, patch: Patch, until: float) -> str | None:
    for corners in find_corners(patch, PLACES):
        if corners.likeness < LEAST_FINDERS:
            return None
        for layout in layouts(corners, patch)[:1]:
            text = _message(picture, patch, corners, layout)
            if text or time.perf_counter() > until:
                return text
    return None


def _message(picture: Picture, patch: Patch, corners: Corners, layout: Layout) -> str | None:
    grid = refined(picture, first_grid(corners, layout, patch.to_picture))
    flat = followed(level(picture, grid.to_picture, layout.side))
    dark, likeness = softly_dark(flat, layout)
    return message(dark, layout) if likeness > LEAST_KNOWN else None
