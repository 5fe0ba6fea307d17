"""The lookup program as it is started in the field: a process of its own, asked over a socket."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.servers import free_port

PROGRAM = Path(sys.executable).parent / "motcua-lookup"
START_SECONDS = 60


@contextmanager
def serving(*options: str, **settings: str) -> Iterator[str]:
    """`motcua-lookup serve` with these options and settings, at the address that it gives; it must end well."""
    port = str(free_port())
    environment = {
        "PATH": os.environ["PATH"],
        "MOTCUA_LOOKUP_PORT": port,
        "MOTCUA_LOOKUP_PUBLIC_PER_MINUTE": "100000",
        "MOTCUA_LOOKUP_CODES_OF_A_DAY": "100000",
        "MOTCUA_LOOKUP_CODES_OF_A_NETWORK": "100000",
        "MOTCUA_LOOKUP_CODES_OF_EVERYBODY": "100000",
        **settings,
    }
    process = subprocess.Popen([PROGRAM, "serve", *options], env=environment)
    try:
        _wait_until_it_answers(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        ended = process.wait(30)
    assert ended in (0, -15), "the program did not end by itself"


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + START_SECONDS
    while True:
        assert process.poll() is None, "the program ended at once"
        assert time.monotonic() < give_up_at, "the program does not answer"
        try:
            httpx.get(f"{address}/health/live", timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.05)
