"""The programs that `make bench-kiosk` measures, each as a process, and where their time goes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.kiosk.display import Display
from tests.kiosk.program import Kiosk, enrolled, running_kiosk
from tests.waiting import eventually


@dataclass(frozen=True, slots=True)
class Place:
    """Where a kiosk is measured: its display, the centre's address, a camera's ("" for none), an empty folder."""

    display: Display
    centre: str
    camera: str
    folder: Path

    @property
    def settings(self) -> dict[str, str]:
        """The kiosk's variables. Nobody waits for long, so that sessions follow one another."""
        return self.display.settings | {
            "MOTCUA_KIOSK_LOOKUP_URL": self.centre,
            "MOTCUA_KIOSK_STATE_FOLDER": str(enrolled(self.folder / "state")),
            "MOTCUA_KIOSK_CAMERA": self.camera,
            "MOTCUA_KIOSK_VOICE": "none",
            "MOTCUA_KIOSK_WIDTH": str(self.display.width),
            "MOTCUA_KIOSK_HEIGHT": str(self.display.height),
            "MOTCUA_KIOSK_ASK_AFTER_SECONDS": "4",
            "MOTCUA_KIOSK_LEAVE_AFTER_SECONDS": "1",
            "MOTCUA_KIOSK_NOBODY_AFTER_SECONDS": "2",
        }


@contextmanager
def our_kiosk(place: Place) -> Iterator[tuple[Kiosk, float]]:
    """The kiosk, and the milliseconds from its start to its first drawn screen."""
    began = time.monotonic() * 1000
    with running_kiosk(place.folder, place.settings) as kiosk:
        first = eventually(lambda: next(iter(kiosk.drawn()), None))
        yield kiosk, first["monotonic_ms"] - began


@contextmanager
def bare_window(place: Place) -> Iterator[tuple[int, float]]:
    """A bare Kivy window of the same size: its process, and the milliseconds to its second frame."""
    told = place.folder / "bare"
    size = [str(place.display.width), str(place.display.height)]
    began = time.monotonic() * 1000
    command = [sys.executable, "-m", "bench.kiosk_bare", *size, str(told)]
    process = subprocess.Popen(command, env=os.environ | place.display.settings, stderr=subprocess.DEVNULL)
    try:
        drawn = eventually(lambda: told.read_text() if told.exists() else None)
        yield process.pid, float(drawn) - began
    finally:
        process.terminate()
        process.wait()
