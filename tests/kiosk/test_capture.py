"""The camera in a process of its own."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import pytest

from kiosk.errors import CameraUnavailable
from kiosk.hardware.kept_process import Waits
from kiosk.hardware.video_camera import Patience, VideoCamera
from kiosk.scanning.capture import NANO, Capture, Slots
from kiosk.scanning.decode import Symbology
from kiosk.scanning.footage import GrabbedFootage
from kiosk.scanning.slot import Frame
from tests.kiosk.builders import CODE
from tests.kiosk.network_camera import running_network_camera
from tests.kiosk.pictures import a_code, a_frame
from tests.kiosk.test_footage import RecordingGrabber
from tests.waiting import eventually

Open = Callable[[Path | str], VideoCamera]
QUICK = Patience(picture=0.5, same=1.0, waits=Waits(first=0.05, longest=0.1))


@pytest.fixture
def open_camera() -> Iterator[Open]:
    """Opens cameras that are closed at the end."""
    opened: list[VideoCamera] = []

    def open_one(source: Path | str) -> VideoCamera:
        opened.append(VideoCamera(str(source), QUICK))
        return opened[-1]

    yield open_one
    for camera in opened:
        camera.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three frames of a dim room, each a little brighter."""
    for number in range(3):
        cv2.imwrite(str(tmp_path / f"f{number:04d}.jpg"), a_frame() + 20 * number)
    return tmp_path


def newest(camera: VideoCamera, after_ns: int = 0) -> Frame | None:
    """The newest frame, or None while there is none for any reason."""
    try:
        return camera.newest(after_ns)
    except CameraUnavailable:
        return None


def is_lost(camera: VideoCamera) -> bool:
    """Whether the camera says that it gives no pictures."""
    try:
        camera.newest(0)
    except CameraUnavailable:
        return True
    return False


def process_id(camera: VideoCamera) -> int:
    """The child's process id."""
    assert camera.kept.process is not None
    assert camera.kept.process.pid is not None
    return camera.kept.process.pid


def test_a_folder_of_pictures_is_a_camera_that_begins_again_at_its_end(open_camera: Open, folder: Path) -> None:
    camera = open_camera(folder)
    times: list[int] = []
    shades: set[int] = set()
    for _ in range(7):
        frame = eventually(lambda: newest(camera, times[-1] if times else 0))
        times.append(frame.taken_ns)
        shades.add(int(frame.picture.mean()) // 10)
    assert times == sorted(set(times))
    assert len(shades) > 1
    assert frame.picture.shape == (720, 1280)


def test_a_film_is_a_camera(open_camera: Open, tmp_path: Path) -> None:
    film = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(film), cv2.VideoWriter.fourcc(*"MJPG"), 15, (320, 240))
    for _ in range(3):
        writer.write(cv2.cvtColor(cv2.resize(a_frame(), (320, 240)), cv2.COLOR_GRAY2BGR))
    writer.release()
    camera = open_camera(film)
    first = eventually(lambda: newest(camera))
    assert eventually(lambda: newest(camera, first.taken_ns + 500_000_000)).picture.shape == (240, 320)


def test_the_preview_is_small_and_in_colour(open_camera: Open, folder: Path) -> None:
    camera = open_camera(folder)
    eventually(lambda: newest(camera))
    preview = eventually(lambda: camera.preview(0))
    assert preview.picture.shape == (360, 640, 3)


def test_a_camera_that_hangs_is_killed_and_begun_again(open_camera: Open, folder: Path) -> None:
    camera = open_camera(folder)
    eventually(lambda: newest(camera))
    first = process_id(camera)
    stop(first)
    assert eventually(lambda: is_lost(camera))
    frame = eventually(lambda: newest(camera))
    assert process_id(camera) != first
    assert frame.picture.shape == (720, 1280)


def test_a_camera_that_is_not_there_is_reported_and_found_when_it_comes(open_camera: Open, tmp_path: Path) -> None:
    camera = open_camera(tmp_path / "later")
    assert eventually(lambda: is_lost(camera))
    (tmp_path / "later").mkdir()
    cv2.imwrite(str(tmp_path / "later" / "f0000.jpg"), a_frame())
    assert eventually(lambda: newest(camera)).picture.shape == (720, 1280)


def test_closing_ends_the_process(open_camera: Open, folder: Path) -> None:
    camera = open_camera(folder)
    eventually(lambda: newest(camera))
    process = process_id(camera)
    camera.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_camera_that_is_killed_is_begun_again(open_camera: Open, folder: Path) -> None:
    camera = open_camera(folder)
    first = eventually(lambda: newest(camera))
    os.kill(process_id(camera), signal.SIGKILL)
    assert eventually(lambda: newest(camera, first.taken_ns + 1_000_000_000)).picture.shape == (720, 1280)


def test_a_network_camera_is_a_camera(open_camera: Open) -> None:
    with running_network_camera() as sender:
        camera = open_camera(f"http://{sender.address}")
        assert eventually(lambda: newest(camera)).picture.shape == (720, 1280)


def test_a_stream_that_shows_one_picture_for_ever_is_no_camera_until_it_moves_again(open_camera: Open) -> None:
    with running_network_camera() as sender:
        camera = open_camera(f"http://{sender.address}")
        first = eventually(lambda: newest(camera))
        sender.is_frozen = True
        assert eventually(lambda: is_lost(camera))
        sender.is_frozen = False
        eventually(lambda: newest(camera, first.taken_ns + 1_000_000_000))


def test_a_folder_with_one_picture_is_a_camera_for_as_long_as_one_likes(open_camera: Open, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "f0000.jpg"), a_frame())
    camera = open_camera(tmp_path)
    first = eventually(lambda: newest(camera))
    process = process_id(camera)
    eventually(lambda: newest(camera, first.taken_ns + 1_500_000_000))
    assert process_id(camera) == process


def test_a_camera_that_nobody_watches_opens_few_pictures_and_all_as_soon_as_something_is_held_up() -> None:
    slots, room, paper = a_slots(), a_frame(), a_frame(a_code(CODE, Symbology.CODE128, dots=4))
    device = RecordingGrabber(pictures=[room] * 300 + [paper] * 60)
    work = Capture(GrabbedFootage(device, noisy=False), slots)
    opened = []
    for number in range(360):
        work.footage.grab()
        work.step((number + 3000) * NANO // 30)
        opened.append(device.opened)
    assert opened[299] == pytest.approx(10 * 6, abs=3)
    assert opened[359] - opened[299] > 50
    frame = slots.full.newest(0)
    assert frame is not None
    assert frame.held


def test_a_camera_that_somebody_watches_gives_all_its_pictures() -> None:
    slots = a_slots()
    device = RecordingGrabber(pictures=[a_frame()] * 30)
    work = Capture(GrabbedFootage(device, noisy=False), slots)
    for number in range(30):
        slots.signs.wanted_ns = (number + 100) * NANO // 30
        work.footage.grab()
        work.step((number + 100) * NANO // 30)
    assert device.opened == 30
    assert slots.preview.taken_ns == slots.full.taken_ns == 129 * NANO // 30


def a_slots() -> Slots:
    """Empty slots."""
    return Slots.make(multiprocessing.get_context("spawn"))


def stop(process: int) -> None:
    """Freeze a process, as a driver that never returns does."""
    os.kill(process, signal.SIGSTOP)
