"""A vendor's sender at work: started with the address that it has to push to, and waited for until it rests."""

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from sync_ingest.conformance.errors import SenderNotStarted
from sync_ingest.conformance.relay import Relay

ADDRESS = "MOTCUA_CONFORMANCE_URL"
LOOK_SECONDS = 0.05
STOP_SECONDS = 10


@contextmanager
def running_sender(command: str, address: str) -> Iterator[subprocess.Popen[bytes]]:
    """The sender's command with the address in its environment, for as long as the block lasts."""
    try:
        process = subprocess.Popen(shlex.split(command), env={**os.environ, ADDRESS: address})
    except (OSError, ValueError) as error:
        raise SenderNotStarted from error
    try:
        yield process
    finally:
        _stop(process)


def wait_until_idle(relay: Relay, idle_seconds: float, sender: subprocess.Popen[bytes] | None = None) -> None:
    """Return once the sender has ended, or has pushed and then rested for so long; a KeyboardInterrupt ends it too."""
    pause = Event()
    try:
        while not pause.wait(LOOK_SECONDS):
            idle = relay.idle_seconds()
            if (sender and sender.poll() is not None) or (idle is not None and idle >= idle_seconds):
                return
    except KeyboardInterrupt:
        return


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
