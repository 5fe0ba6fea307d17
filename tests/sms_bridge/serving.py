"""The bridge as it is started in the field: a process of its own, that can be killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.servers import free_port
from tests.waiting import PATIENCE_SECONDS, eventually

PROGRAM = Path(sys.executable).parent / "motcua-sms"


@dataclass(frozen=True)
class RunningBridge:
    """`motcua-sms serve` at an address, with what it logs in a file."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(PATIENCE_SECONDS)


@contextmanager
def running_bridge(folder: Path, **settings: str) -> Iterator[RunningBridge]:
    """The program with these settings for as long as the block lasts; it must end well, unless it was killed."""
    port, log = str(free_port()), folder / "bridge.log"
    environment = {"PATH": os.environ["PATH"], "MOTCUA_SMS_PORT": port, **settings}
    with log.open("ab") as file:
        process = subprocess.Popen([PROGRAM, "serve"], env=environment, stderr=file)
    bridge = RunningBridge(f"http://127.0.0.1:{port}", log, process)
    try:
        eventually(lambda: _is_ready(bridge))
        yield bridge
    finally:
        process.terminate()
        ended = process.wait(PATIENCE_SECONDS)
    assert ended in (0, -9, -15), f"the bridge did not end by itself:\n{log.read_text()}"


def _is_ready(bridge: RunningBridge) -> bool:
    assert bridge.process.poll() is None, f"the bridge ended at once:\n{bridge.log.read_text()}"
    try:
        return httpx.get(f"{bridge.url}/health/ready", timeout=5).is_success
    except httpx.TransportError:
        return False
