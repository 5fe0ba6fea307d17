"""All that works beside the screen, as `main` put it together; the app starts it after the first frame and ends it."""

from dataclasses import dataclass, field
from typing import Protocol

from kiosk.care.watchdog import Watchdog
from kiosk.hardware.ports import Camera, Scanner
from kiosk.hardware.voice import Voice
from kiosk.scanning.watch import Watcher
from kiosk.workers import Workers


class Part(Protocol):
    """Something that works by itself."""

    def start(self) -> None:
        """Begin; returns at once."""

    def stop(self) -> None:
        """End; nothing is posted after that."""


@dataclass(frozen=True, slots=True)
class Crew:
    """`scanner`, `camera` and `watcher` are None on a kiosk that has none; `others` are started and ended, and never
    spoken to."""

    workers: Workers
    scanner: Scanner | None
    voice: Voice
    watchdog: Watchdog
    camera: Camera | None = None
    watcher: Watcher | None = None
    others: tuple[Part, ...] = field(default=())

    def start(self) -> None:
        """Begin all work."""
        for part in (self.watcher, self.scanner, *self.others):
            if part:
                part.start()

    def stop(self) -> None:
        """End all work."""
        self.watchdog.stopping()
        for part in (*self.others, self.workers, self.watcher, self.scanner):
            if part:
                part.stop()
        self.voice.close()
