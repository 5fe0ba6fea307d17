"""What a kiosk's camera sees while somebody holds a printed receipt before it: frames made by a seed.

At first nobody is there; then the paper comes in from below, blurred and tilted; at the end it is held still. A folder
of these frames is a camera for `cv2.VideoCapture(f"{folder}/f%04d.jpg")`.
"""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from numpy.random import Generator, default_rng
from PIL import Image

from tests.sample_site.film_scene import Frame, Scene, Shot, photograph

EMPTY = 5
JPEG_QUALITY = 82
# How the paper is held at a few frames after the hall was empty; between them it moves evenly.
# frame: roll, pitch, yaw, size, aside, below, defocus, motion, noise, exposure
HELD = {
    0: (28, 24, 18, 0.95, 160, 980, 4.5, 30, 11, 0.70),
    6: (20, 22, 16, 1.10, 60, 120, 3.2, 16, 10, 0.72),
    13: (12, 16, 10, 1.20, -30, 40, 1.9, 7, 9, 0.78),
    20: (7, 9, 6, 1.32, 20, -10, 1.1, 3, 6, 0.88),
    27: (3, 5, 3, 1.42, 0, 0, 0.7, 1, 4, 0.96),
    39: (2, 3, 2, 1.45, 0, 0, 0.5, 0, 4, 1.00),
}
FRAMES = EMPTY + max(HELD) + 1


def write_film(paper: Image.Image, folder: Path, seed: int) -> int:
    """Write the frames of `film` into `folder` as f0000.jpg, f0001.jpg, …, and say how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, frame in enumerate(film(paper, seed)):
        cv2.imwrite(str(folder / f"f{number:04d}.jpg"), frame, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return FRAMES


def film(paper: Image.Image, seed: int) -> Iterator[Frame]:
    """The frames, 720 rows of 1280 pixels (BGR), of one showing of `paper`, a printed sheet with its margins.

    The same paper and seed give the same frames.
    """
    random = default_rng(seed)
    scene = Scene.of(paper, code_centre(paper), random)
    yield from (photograph(scene, None, random) for _ in range(EMPTY))
    yield from (photograph(scene, shot, random) for shot in _shots(random))


def code_centre(paper: Image.Image) -> tuple[float, float]:
    """Where on the paper, in dots, its Code 128 is, or else its QR: what people hold up. The middle if it has none."""
    symbols = zxingcpp.read_barcodes(paper)
    if not symbols:
        return paper.width / 2, paper.height / 2
    place = min(symbols, key=lambda symbol: symbol.format == zxingcpp.BarcodeFormat.QRCode).position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return sum(corner.x for corner in corners) / 4, sum(corner.y for corner in corners) / 4


def _shots(random: Generator) -> Iterator[Shot]:
    """The paper's way into the picture, to the left or the right, with a hand that trembles."""
    at, poses = np.array(list(HELD)), np.array(list(HELD.values()), float)
    poses[:, [0, 2, 4]] *= random.choice([-1, 1], 3)
    poses[:, :3] *= random.uniform(0.8, 1.2, 3)
    phases = random.uniform(0, 2 * np.pi, 6)
    for number in range(max(HELD) + 1):
        pose = np.array([np.interp(number, at, column) for column in poses.T])
        tremble = np.sin(number * np.array([0.9, 1.3, 1.1, 0.4, 1.7, 2.1]) + phases)
        pose[:6] += tremble * np.array([0.8, 0.8, 0.8, 0.02, 6, 6])
        yield Shot(*pose.tolist())
