"""QR symbols that no library reads, and pictures that have none."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from kiosk.question import Grammar
from kiosk.scanning.decode import Symbology, glance
from kiosk.scanning.qr.read import read_qr
from kiosk.scanning.read import Reading, read_picture
from kiosk.scanning.slot import Picture
from tests.kiosk.builders import CODE, a_question
from tests.kiosk.pictures import a_code, a_frame

LINK = f"https://tracuu.example.vn/r/{CODE}/ABCD1234"
LONG = 10.0  # seconds: a test waits as long as it takes


def out_of_focus(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 2.2), np.uint8)


def faded(picture: Picture) -> Picture:
    return np.asarray(picture * 0.04 + 180, np.uint8)


def dazzling(picture: Picture) -> Picture:
    rows, columns = np.mgrid[:720, :1280]
    spot = 400 * np.exp(-((rows - 395) ** 2 + (columns - 612) ** 2) / 26**2)
    return np.asarray((picture + spot).clip(0, 255), np.uint8)


def under_a_thumb(picture: Picture) -> Picture:
    covered = picture.copy()
    cv2.circle(covered, (526, 348), 70, 130, -1, cv2.LINE_AA)
    return covered


def noisy(picture: Picture, grain: float = 3.0) -> Picture:
    noise = np.random.default_rng(5).normal(0, grain, picture.shape)
    return np.asarray((picture + noise).clip(0, 255), np.uint8)


SPOILT = [out_of_focus, faded, dazzling, under_a_thumb]


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_spoilt_qr_is_read_that_the_fast_reader_does_not_read(spoil: Callable[[Picture], Picture]) -> None:
    picture = noisy(spoil(a_frame(a_code(LINK, Symbology.QR, dots=4), tilt=10)))
    assert glance(picture) == []
    assert list(read_qr(picture, LONG)) == [LINK]


def test_its_text_is_held_against_the_grammar_like_any_other() -> None:
    spoilt = noisy(faded(a_frame(a_code(LINK, Symbology.QR, dots=4))))
    assert read_picture(spoilt, Grammar()) == Reading(a_question(secret="ABCD1234"), Symbology.QR)
    assert read_picture(noisy(faded(a_frame(a_code("https://example.vn/1", Symbology.QR, dots=4)))), Grammar()) is None


@pytest.mark.parametrize("tilt", [0, 30, 100, 200, 290])
def test_a_qr_is_read_however_it_is_turned(tilt: float) -> None:
    assert list(read_qr(noisy(a_frame(a_code(LINK, Symbology.QR), tilt)), LONG)) == [LINK]


@pytest.mark.parametrize("times", [0.6, 1, 2])
def test_a_qr_is_read_near_and_far(times: float) -> None:
    symbol = cv2.resize(a_code(LINK, Symbology.QR, dots=4), None, fx=times, fy=times, interpolation=cv2.INTER_AREA)
    assert list(read_qr(noisy(a_frame(np.asarray(symbol))), LONG)) == [LINK]


def test_what_is_spoilt_too_far_is_no_text_at_all() -> None:
    symbol = a_frame(a_code(LINK, Symbology.QR, dots=4))
    for sigma in (3.0, 4.0, 6.0):
        assert list(read_qr(noisy(np.asarray(cv2.GaussianBlur(symbol, (0, 0), sigma), np.uint8)), LONG)) == []


@pytest.mark.parametrize("grain", [8, 60])
def test_noise_is_no_qr(grain: float) -> None:
    assert list(read_qr(noisy(a_frame(), grain), LONG)) == []


def test_print_and_chance_squares_are_no_qr() -> None:
    random = np.random.default_rng(3)
    for dots in (3, 5, 9):
        squares = np.kron(random.choice([0, 255], (37, 37)), np.ones((dots, dots))).astype(np.uint8)
        assert list(read_qr(a_frame(squares), LONG)) == []
    page = np.full((500, 900), 245, np.uint8)
    for row in range(20, 500, 22):
        cv2.putText(page, "Giay tiep nhan ho so va hen tra ket qua 0042", (20, row), 0, 0.7, 20, 2, cv2.LINE_AA)
    assert list(read_qr(noisy(a_frame(page)), LONG)) == []


def test_a_frame_of_any_size_is_looked_at() -> None:
    for size in ((1, 1), (3, 40), (40, 3), (17, 17), (480, 640), (1080, 1920)):
        assert list(read_qr(np.full(size, 128, np.uint8), LONG)) == []
        assert list(read_qr(noisy(np.full(size, 128, np.uint8), 40), LONG)) == []
