"""What a camera's process reads, each picture opened only as far as it is wanted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import pytest

from kiosk.scanning.exposure import Advice, Exposure
from kiosk.scanning.footage import GrabbedFootage
from kiosk.scanning.slot import Picture
from kiosk.scanning.sources import open_footage
from tests.kiosk.network_camera import NetworkCamera, running_network_camera
from tests.kiosk.pictures import a_frame
from tests.kiosk.test_exposure import SHUTTER, RecordingControls


@dataclass
class RecordingGrabber(RecordingControls):
    """See Grabber. A device that sees these pictures; `opened` counts those that were opened."""

    pictures: list[Picture] = field(default_factory=list)
    grabbed: int = 0
    opened: int = 0
    is_released: bool = False

    def grab(self) -> bool:
        """See Grabber."""
        self.grabbed += 1
        return self.grabbed <= len(self.pictures)

    def retrieve(self) -> tuple[bool, object]:
        """See Grabber."""
        self.opened += 1
        return True, self.pictures[self.grabbed - 1]

    def release(self) -> None:
        """See Grabber."""
        self.is_released = True


@pytest.fixture
def network_camera() -> Iterator[NetworkCamera]:
    """A camera that sends."""
    with running_network_camera() as camera:
        yield camera


def test_a_device_picture_is_opened_once_at_most() -> None:
    device = RecordingGrabber(pictures=[a_frame(), a_frame()])
    footage = GrabbedFootage(device)
    footage.grab()
    footage.grab()
    assert device.opened == 0
    glimpse, picture = footage.glimpse(), footage.picture(colour=True)
    assert glimpse is not None and picture is not None  # noqa: PT018
    assert (glimpse.shape, picture.shape, device.opened) == ((90, 160), (720, 1280), 1)


def test_the_mark_of_a_sensors_picture_changes_with_its_noise() -> None:
    footage = GrabbedFootage(RecordingGrabber(pictures=[a_frame(noise=2), a_frame(noise=3), a_frame(noise=3)]))
    marks = [footage.mark() for _ in range(3) if footage.grab()]
    assert marks[0] != marks[1] == marks[2]


def test_a_device_follows_advice_and_is_let_go() -> None:
    device = RecordingGrabber()
    footage = GrabbedFootage(device, exposure=Exposure(device))
    footage.advise(Advice.DARKER, 100.0)
    footage.close()
    assert device.values[SHUTTER] < 160
    assert device.is_released


@pytest.mark.parametrize("says_length", [True, False])
def test_a_network_cameras_pictures_come_one_by_one(network_camera: NetworkCamera, says_length: bool) -> None:
    network_camera.says_length = says_length
    stream = open_footage(f"http://{network_camera.address}")
    pictures = [stream.picture(colour=True) for _ in range(3) if stream.grab()]
    marks = {stream.mark() for _ in range(3) if stream.grab()}
    glimpse = stream.glimpse()
    stream.close()
    assert [picture.shape for picture in pictures if picture is not None] == [(720, 1280, 3)] * 3
    assert glimpse is not None
    assert glimpse.shape == (90, 160)
    assert len(marks) == 3


def test_a_network_camera_may_ask_for_a_password(network_camera: NetworkCamera) -> None:
    open_footage(f"http://xem:m%C3%A3%40@{network_camera.address}").close()
    assert network_camera.asked == ["Basic eGVtOm3Do0A="]


def test_a_network_camera_that_is_unplugged_ends() -> None:
    with running_network_camera() as camera:
        stream = open_footage(f"http://{camera.address}")
        assert stream.grab()
    assert not all(stream.grab() for _ in range(100))
    stream.close()


@pytest.mark.parametrize(
    "source", ["/dev/v4l/by-id/usb-nothing-here-index0", "77", "http://127.0.0.1:9/", "/no/such/film.avi"]
)
def test_what_is_not_there_is_an_os_error(source: str) -> None:
    with pytest.raises(OSError):  # noqa: PT011
        open_footage(source)


def test_a_folder_that_changes_is_listed_anew(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), a_frame() + 0)
    folder = open_footage(str(tmp_path))
    assert folder.grab()
    (tmp_path / "a.png").unlink()
    assert folder.picture(colour=False) is None
    cv2.imwrite(str(tmp_path / "b.jpg"), a_frame())
    assert folder.grab()
    assert (folder.picture(colour=False) is not None, folder.mark()) == (True, None)
