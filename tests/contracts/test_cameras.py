"""What every camera promises: the one in a process of its own, and the recording one."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest

from kiosk.hardware.ports import Camera
from kiosk.hardware.recording_camera import RecordingCamera
from kiosk.hardware.video_camera import VideoCamera
from tests.kiosk.pictures import a_frame
from tests.waiting import eventually


@pytest.fixture(params=["video", "recording"])
def camera(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Camera]:
    """One that sees a dim room."""
    cv2.imwrite(str(tmp_path / "f0000.png"), a_frame())
    opened: Camera = VideoCamera(str(tmp_path)) if request.param == "video" else RecordingCamera([a_frame()])
    yield opened
    opened.close()


def test_the_newest_picture_is_whole_and_grey(camera: Camera) -> None:
    assert eventually(lambda: camera.newest(0)).picture.shape == (720, 1280)


def test_the_preview_is_small_and_in_colour(camera: Camera) -> None:
    eventually(lambda: camera.newest(0))
    assert eventually(lambda: camera.preview(0)).picture.shape == (360, 640, 3)


def test_each_picture_is_younger_than_the_one_before(camera: Camera) -> None:
    first = eventually(lambda: camera.newest(0))
    second = eventually(lambda: camera.newest(first.taken_ns))
    assert second.taken_ns > first.taken_ns
