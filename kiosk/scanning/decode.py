"""From a grey picture to the texts of the codes in it: the fast reader first, slower ones after it."""

import time
from collections.abc import Iterator

from kiosk.scanning.bars.language import Language, dossier_codes
from kiosk.scanning.bars.locate import Region, find_fields
from kiosk.scanning.bars.read import read_field
from kiosk.scanning.qr.read import read_qr
from kiosk.scanning.slot import Picture
from kiosk.scanning.symbols import Decoded, Symbology, glance

__all__ = ["Decoded", "Symbology", "decode", "glance"]
BUDGET_SECONDS = 0.06  # of this thread's own work, after which nothing further is begun
LEAST_ASPECT = 1.5  # bars in a row are longer than high


def decode(picture: Picture, language: Language | None = None) -> Iterator[Decoded]:
    """Every text in the picture, cheapest reader first. Lazy: who takes the first text that fits pays for no more.

    `language` says what bars may spell that no library reads; the national dossier codes unless told otherwise.
    """
    began = time.thread_time()
    yield from glance(picture)
    yield from (Decoded(text, Symbology.QR) for text in read_qr(picture))
    for field in _fields(picture):
        if time.thread_time() - began > BUDGET_SECONDS:
            return
        yield from read_field(picture, field, language or dossier_codes())


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
