"""The screen's side of the camera: keeps its two processes alive and passes on what they report."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from kiosk.errors import CameraUnavailable
from kiosk.flow.events import Event, FaultFound, FaultGone
from kiosk.hardware.kept_process import KeptProcess, Waits
from kiosk.hardware.video_camera import VideoCamera
from kiosk.question import Grammar
from kiosk.scanning.bell import Bell
from kiosk.scanning.decoder import LookAgain, decode_frames
from kiosk.scanning.tracking import Sighting

ROUND_SECONDS = 0.5  # between two looks after the processes
START_NS, HANGS_NS = 20_000_000_000, 8_000_000_000  # how long a decoder may take to its first look up, and to others
HOPELESS_SECONDS = 2.0  # the wait after a decoder's third death
logger = logging.getLogger(__name__)


class Watcher:
    """A thread that nearly always waits. `sighting` may be read from any thread."""

    def __init__(self, camera: VideoCamera, grammar: Grammar, post: Callable[[Event], None]) -> None:
        self.sighting = Sighting()
        self.decoder = KeptProcess(self._make, self._is_well, Waits())
        self._camera = camera
        self._grammar = grammar
        self._post = post
        self._is_gone = False
        self._lines: list[Connection] = []  # ours to the decoder; and, until it has begun, the decoder's own end
        self._ending = Bell.make(camera.context)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look. The thread is joined by `stop`."""
        self._thread = threading.Thread(target=self._run, name="watcher")
        self._thread.start()

    def stop(self) -> None:
        """End the thread and both processes, and let go of the camera."""
        self._ending.ring()
        if self._thread:
            self._thread.join()
        self.decoder.end()
        self._hang_up(0)
        self._camera.close()
        self._ending.close()

    def look_afresh(self) -> None:
        """Whatever is before the camera may be asked for again: somebody wants to scan."""
        with suppress(OSError):  # a decoder that has just died forgets by itself
            for line in self._lines[:1]:
                line.send(LookAgain())

    def _run(self) -> None:
        is_ending = False
        while not is_ending:
            try:
                is_ending = self._round()
            except Exception:
                logger.exception("Looking after the camera failed.")
                is_ending = bool(wait([self._ending.listening], ROUND_SECONDS))

    def _round(self) -> bool:
        """Look after both processes, then pass on what is said within half a second; whether it is time to end."""
        has_decoder = self.decoder.look_after()
        self._report()
        self._hang_up(1)
        heard = wait([self._ending.listening, *(self._lines if has_decoder else [])], ROUND_SECONDS)
        for line in self._lines:
            if line in heard:
                self._listen(line)
        return self._ending.listening in heard

    def _listen(self, line: Connection) -> None:
        try:
            said = line.recv()
        except (EOFError, OSError):  # it died, perhaps in the middle of a word
            self._hang_up(0)
            return
        if isinstance(said, Sighting):
            self.sighting = said
        else:
            self._post(said)

    def _report(self) -> None:
        """Say when the camera, or whatever reads its pictures, is gone or is back; nothing before that is known."""
        try:
            has_picture = self._camera.look_after() > 0
        except CameraUnavailable:
            self._say(gone=True)
            return
        if self.decoder.process is None and self.decoder.wait >= HOPELESS_SECONDS:
            self._say(gone=True)
        elif has_picture and self._looked_ns() >= self.decoder.began_ns:
            self._say(gone=False)

    def _say(self, gone: bool) -> None:
        if gone != self._is_gone:
            self._is_gone = gone
            self._post((FaultFound if gone else FaultGone)(CameraUnavailable.code))

    def _make(self) -> SpawnProcess:
        self._hang_up(0)
        self.sighting = Sighting()
        self._lines = list(self._camera.context.Pipe())
        whole = self._camera.slots, self._grammar, self._lines[1]
        return self._camera.context.Process(target=decode_frames, args=whole, name="decoder", daemon=True)

    def _hang_up(self, first: int) -> None:
        """Close our copies of the lines from the `first` on; the child's copy of its own end keeps open."""
        for line in self._lines[first:]:
            line.close()
        self._lines = self._lines[:first]

    def _is_well(self, began_ns: int) -> bool:
        looked_ns = self._looked_ns()
        if looked_ns < began_ns:
            return time.monotonic_ns() - began_ns <= START_NS
        return time.monotonic_ns() - looked_ns <= HANGS_NS

    def _looked_ns(self) -> int:
        return self._camera.slots.signs.looked_ns
