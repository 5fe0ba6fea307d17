"""What has become of a sheet of thermal paper: pale ink, worn places, creases."""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.scan_conditions import Conditions
from bench.scan_receipts import Sheet

Picture = NDArray[np.uint8]
Real = NDArray[np.float32]

WHITE = 235
FOLDS = 14


def carried(sheet: Sheet, how: Conditions, times: int, random: Generator) -> Picture:
    """A sheet with `times` pixels a dot as it comes out of a pocket: pale where it is worn, and creased."""
    high, wide = sheet.shape
    if not how.worn:
        white = (WHITE * (1 - how.ink * (1 - np.arange(256) / 255))).astype(np.uint8)[sheet]
    else:
        ink = how.ink * (1 - how.worn * _waves((high, wide), 60 * times, random))
        pale = (random.random(wide // (3 * times) + 1) < 0.12).repeat(3 * times)[:wide]
        ink *= (1 - how.worn * pale).astype(np.float32)
        white = (WHITE * (1 - ink * (1 - sheet.astype(np.float32) / 255))).astype(np.uint8)
    if not how.crumple:
        return white
    push, shade = _folds((high, wide), times, random)
    rows, columns = np.mgrid[0:high, 0:wide].astype(np.float32)
    reach = np.float32(how.crumple * times)
    bent = cv2.remap(white, columns + push[0] * reach, rows + push[1] * reach, cv2.INTER_LINEAR)
    return np.clip(bent * (1 + np.float32(0.04 * min(how.crumple, 8)) * shade), 0, 255).astype(np.uint8)


def _folds(shape: tuple[int, int], times: int, random: Generator) -> tuple[tuple[Real, Real], Real]:
    """How far creases push each point across and down (about -1 to 1), and how their slopes catch the light."""
    high, wide = shape[0] // times, shape[1] // times
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    across, down, shade = (np.zeros((high, wide), np.float32) for _ in range(3))
    for _ in range(FOLDS):
        angle, reach = float(random.uniform(0, np.pi)), float(random.uniform(30, 120))
        part_x, part_y = np.float32(np.cos(angle)), np.float32(np.sin(angle))
        far = (x - float(random.uniform(0, wide))) * part_x + (y - float(random.uniform(0, high))) * part_y
        slope = float(random.uniform(-1, 1)) * np.exp(-np.abs(far) / np.float32(reach))
        across, down = across + slope * far / reach * part_x, down + slope * far / reach * part_y
        shade = shade + slope * np.sign(far) * np.float32(np.cos(angle - 0.7))
    large = [np.asarray(cv2.resize(each, (shape[1], shape[0])), np.float32) for each in (across, down, shade)]
    return (large[0], large[1]), large[2]


def _waves(shape: tuple[int, int], length: int, random: Generator) -> Real:
    """A smooth field of values around 0 to 1, whose hills are `length` pixels apart."""
    coarse = random.random((shape[0] // length + 3, shape[1] // length + 3), np.float32)
    return np.asarray(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), np.float32)
