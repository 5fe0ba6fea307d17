"""Bars that lean, twist and wave become upright."""

import cv2
import numpy as np
import pytest

from kiosk.question import Grammar
from kiosk.scanning.bars.locate import find_fields
from kiosk.scanning.bars.profile import averaged
from kiosk.scanning.bars.straighten import level
from kiosk.scanning.decode import Symbology, glance
from kiosk.scanning.read import read_picture
from kiosk.scanning.slot import Picture
from tests.kiosk.builders import CODE, a_question
from tests.kiosk.pictures import a_code, a_frame

BARS = Symbology.CODE128


def _seen_from_aside(frame: Picture, lean: float) -> Picture:
    corners = np.array([(0, 0), (1280, 0), (1280, 720), (0, 720)], np.float32)
    moved = corners + np.array([(0, 0), (0, lean * 720), (0, -lean * 720), (0, 0)], np.float32)
    return np.asarray(cv2.warpPerspective(frame, cv2.getPerspectiveTransform(corners, moved), (1280, 720)), np.uint8)


def _crumpled(frame: Picture, pixels: float) -> Picture:
    y, x = np.mgrid[0:720, 0:1280].astype(np.float32)
    wave = pixels * np.sin(y / 11 + x / 60)
    return np.asarray(cv2.remap(frame, x + wave, y, cv2.INTER_LINEAR), np.uint8)


@pytest.mark.parametrize("lean", [0.1, 0.2])
def test_a_paper_that_is_tilted_away_is_read(lean: float) -> None:
    frame = _seen_from_aside(a_frame(a_code(CODE, BARS), tilt=14, noise=6), lean)
    assert read_picture(frame, Grammar()) is not None


def test_crumpled_paper_is_read() -> None:
    frame = _crumpled(a_frame(a_code(CODE, BARS, dots=2), noise=4), 2.5)
    reading = read_picture(frame, Grammar())
    assert reading is not None
    assert reading.question == a_question()


def test_bars_blurred_beyond_the_libraries_reach_are_read() -> None:
    frame = cv2.GaussianBlur(a_frame(a_code(CODE, BARS, dots=2), tilt=6, noise=2), (0, 0), 2.0).astype(np.uint8)
    assert glance(frame) == []
    reading = read_picture(frame, Grammar())
    assert reading is not None
    assert reading.question == a_question()


def test_a_part_that_is_covered_does_not_count() -> None:
    frame = a_frame(a_code(CODE, BARS))
    region = find_fields(frame)[0]
    covered = frame.copy()
    covered[370:400, 500:620] = 120
    clean, seen = (averaged(level(picture, region).rows) for picture in (frame, covered))
    assert np.abs(seen - clean).mean() < 3
