"""A scanner that scans what it is told: for demonstrations and tests."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.flow.events import Event, TextScanned


@dataclass(slots=True)
class RecordingScanner:
    """See Scanner. `scan` is what a hand would do; `half` what was scanned so far."""

    post: Callable[[Event], None]
    half: str = ""
    is_running: bool = False

    def start(self) -> None:
        """See Scanner."""
        self.is_running = True

    def forget(self) -> None:
        """See Scanner."""
        self.half = ""

    def stop(self) -> None:
        """See Scanner."""
        self.is_running = False

    def scan(self, text: str) -> None:
        """Scan some signs; a line's end ends the text."""
        *whole, self.half = (self.half + text).split("\n")
        for line in whole:
            if self.is_running and line.strip():
                self.post(TextScanned(line.strip()))
