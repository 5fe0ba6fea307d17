"""From a grey picture to the texts of the codes in it: the fast reader first, slower ones after it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import zxingcpp
from pyzbar import pyzbar

from kiosk.scanning.slot import Picture
from kiosk.scanning.strip import straightened

# QRCode would match Micro QR too; every further kind costs time and brings false reads.
ZXING_FORMATS = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCodeModel2]
ZBAR_FORMATS = [pyzbar.ZBarSymbol.CODE128, pyzbar.ZBarSymbol.QRCODE]


class Symbology(StrEnum):
    """The two kinds of code that receipts carry."""

    CODE128 = "code128"
    QR = "qr"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text that a reader found, not yet held against the grammar."""

    text: str
    symbology: Symbology


def decode(picture: Picture) -> Iterator[Decoded]:
    """Every text in the picture, cheapest reader first. Lazy: who takes the first text that fits pays for no more.

    At 720p: zxing-cpp takes 10 ms; turning one field of bars straight for it 10 ms, which reads bars that lie too far
    aslant for any scan line to cross them all; zbar, the second opinion, 50 ms.
    """
    yield from glance(picture)
    strip = straightened(picture)
    if strip is not None:
        yield from glance(strip)
    yield from _zbar(picture)


def glance(picture: Picture) -> list[Decoded]:
    """The texts that the fast reader alone finds."""
    formats = zxingcpp.BarcodeFormats(ZXING_FORMATS)
    found = zxingcpp.read_barcodes(picture, formats=formats, text_mode=zxingcpp.TextMode.Plain)
    return _qr_first((code.text, code.format == zxingcpp.BarcodeFormat.Code128) for code in found)


def _zbar(picture: Picture) -> list[Decoded]:
    found = pyzbar.decode(picture, symbols=ZBAR_FORMATS)
    return _qr_first((code.data.decode(errors="replace"), code.type == "CODE128") for code in found)


def _qr_first(found: Iterable[tuple[str, bool]]) -> list[Decoded]:
    """A receipt carries both; its QR says more."""
    by_kind = sorted(found, key=lambda text_and_linear: text_and_linear[1])
    return [Decoded(text, Symbology.CODE128 if linear else Symbology.QR) for text, linear in by_kind]
