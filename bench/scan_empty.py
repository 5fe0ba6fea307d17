"""Frames without a code for anybody to read: the desk, hands, letters, other goods' barcodes."""

from dataclasses import replace

import numpy as np
import zxingcpp
from numpy.random import Generator, default_rng

from bench.scan_conditions import HD
from bench.scan_degrading import SEVERITIES, Factor, Kind, conditions
from bench.scan_photographs import photograph
from bench.scan_receipts import PLACE, WIDTH, Receipt, Sheet, Symbol, a_letter
from bench.scan_view import View

KINDS = ("hall", "hand", "letter", "goods")


def empty_frame(seed: int, number: int) -> bytes:
    """A 720p JPEG; the kinds take turns."""
    random = default_rng([seed, 2_000, number])
    kind = KINDS[number % len(KINDS)]
    factor = Factor.SCALE if kind == "hall" else list(Factor)[int(random.integers(len(Factor)))]
    how = conditions(Kind(Symbol.CODE128, factor, int(random.integers(1, len(SEVERITIES) + 1))), random)
    if kind == "hand":
        how = replace(how, covered=float(random.uniform(0.3, 0.5)), ink=0.0)
    sheet = a_letter(random)
    if kind == "hall":
        sheet[:], how = 120, replace(how, width=float(random.uniform(20, 60)))
    if kind == "goods":
        _put_ean(sheet, random)
    place = Receipt(sheet, "", "", (WIDTH / 2, PLACE), (200, 60))
    return photograph(View.of(place, how, HD), random)


def _put_ean(sheet: Sheet, random: Generator) -> None:
    number = "893" + "".join(map(str, random.integers(10, size=9)))
    drawn = np.asarray(zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(number, zxingcpp.BarcodeFormat.EAN13)))
    bars = np.repeat(np.repeat(drawn[drawn.shape[0] // 3][None], 130, 0), 3, 1)
    left = (WIDTH - bars.shape[1]) // 2
    sheet[PLACE - 90 : PLACE + 90] = 255
    sheet[PLACE - 65 : PLACE + 65, left : left + bars.shape[1]] = bars
