"""Room for one picture, shared by two processes: the newest one. Older pictures are overwritten, never queued."""

from ctypes import c_int64, c_uint8
from dataclasses import dataclass
from multiprocessing.context import SpawnContext

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
WAIT_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Frame:
    """One camera picture, grey (height, width) or RGB (height, width, 3). `taken_ns` is the monotonic clock of this
    machine in nanoseconds and grows with each frame, also over a restart of the camera."""

    taken_ns: int
    picture: Picture


class FrameSlot:
    """The newest picture of at most `room` bytes. It travels to a child process when that is started."""

    def __init__(self, context: SpawnContext, room: int) -> None:
        self._pixels = context.RawArray(c_uint8, room)
        self._about = context.RawArray(c_int64, 4)  # taken_ns, height, width, channels
        self._lock = context.Lock()

    def put(self, frame: Frame) -> None:
        """Replace the picture; a picture too large for the room is refused with ValueError."""
        height, width, *channels = frame.picture.shape
        with self._lock:
            self._bytes()[: frame.picture.size] = frame.picture.reshape(-1)
            self._about[:] = [frame.taken_ns, height, width, *(channels or [1])]

    def newest(self, after_ns: int) -> Frame | None:
        """A copy of the picture if it was taken after `after_ns`; None too when a killed writer holds the lock."""
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            return None
        try:
            taken_ns, height, width, channels = self._about
            if taken_ns <= after_ns:
                return None
            flat = self._bytes()[: height * width * channels].copy()
        finally:
            self._lock.release()
        return Frame(taken_ns, flat.reshape((height, width) if channels == 1 else (height, width, channels)))

    @property
    def taken_ns(self) -> int:
        """When the picture that it holds was taken; 0 while there is none."""
        return int(self._about[0])

    def _bytes(self) -> Picture:
        return np.frombuffer(memoryview(self._pixels), dtype=np.uint8)
