"""From a grey picture to the texts of the codes in it: the fast reader first, slower ones after it."""

import time
from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from kiosk.scanning.bars.language import Language, any_text, dossier_codes
from kiosk.scanning.bars.locate import Region, find_fields
from kiosk.scanning.bars.read import read_field
from kiosk.scanning.qr.read import read_qr
from kiosk.scanning.slot import Picture
from kiosk.scanning.symbols import Decoded, Symbology, glance, second_opinion

__all__ = ["Decoded", "Symbology", "decode", "decode_any_text", "glance"]
BUDGET_SECONDS = 0.05  # of this thread's own work, after which no further field is begun
LEAST_ASPECT = 2.5  # bars in a row are longer than high
SMALL = 1_300  # pixels a side, up to which a picture is also looked at twice as large


def decode(picture: Picture, languages: Sequence[Language] = ()) -> Iterator[Decoded]:
    """Every text in the picture, cheapest reader first. Lazy: who takes the first text that fits pays for no more.

    `languages` say what bars may spell that no library reads; the national dossier codes unless told otherwise.
    At 720p zxing-cpp takes 5 to 10 ms, a QR that it can't read as long again, a field of bars 15 to 30 ms.
    """
    began = time.thread_time()
    yield from glance(picture)
    yield from (Decoded(text, Symbology.QR) for text in read_qr(picture))
    for field in _fields(picture):
        if time.thread_time() - began > BUDGET_SECONDS:
            return
        yield from read_field(picture, field, languages or (dossier_codes(),))


def decode_any_text(picture: Picture) -> Iterator[Decoded]:
    """The same for photographs of anything, when time does not matter: no grammar helps, so more readers are asked."""
    yield from decode(picture, (any_text(),))
    yield from second_opinion(picture)
    if max(picture.shape) <= SMALL:
        larger = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        yield from glance(np.asarray(larger, dtype=np.uint8))


def _fields(picture: Picture) -> list[Region]:
    """Where bars may be, each place once."""
    distinct: list[Region] = []
    for field in find_fields(picture):
        if field.length > LEAST_ASPECT * field.height and not any(_same(field, other) for other in distinct):
            distinct.append(field)
    return distinct


def _same(one: Region, other: Region) -> bool:
    apart = abs(one.centre[0] - other.centre[0]) + abs(one.centre[1] - other.centre[1])
    return apart < 0.5 * max(one.height, other.height)
