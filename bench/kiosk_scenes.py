"""What stands before the bench's camera: the empty hall, and a receipt held still."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.random import default_rng

from bench.scan_conditions import HD, Conditions
from bench.scan_photographs import photograph
from bench.scan_receipts import Symbol, a_receipt
from bench.scan_view import View

NOISES = 8  # pictures of one scene, alike but for their noise
WELL_HELD = Conditions(width=780, roll=2, defocus=0.2, noise=2)


def hall() -> list[bytes]:
    """Pictures in which nobody is."""
    random = default_rng(5)
    wall = np.full((HD[1], HD[0]), 120, np.uint8)
    wall[480:] = 90
    return [_jpeg(wall + random.normal(0, 2, wall.shape)) for _ in range(NOISES)]


def held(symbol: Symbol, number: int) -> tuple[list[bytes], str]:
    """Pictures of a receipt whose every picture can be read, and its dossier's code."""
    receipt = a_receipt(symbol, default_rng([5, number, list(Symbol).index(symbol)]))
    view = View.of(receipt, replace(WELL_HELD, roll=float(number % 5 - 2)), HD)
    return [photograph(view, default_rng(6), default_rng([7, at])) for at in range(NOISES)], receipt.code


def _jpeg(picture: object) -> bytes:
    grey = np.clip(np.asarray(picture), 0, 255).astype(np.uint8)
    return bytes(cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 90])[1])
