"""QR symbols that no library reads."""

import cv2
import numpy as np
import pytest

from kiosk.question import Grammar
from kiosk.scanning.decode import Symbology, decode, glance
from kiosk.scanning.qr.read import read_qr
from kiosk.scanning.read import read_picture
from kiosk.scanning.slot import Picture
from tests.kiosk.builders import CODE, a_question
from tests.kiosk.pictures import a_code, a_frame

LINK = f"https://tracuu.example.vn/r/{CODE}/ABCD1234"
LONG = 10.0  # seconds: a test waits as long as it takes


def a_receipt(dots: int = 4, tilt: float = 10.0) -> Picture:
    """A picture of a receipt's QR in good light, without noise."""
    return a_frame(a_code(LINK, Symbology.QR, dots), tilt)


def noisy(picture: Picture, grain: float = 3.0) -> Picture:
    """As a sensor sees it."""
    noise = np.random.default_rng(5).normal(0, grain, picture.shape)
    return np.asarray((picture + noise).clip(0, 255), np.uint8)


def out_of_focus(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 3.2), np.uint8)


def faded(picture: Picture) -> Picture:
    return np.asarray(picture[:] * 0.08 + 180, np.uint8)


def dazzled(picture: Picture) -> Picture:
    rows, columns = np.mgrid[:720, :1280]
    spot = 400 * np.exp(-(((rows - 400) ** 2 + (columns - 610) ** 2) / 26**2))
    return np.asarray((picture + spot).clip(0, 255), np.uint8)


def small_and_moved(picture: Picture) -> Picture:
    return np.asarray(cv2.blur(picture, (7, 1)), np.uint8)


def under_a_thumb(picture: Picture) -> Picture:
    covered = picture.copy()
    cv2.circle(covered, (735, 430), 60, 130, -1, cv2.LINE_AA)
    return covered


@pytest.mark.parametrize("spoil", [out_of_focus, faded, dazzled, small_and_moved, under_a_thumb])
def test_a_spoilt_qr_is_read_that_the_fast_reader_does_not_read(spoil) -> None:
    picture = noisy(spoil(a_receipt()))
    assert glance(picture) == []
    assert list(read_qr(picture, LONG)) == [LINK]
