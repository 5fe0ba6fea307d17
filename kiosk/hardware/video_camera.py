"""A camera device, stream, film or folder of pictures, read by a child process that is watched and healed."""

import logging
import multiprocessing
import time
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext, SpawnProcess

from kiosk.errors import CameraUnavailable
from kiosk.scanning.capture import Slots, capture
from kiosk.scanning.slot import Frame

NANO = 1_000_000_000
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: how old the newest frame may be, how long a new process may take to its first one, and how long to
    wait before the next process, from the first such wait to the longest."""

    frame: float = 3.0
    first_frame: float = 10.0
    first_wait: float = 0.5
    longest_wait: float = 8.0


@dataclass(slots=True)
class Life:
    """One child process, with slots of its own: one that was killed may have left its lock closed."""

    process: SpawnProcess
    slots: Slots
    began_ns: int

    @classmethod
    def begin(cls, source: str, context: SpawnContext) -> "Life":
        """Start the child."""
        slots = Slots.make(context)
        process = context.Process(target=capture, args=(source, slots), name="camera", daemon=True)
        process.start()
        return cls(process, slots, time.monotonic_ns())

    def is_well(self, patience: Patience) -> bool:
        """Whether it runs and its newest picture is young enough."""
        taken_ns = self.slots.full.taken_ns
        allowed = patience.frame if taken_ns else patience.first_frame
        return self.process.is_alive() and time.monotonic_ns() - (taken_ns or self.began_ns) <= allowed * NANO

    def end(self) -> None:
        """Kill it: a process that hangs in a driver hears nothing milder."""
        self.process.kill()
        self.process.join()


@dataclass(slots=True)
class VideoCamera:
    """See Camera. `newest` also watches the child: a stalled or ended one is killed and begun again."""

    source: str
    patience: Patience = field(default_factory=Patience)
    context: SpawnContext = field(default_factory=lambda: multiprocessing.get_context("spawn"))
    life: Life | None = None
    begin_at: float = 0.0  # monotonic seconds
    wait: float = 0.0

    def newest(self, after_ns: int) -> Frame | None:
        """See Camera."""
        life = self._watched()
        if life is None:
            raise CameraUnavailable
        frame = life.slots.full.newest(after_ns)
        if frame is not None:
            self.wait = 0.0
        return frame

    def preview(self, after_ns: int) -> Frame | None:
        """See Camera."""
        life = self.life
        return life.slots.preview.newest(after_ns) if life else None

    def close(self) -> None:
        """See Camera."""
        if self.life:
            self.life.end()
            self.life = None

    def _watched(self) -> Life | None:
        if self.life and not self.life.is_well(self.patience):
            self._bury(self.life)
        if self.life is None and time.monotonic() >= self.begin_at:
            self.life = Life.begin(self.source, self.context)
        return self.life

    def _bury(self, life: Life) -> None:
        logger.warning("The camera gives no pictures; it is started again.")
        self.life = None
        life.end()
        self.wait = min(max(self.wait * 2, self.patience.first_wait), self.patience.longest_wait)
        self.begin_at = time.monotonic() + self.wait
