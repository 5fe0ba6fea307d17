"""The film of a receipt before the camera: unreadable at first, readable at the end, the same for the same seed."""

from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from lookup_api.paper.printing import receipt_escpos
from lookup_api.paper.roll import Roll
from tests.lookup_api.paper.sheets import NEW_CODE, a_receipt
from tests.sample_site.escpos_renderer import render
from tests.sample_site.film import FRAMES, film, write_film
from tests.sample_site.film_scene import Frame

PAPER = render(receipt_escpos(a_receipt(), Roll.MM80), Roll.MM80)[0]


@pytest.fixture(scope="module")
def camera_frames(tmp_path_factory: pytest.TempPathFactory) -> list[Frame]:
    """What a camera gives that is really a folder with a film."""
    folder: Path = tmp_path_factory.mktemp("film")
    write_film(PAPER, folder, seed=1)
    camera = cv2.VideoCapture(str(folder / "f%04d.jpg"))
    frames = []
    while (read := camera.read())[0]:
        frames.append(np.asarray(read[1], np.uint8))
    return frames


def codes_in(frame: Frame) -> set[str]:
    return {symbol.text for symbol in zxingcpp.read_barcodes(frame)}


def test_a_folder_of_frames_is_a_camera(camera_frames: list[Frame]) -> None:
    assert len(camera_frames) == FRAMES
    assert {frame.shape for frame in camera_frames} == {(720, 1280, 3)}


def test_nothing_can_be_read_while_the_paper_is_on_its_way(camera_frames: list[Frame]) -> None:
    assert not any(codes_in(frame) for frame in camera_frames[:10])


def test_the_code_can_be_read_while_the_paper_is_held_still(camera_frames: list[Frame]) -> None:
    assert all(NEW_CODE in codes_in(frame) for frame in camera_frames[-5:])


def test_a_seed_makes_its_film_again_and_another_seed_another() -> None:
    first, again, other = ([*islice(film(PAPER, seed), 8)] for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
