"""Room for one picture, shared by processes: the newest one. Older pictures are overwritten, never queued."""

from ctypes import c_int64, c_uint8
from dataclasses import dataclass
from multiprocessing.context import SpawnContext

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
ROOMS = 2  # one is filled while the other is read
TRIES = 4
FACTS = 5  # taken_ns, height, width, channels, held


@dataclass(frozen=True, slots=True)
class Frame:
    """One camera picture, grey (height, width) or RGB (height, width, 3). `taken_ns` is the monotonic clock of this
    machine in nanoseconds and grows with each frame, also over a restart of the camera. `held`: something is held
    before the camera that was not there a while ago."""

    taken_ns: int
    picture: Picture
    held: bool = False


class FrameSlot:
    """The newest picture of at most `room` bytes. It travels to child processes when they are started.

    There is no lock: whoever is killed with a lock in hand leaves it closed. One process writes, into two rooms in
    turn, and says first which one; a reader whose room was meanwhile begun anew reads again.
    """

    def __init__(self, context: SpawnContext, room: int) -> None:
        self._room = room
        self._pixels = context.RawArray(c_uint8, ROOMS * room)
        self._facts = context.RawArray(c_int64, ROOMS * FACTS)
        self._turns = context.RawArray(c_int64, 2)  # pictures begun, pictures finished

    def put(self, frame: Frame) -> None:
        """Replace the picture; a picture too large for the room is refused with ValueError."""
        height, width, *channels = frame.picture.shape
        turn = self._turns[1] + 1
        self._turns[0] = turn
        self._bytes(turn)[: frame.picture.size] = frame.picture.reshape(-1)
        self._facts[self._facts_of(turn)] = [frame.taken_ns, height, width, *(channels or [1]), int(frame.held)]
        self._turns[1] = turn

    def newest(self, after_ns: int) -> Frame | None:
        """A copy of the picture if it was taken after `after_ns`."""
        for _ in range(TRIES):
            turn = self._turns[1]
            frame = self._copy(turn, after_ns) if turn else None
            if self._turns[0] < turn + ROOMS:
                return frame
        return None

    @property
    def taken_ns(self) -> int:
        """When the picture that it holds was taken; 0 while there is none."""
        return int(self._facts[self._facts_of(self._turns[1])][0])

    def _copy(self, turn: int, after_ns: int) -> Frame | None:
        taken_ns, height, width, channels, held = self._facts[self._facts_of(turn)]
        if taken_ns <= after_ns:
            return None
        flat = self._bytes(turn)[: height * width * channels].copy()
        shape = (height, width) if channels == 1 else (height, width, channels)
        return Frame(taken_ns, flat.reshape(shape), bool(held))

    def _bytes(self, turn: int) -> Picture:
        begin = turn % ROOMS * self._room
        return np.frombuffer(memoryview(self._pixels), dtype=np.uint8)[begin : begin + self._room]

    def _facts_of(self, turn: int) -> slice:
        return slice(turn % ROOMS * FACTS, (turn % ROOMS + 1) * FACTS)
