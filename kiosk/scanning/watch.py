"""The thread that looks through the camera: it reads codes, sees that something is held up, reports a dead camera."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.errors import CameraUnavailable
from kiosk.flow.events import CodeRead, Event, FaultFound, FaultGone, SomethingHeld
from kiosk.hardware.ports import Camera
from kiosk.question import Grammar
from kiosk.scanning.decode import decode, glance
from kiosk.scanning.presence import Presence
from kiosk.scanning.read import read_picture
from kiosk.scanning.slot import Frame
from kiosk.scanning.voting import Ballot

NO_FRAME_SECONDS = 0.02
NO_CAMERA_SECONDS = 0.2
CALM_SECONDS = 0.25  # between two readings while nothing new is held before the camera
NANO = 1_000_000_000
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Watcher:
    """Looks at each newest frame and posts what it sees. Frames that come while it is busy are never looked at."""

    camera: Camera
    grammar: Grammar
    post: Callable[[Event], None]
    ballot: Ballot = field(default_factory=Ballot)
    presence: Presence = field(default_factory=Presence)
    seen_ns: int = 0
    read_ns: int = 0
    camera_is_gone: bool = False
    ending: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look. The thread is joined by `stop`: one that is left behind inside a reader aborts the exit."""
        self.thread = threading.Thread(target=self._run, name="watcher")
        self.thread.start()

    def stop(self) -> None:
        """End the thread and let go of the camera."""
        self.ending.set()
        if self.thread:
            self.thread.join()
        self.camera.close()

    def look_afresh(self) -> None:
        """Whatever is before the camera may be asked for again: somebody wants to scan."""
        self.ballot = Ballot()

    def look(self) -> float:
        """One look; how many seconds to wait before the next one."""
        try:
            frame = self.camera.newest(self.seen_ns)
        except CameraUnavailable:
            self._report(gone=True)
            return NO_CAMERA_SECONDS
        if frame is None:
            return NO_FRAME_SECONDS
        self._report(gone=False)
        self.seen_ns = frame.taken_ns
        self._look_at(frame)
        return 0.0

    def _run(self) -> None:
        while not self.ending.is_set():
            try:
                wait = self.look()
            except Exception:
                logger.exception("A look through the camera failed.")
                wait = NO_CAMERA_SECONDS
            self.ending.wait(wait)

    def _look_at(self, frame: Frame) -> None:
        held = self.presence.look(frame.picture)
        if held:
            self.post(SomethingHeld())
        if held or frame.taken_ns - self.read_ns >= CALM_SECONDS * NANO:
            self.read_ns = frame.taken_ns
            self._read(frame, held)

    def _read(self, frame: Frame, held: bool) -> None:
        reading = read_picture(frame.picture, self.grammar, decode if held else glance)
        if reading is None:
            return
        question = self.ballot.cast(reading.question, reading.symbology, time.monotonic(), held)
        if question is not None:
            self.post(CodeRead(question))

    def _report(self, gone: bool) -> None:
        if gone != self.camera_is_gone:
            self.camera_is_gone = gone
            self.post((FaultFound if gone else FaultGone)(CameraUnavailable.code))
