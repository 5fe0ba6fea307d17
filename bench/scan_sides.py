"""Who reads the pictures: each library alone as a program would call it, and the kiosk's own reader.

Whatever a side finds is held against the grammar first. Times are
processor time of one core.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import cv2
import zxingcpp
from pyzbar import pyzbar

from bench.scan_photographs import Picture
from kiosk.question import Grammar, Question
from kiosk.scanning.decode import Decoded, Symbology
from kiosk.scanning.read import Reading, read_picture

Side = Callable[[Picture], Reading | None]

FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCodeModel2])
SYMBOLS = [pyzbar.ZBarSymbol.CODE128, pyzbar.ZBarSymbol.QRCODE]
GRAMMAR = Grammar()
OURS, FAST = "ours", "zxing-cpp"  # FAST: what speeds are compared to


@dataclass(frozen=True, slots=True)
class Told:
    """What a side said of one picture, and how many milliseconds of processor and of the clock on the wall it took."""

    question: Question | None
    symbology: Symbology | None
    processor_ms: float
    wall_ms: float


def ask(side: Side, picture: Picture) -> Told:
    """Let a side read a picture."""
    wall, processor = time.perf_counter(), time.process_time()
    reading = side(picture)
    took = (time.process_time() - processor) * 1000, (time.perf_counter() - wall) * 1000
    return Told(reading.question, reading.symbology, *took) if reading else Told(None, None, *took)


def _zbar(picture: Picture) -> Iterable[Decoded]:
    for code in pyzbar.decode(picture, symbols=SYMBOLS):
        yield Decoded(code.data.decode(errors="replace"), _kind(code.type == "CODE128"))


def _zxing(picture: Picture) -> Iterable[Decoded]:
    for code in zxingcpp.read_barcodes(picture, formats=FORMATS):
        yield Decoded(code.text, _kind(code.format == zxingcpp.BarcodeFormat.Code128))


def _zxing_doubled(picture: Picture) -> Iterable[Decoded]:
    return _zxing(cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC).astype("uint8"))


def _kind(linear: bool) -> Symbology:
    return Symbology.CODE128 if linear else Symbology.QR


SIDES: dict[str, Side] = {
    "pyzbar": lambda picture: read_picture(picture, GRAMMAR, _zbar),
    FAST: lambda picture: read_picture(picture, GRAMMAR, _zxing),
    "zxing-cpp on 2x": lambda picture: read_picture(picture, GRAMMAR, _zxing_doubled),
    OURS: lambda picture: read_picture(picture, GRAMMAR),
}
