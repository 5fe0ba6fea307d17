"""The camera in a process of its own: what hangs or crashes in a driver never touches the screen."""

import multiprocessing
import signal
import time
from dataclasses import dataclass
from multiprocessing.context import SpawnContext

import cv2
import numpy as np

from kiosk.scanning.slot import Frame, FrameSlot, Picture
from kiosk.scanning.sources import pictures

LARGEST = (1920, 1080)
PREVIEW = (640, 480)


@dataclass(frozen=True, slots=True)
class Slots:
    """The two newest pictures of a camera: grey and whole for the decoder, RGB and small for the screen."""

    full: FrameSlot
    preview: FrameSlot

    @classmethod
    def make(cls, context: SpawnContext) -> "Slots":
        """Empty slots."""
        return cls(FrameSlot(context, LARGEST[0] * LARGEST[1]), FrameSlot(context, PREVIEW[0] * PREVIEW[1] * 3))

    def put(self, picture: Picture) -> None:
        """Show one picture (BGR or grey) in both."""
        taken_ns = time.monotonic_ns()
        self.full.put(Frame(taken_ns, _fitting(_grey(picture), LARGEST)))
        self.preview.put(Frame(taken_ns, _rgb(_fitting(picture, PREVIEW))))


def capture(source: str, slots: Slots) -> None:
    """What the child process does: keep `slots` filled until the source ends or the parent process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    cv2.setNumThreads(1)
    parent = multiprocessing.parent_process()
    for picture in pictures(source):
        if parent is None or not parent.is_alive():
            return
        slots.put(picture)


def _grey(picture: Picture) -> Picture:
    return picture if picture.ndim == 2 else _bytes(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def _rgb(picture: Picture) -> Picture:
    conversion = cv2.COLOR_GRAY2RGB if picture.ndim == 2 else cv2.COLOR_BGR2RGB
    return _bytes(cv2.cvtColor(picture, conversion))


def _fitting(picture: Picture, most: tuple[int, int]) -> Picture:
    height, width = picture.shape[:2]
    scale = min(1.0, most[0] / width, most[1] / height)
    if scale == 1.0:
        return picture
    return _bytes(cv2.resize(picture, (int(width * scale), int(height * scale)), interpolation=cv2.INTER_AREA))


def _bytes(picture: object) -> Picture:
    return np.asarray(picture, dtype=np.uint8)
