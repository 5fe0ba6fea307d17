"""What a camera sees of a receipt in a hand."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.scan_light import lit, sensed, through_lens
from bench.scan_paper import carried
from bench.scan_receipts import grown
from bench.scan_view import Dot, View

Picture = NDArray[np.uint8]

OVER = 2  # the scene is drawn so much larger than the picture, then averaged
SKIN = 150


def photograph(view: View, random: Generator, grain: Generator | None = None) -> bytes:
    """One picture as the camera hands it over: a grey JPEG. With the same `random` and another `grain` it is the same
    scene once more."""
    scene = replace(view, size=(view.size[0] * OVER, view.size[1] * OVER))
    seen = cv2.resize(_drawn(scene, random), view.size, interpolation=cv2.INTER_AREA).astype(np.float32)
    return sensed(through_lens(lit(seen, view, random), view.how), view.how, grain or random)


def _drawn(scene: View, random: Generator) -> Picture:
    """Paper, fingers and what is behind them, sharp and evenly lit."""
    times = int(np.clip(np.ceil(scene.dot), 1, 5))
    paper = carried(grown(scene.receipt.sheet, times), scene.how, times, random)
    to_dots = np.diag([1 / times, 1 / times, 1.0])
    to_dots[:2, 2] = (0.5 / times - 0.5,) * 2
    seen = _room(scene, random)
    matrix, see_through = scene.matrix @ to_dots, cv2.BORDER_TRANSPARENT
    cv2.warpPerspective(paper, matrix, scene.size, dst=seen, flags=cv2.INTER_LINEAR, borderMode=see_through)
    for at, radius in _fingers(scene, random):
        centre = tuple(map(round, scene.pixel(at)))
        for share, grey in ((1.0, SKIN * 0.8), (0.85, SKIN)):
            cv2.circle(seen, centre, max(1, round(radius * scene.dot * share)), grey, -1, cv2.LINE_AA)
    return seen


def _room(scene: View, random: Generator) -> Picture:
    """A desk or a hall behind the paper."""
    size = scene.size
    small = np.full((size[1] // 8, size[0] // 8), random.integers(50, 190), np.uint8)
    for _ in range(int(random.integers(3, 12))):
        left, top = random.integers((0, 0), (small.shape[1], small.shape[0])).tolist()
        wide, high = random.integers(4, 70, 2).tolist()
        cv2.rectangle(small, (left, top), (left + wide, top + high), int(random.integers(30, 220)), -1)
    soft = cv2.GaussianBlur(small, (0, 0), float(random.uniform(0.8, 3)))
    return np.asarray(cv2.resize(soft, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _fingers(scene: View, random: Generator) -> list[tuple[Dot, float]]:
    """Middles and radii in dots: a thumb that holds the paper beside the symbol, and a finger over a part of it."""
    side, (x, y) = float(random.choice([-1, 1])), scene.receipt.place
    thumb = ((x + side * 300, y + float(random.uniform(180, 380))), 55.0)
    return [thumb, _over(scene, side, random)] if scene.how.covered else [thumb]


def _over(scene: View, side: float, random: Generator) -> tuple[Dot, float]:
    """A finger over a part of the symbol: of bars mostly from above or below, where it may reach four times as far, of
    a QR from any side."""
    (x, y), span = scene.receipt.place, scene.receipt.span
    long, short = max(span), min(span)
    radius = float(np.clip(short, 30, 70))
    beside = random.random() < (0.8 if long > 2 * short else 0.5)
    if beside:
        at = float(random.uniform(-0.8, 0.8)) * long, side * (short + radius - 8 * scene.how.covered * short)
    else:
        at = side * (long + radius - 2 * scene.how.covered * long), float(random.uniform(-0.7, 0.7)) * short
    along, across = at if span[0] > span[1] else at[::-1]
    return (x + along, y + across), radius
