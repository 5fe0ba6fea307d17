"""The kiosk's program as a process of its own, and what it has drawn."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provisioning.device.identity import load_or_make_key, save_identity
from provisioning.devices import DeviceKind
from provisioning.keys import key_id_of
from provisioning.signatures import Caller
from tests.waiting import eventually

END_SECONDS = 20
Drawn = dict[str, Any]


@dataclass
class Kiosk:
    """A running kiosk; its pictures and trace are in `folder`."""

    process: subprocess.Popen[bytes]
    folder: Path

    def drawn(self) -> list[Drawn]:
        """Every screen that was drawn so far."""
        trace = self.folder / "events.jsonl"
        if not trace.exists():
            return []
        *lines, _ = trace.read_bytes().split(b"\n")  # the last one may still be being written
        return [json.loads(line) for line in lines]

    def shows(self, screen: str, **roles: str) -> Drawn:
        """Wait until the newest drawn screen is of this kind and says this."""
        return eventually(lambda: next((line for line in self.drawn()[-1:] if _fits(line, screen, roles)), None))

    def place(self, text: str) -> tuple[float, float]:
        """Wait until something with this text can be touched; where it stands, from the left and from the top, as parts
        of the window."""
        across, down = eventually(lambda: next((line["presses"].get(text) for line in self.drawn()[-1:]), None))
        return across, down

    def end(self) -> int:
        """Ask it to end, as systemd does; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(END_SECONDS)


@contextmanager
def running_kiosk(folder: Path, settings: dict[str, str], module: str = "kiosk.main") -> Iterator[Kiosk]:
    """A kiosk with these variables set, while the block lasts. Its window is in memory unless they say otherwise; what
    it logs goes to the file `log`."""
    own = {
        "SDL_VIDEODRIVER": "offscreen",
        "MOTCUA_KIOSK_SCREENSHOTS": str(folder / "drawn"),
        "MOTCUA_KIOSK_RUNTIME_FOLDER": str(folder / "runtime"),
    }
    environment = os.environ | own | settings
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", module, "run"]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield Kiosk(process, folder / "drawn")
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def enrolled(folder: Path) -> Path:
    """A state folder as `motcua-kiosk enrol` leaves it."""
    key = load_or_make_key(folder)
    save_identity(folder, Caller("kiosk-1", DeviceKind.KIOSK, "Kiosk 1", None, key_id_of(key.public_key())))
    return folder


def _fits(line: Drawn, screen: str, roles: dict[str, str]) -> bool:
    return bool(line["screen"].startswith(screen)) and roles.items() <= line["shown"].items()
