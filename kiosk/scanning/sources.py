"""Where pictures come from: a camera device, a network stream, a film, or a folder of pictures that plays as one."""

import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from kiosk.scanning.slot import Picture

FOLDER_FPS = 15.0
FASTEST_FPS = 30.0
EMPTY_FOLDER_SECONDS = 0.5
PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png"})
DEVICE_WIDTH, DEVICE_HEIGHT = 1280, 720


def pictures(source: str) -> Iterator[Picture]:
    """The pictures (BGR or grey) of a source, each when it is due.

    `source` is a device number ("0"), a URL (`http://…/stream.mjpg`, `rtsp://…`), a folder or a film file. A device or
    a URL ends when it is lost. A film and a folder begin again at their end, for they stand in for a camera; a folder
    is listed anew each time, so new pictures may be put into it.
    """
    if source.isdigit():
        return _device(int(source))
    if "://" in source:
        return _read(cv2.VideoCapture(source))
    return _folder(Path(source)) if Path(source).is_dir() else _film(source)


def picture_files(folder: Path) -> list[Path]:
    """The pictures in a folder, by name."""
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in PICTURE_ENDINGS)


def _device(number: int) -> Iterator[Picture]:
    camera = cv2.VideoCapture(number)
    camera.set(cv2.CAP_PROP_FRAME_WIDTH, DEVICE_WIDTH)
    camera.set(cv2.CAP_PROP_FRAME_HEIGHT, DEVICE_HEIGHT)
    camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # the newest picture, not the oldest of a queue
    return _read(camera)


def _film(source: str) -> Iterator[Picture]:
    film = cv2.VideoCapture(source)
    fps = film.get(cv2.CAP_PROP_FPS) or FOLDER_FPS
    return _paced(_over_and_over(source), min(fps, FASTEST_FPS))


def _over_and_over(source: str) -> Iterator[Picture]:
    while True:
        film = _read(cv2.VideoCapture(source))
        first = next(film, None)
        if first is None:
            return
        yield first
        yield from film


def _folder(folder: Path) -> Iterator[Picture]:
    return _paced(_listed_anew(folder), FOLDER_FPS)


def _listed_anew(folder: Path) -> Iterator[Picture]:
    while True:
        files = picture_files(folder)
        yield from _opened(files)
        if not files:
            time.sleep(EMPTY_FOLDER_SECONDS)


def _opened(files: list[Path]) -> Iterator[Picture]:
    for file in files:
        picture = cv2.imread(str(file), cv2.IMREAD_COLOR)  # None for a file that is still being written
        if picture is not None:
            yield np.asarray(picture, dtype=np.uint8)


def _read(camera: cv2.VideoCapture) -> Iterator[Picture]:
    try:
        while True:
            got, picture = camera.read()
            if not got:
                return
            yield np.asarray(picture, dtype=np.uint8)
    finally:
        camera.release()


def _paced(source: Iterator[Picture], fps: float) -> Iterator[Picture]:
    due = time.monotonic()
    for picture in source:
        time.sleep(max(0.0, due - time.monotonic()))
        due = max(due + 1 / fps, time.monotonic())
        yield picture
