"""A camera device, stream, film or folder of pictures, read by a child process that is watched and healed."""

import multiprocessing
import time
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext, SpawnProcess

from kiosk.errors import CameraUnavailable
from kiosk.hardware.kept_process import KeptProcess, Waits
from kiosk.scanning.capture import Slots, capture
from kiosk.scanning.slot import Frame

NANO = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: how old the newest picture may be, how long it may stay the very same (a sensor always has noise),
    and how long a new process may take to its first one."""

    picture: float = 3.0
    same: float = 6.0
    first: float = 10.0
    waits: Waits = field(default_factory=Waits)


class VideoCamera:
    """See Camera. The pictures come through `slots`, which outlive the processes that fill them."""

    def __init__(self, source: str, patience: Patience | None = None) -> None:
        self.context: SpawnContext = multiprocessing.get_context("spawn")
        self.slots = Slots.make(self.context)
        self._source = source
        self._patience = patience or Patience()
        self.kept = KeptProcess(self._make, self._is_well, self._patience.waits)

    def look_after(self) -> int:
        """Begin, watch and heal the child; call it a few times a second. When its newest picture came (monotonic
        nanoseconds), 0 before the first; CameraUnavailable while there is no camera."""
        if not self.kept.look_after():
            raise CameraUnavailable
        signs = self.slots.signs
        return signs.changed_ns if signs.changed_ns >= self.kept.began_ns else 0

    def newest(self, after_ns: int) -> Frame | None:
        """See Camera."""
        self.look_after()
        return self._wanted().full.newest(after_ns)

    def preview(self, after_ns: int) -> Frame | None:
        """See Camera."""
        return self._wanted().preview.newest(after_ns)

    def close(self) -> None:
        """See Camera."""
        self.kept.end()
        self.slots.bell.close()

    def _wanted(self) -> Slots:
        self.slots.signs.wanted_ns = time.monotonic_ns()
        return self.slots

    def _make(self) -> SpawnProcess:
        return self.context.Process(target=capture, args=(self._source, self.slots), name="camera", daemon=True)

    def _is_well(self, began_ns: int) -> bool:
        signs, patience, now_ns = self.slots.signs, self._patience, time.monotonic_ns()
        if signs.changed_ns < began_ns:
            return now_ns - began_ns <= patience.first * NANO
        arrived, changed = now_ns - signs.arrived_ns, now_ns - signs.changed_ns
        return arrived <= patience.picture * NANO and changed <= patience.same * NANO
