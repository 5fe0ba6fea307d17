"""Where pictures come from: a camera device, a network stream, a film, or a folder of pictures that plays as one."""

from functools import partial
from pathlib import Path

import cv2

from kiosk.scanning.exposure import Exposure
from kiosk.scanning.footage import FilmFootage, FolderFootage, Footage, GrabbedFootage, Pace
from kiosk.scanning.jpeg_stream import open_jpeg_stream

PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png"})
FOLDER_FPS = 15.0
FASTEST_FPS = 30.0
DEVICE_WIDTH, DEVICE_HEIGHT = 1280, 720


def open_footage(source: str) -> Footage:
    """The footage of a source; OSError when it is not there.

    `source` is a device number ("0"), a device file (`/dev/v4l/by-id/…`, which stays the same whatever is plugged in
    first), a URL (`http://…/stream.mjpg`, `rtsp://…`), a folder or a film file.
    """
    if source.isdigit() or source.startswith("/dev/"):
        return _device(source)
    if source.startswith(("http://", "https://")):
        return open_jpeg_stream(source) or GrabbedFootage(_opened(source), noisy=False)
    if "://" in source:
        return GrabbedFootage(_opened(source))
    return _folder(Path(source)) if Path(source).is_dir() else _film(source)


def picture_files(folder: Path) -> list[Path]:
    """The pictures in a folder, by name."""
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in PICTURE_ENDINGS)


def _device(source: str) -> Footage:
    camera = _opened(source)
    camera.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))  # whole pictures at 720p would be ten a second
    camera.set(cv2.CAP_PROP_FRAME_WIDTH, DEVICE_WIDTH)
    camera.set(cv2.CAP_PROP_FRAME_HEIGHT, DEVICE_HEIGHT)
    camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # the newest picture, not the oldest of a queue
    return GrabbedFootage(camera, exposure=Exposure(camera))


def _folder(folder: Path) -> Footage:
    return FolderFootage(partial(picture_files, folder), Pace(FOLDER_FPS))


def _film(source: str) -> Footage:
    film = _opened(source)
    fps = film.get(cv2.CAP_PROP_FPS) or FOLDER_FPS
    return FilmFootage(film, noisy=False, open=lambda: _opened(source), pace=Pace(min(fps, FASTEST_FPS)))


def _opened(source: str) -> cv2.VideoCapture:
    if source.startswith("/dev/"):
        capture = cv2.VideoCapture(source, cv2.CAP_V4L2)
    else:
        capture = cv2.VideoCapture(int(source)) if source.isdigit() else cv2.VideoCapture(source)
    if not capture.isOpened():
        raise FileNotFoundError(source)
    return capture
