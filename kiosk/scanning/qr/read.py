"""Read a QR that no library reads: its finders by likeness, its modules by how surely they are dark, its doubts struck
out before the correction."""

import time
from collections.abc import Iterator

from kiosk.scanning.qr.corners import Corners, from_three, from_two
from kiosk.scanning.qr.darkness import Numbers, Symbol, softly_dark, surer
from kiosk.scanning.qr.finders import Patch, find_peaks, patch_of
from kiosk.scanning.qr.grid import best_layout, first_grid, refined
from kiosk.scanning.qr.locate import find_squares
from kiosk.scanning.qr.message import message
from kiosk.scanning.qr.modules import followed, level
from kiosk.scanning.slot import Picture

BUDGET_SECONDS = 0.03
LEAST_FINDERS = 0.57  # likeness, below which three squares are none
LEAST_KNOWN = 0.55  # likeness of the modules that are the same in all symbols
ROUNDS = 2


def read_qr(picture: Picture, budget: float = BUDGET_SECONDS) -> Iterator[str]:
    """The texts of QR symbols in a grey picture; after `budget` seconds of the processor no further place is begun.

    At 720p: 3 ms where nothing looks like a QR, about 10 ms for one that does.
    """
    until = time.thread_time() + budget
    told = set()
    for field in find_squares(picture):
        if time.thread_time() > until:
            return
        text = _text(picture, patch_of(picture, field))
        if text and text not in told:
            told.add(text)
            yield text


def _text(picture: Picture, patch: Patch) -> str | None:
    """With three finders, or else with two."""
    peaks = find_peaks(patch)
    three, two = from_three(peaks), from_two(peaks)
    text = _message(picture, patch, [three]) if three.likeness > LEAST_FINDERS else None
    return text or _message(picture, patch, two)


def _message(picture: Picture, patch: Patch, places: list[Corners]) -> str | None:
    best = best_layout(places, patch)
    if best is None:
        return None
    corners, layout = best
    grid = refined(picture, first_grid(corners, layout, patch.to_picture))
    flat = level(picture, grid.to_picture, layout.side)
    for is_bent in (False, True):
        symbol = Symbol(followed(flat, is_bent=is_bent), layout)
        dark, likeness = softly_dark(symbol)
        if likeness < LEAST_KNOWN:
            return None
        text = message(dark, layout) or _looked_at_closely(symbol, dark)
        if text:
            return text
    return None


def _looked_at_closely(symbol: Symbol, dark: Numbers) -> str | None:
    for _ in range(ROUNDS):
        dark = surer(symbol, dark)
        text = message(dark, symbol.layout)
        if text:
            return text
    return None
