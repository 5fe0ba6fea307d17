"""What readers find in pictures, and the two libraries that are asked for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import zxingcpp
from pyzbar import pyzbar

from kiosk.scanning.slot import Picture

# QRCode would match Micro QR too; every further kind costs time and brings false reads.
BARS_FORMATS = [zxingcpp.BarcodeFormat.Code128]
QR_FORMATS = [zxingcpp.BarcodeFormat.QRCodeModel2]
ZBAR_QR = [pyzbar.ZBarSymbol.QRCODE]


class Symbology(StrEnum):
    """The two kinds of code that receipts carry."""

    CODE128 = "code128"
    QR = "qr"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text that a reader found, not yet held against the grammar."""

    text: str
    symbology: Symbology


def glance(picture: Picture) -> list[Decoded]:
    """The texts that the fast reader alone finds, however the picture is turned. White on black is not looked for:
    that costs a tenth more, and no printer prints it."""
    formats = zxingcpp.BarcodeFormats(BARS_FORMATS + QR_FORMATS)
    found = zxingcpp.read_barcodes(picture, formats=formats, text_mode=zxingcpp.TextMode.Plain, try_invert=False)
    return _qr_first((code.text, code.format == zxingcpp.BarcodeFormat.Code128) for code in found)


def level_bars(strip: Picture) -> list[Decoded]:
    """The texts of bars that stand upright in a small strip."""
    formats = zxingcpp.BarcodeFormats(BARS_FORMATS)
    plain = zxingcpp.TextMode.Plain
    found = zxingcpp.read_barcodes(
        strip, formats=formats, text_mode=plain, try_invert=False, try_rotate=False, try_downscale=False
    )
    return [Decoded(code.text, Symbology.CODE128) for code in found]


def lone_qr(patch: Picture, binarizer: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage) -> list[Decoded]:
    """The texts of QR symbols in a small patch, by one way to tell dark from light."""
    formats, plain = zxingcpp.BarcodeFormats(QR_FORMATS), zxingcpp.TextMode.Plain
    found = zxingcpp.read_barcodes(
        patch, formats=formats, text_mode=plain, try_invert=False, try_rotate=False, binarizer=binarizer
    )
    return [Decoded(code.text, Symbology.QR) for code in found]


def second_opinion(patch: Picture) -> list[Decoded]:
    """The texts of QR symbols that zbar reads in a patch: 50 ms for a whole frame, so for small ones only."""
    found = pyzbar.decode(patch, symbols=ZBAR_QR)
    return [Decoded(code.data.decode(errors="replace"), Symbology.QR) for code in found]


def _qr_first(found: Iterable[tuple[str, bool]]) -> list[Decoded]:
    """A receipt carries both; its QR says more."""
    by_kind = sorted(found, key=lambda text_and_linear: text_and_linear[1])
    return [Decoded(text, Symbology.CODE128 if linear else Symbology.QR) for text, linear in by_kind]
