"""Rows of grey as a camera sees bars, made for tests."""

import cv2
import numpy as np
import zxingcpp

from kiosk.scanning.bars.alphabet import STOP, SYMBOLS
from kiosk.scanning.bars.rows import Numbers, numbers

FINE = 32  # drawn this much finer than pixels, then averaged
PAPER, BAR = 200.0, 60.0
QUIET = 14  # modules


def values_of(text: str) -> list[int]:
    """The symbol values of a text, from the start symbol to the check symbol."""
    drawn = zxingcpp.write_barcode_to_image(
        zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128), scale=1, add_quiet_zones=False
    )
    dark = ~np.asarray(drawn)[0].astype(bool)
    symbols = dark[: -len(STOP)].reshape(-1, SYMBOLS.shape[1])
    return [int(np.flatnonzero((symbol == SYMBOLS).all(axis=1))[0]) for symbol in symbols]


def a_row(values: list[int], pixels: float = 2.0, blur: float = 0.6, noise: float = 1.0) -> Numbers:
    """The bars of some symbols, `pixels` a module; `blur` in modules, `noise` in grey levels; two samples a pixel."""
    quiet = np.zeros(QUIET)
    modules = np.concatenate([quiet, *(SYMBOLS[value] for value in values), STOP, quiet])
    at = np.arange(0, len(modules), 0.5 / pixels / FINE)
    fine = modules[np.minimum(at.astype(int), len(modules) - 1)]
    samples = fine[: fine.size // FINE * FINE].reshape(-1, FINE).mean(axis=1)
    soft = cv2.GaussianBlur(numbers(samples)[None], (0, 0), sigmaX=blur * pixels * 2, sigmaY=0.1)[0]
    grain = np.random.default_rng(7).normal(0, noise, soft.shape)
    return numbers(PAPER + (BAR - PAPER) * soft + grain)
