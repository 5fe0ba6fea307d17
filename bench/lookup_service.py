"""The programs of the look-up bench, each a process of one worker on a processor of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.ingest_service import A_DATA_KEY, LOG, START_SECONDS, STOP_SECONDS
from tests.servers import free_port
from tests.waiting import wait_until

WORKERS_OWN = 0  # the processor of whichever program is measured; see lookup_wrk.THEIRS
OURS = (Path(sys.executable).parent / "motcua-lookup", "serve")
NO_LIMIT = str(10**9)
UNLIMITED = {
    "MOTCUA_LOOKUP_PUBLIC_PER_MINUTE": NO_LIMIT,
    "MOTCUA_LOOKUP_CODES_OF_A_DAY": NO_LIMIT,
    "MOTCUA_LOOKUP_CODES_OF_A_NETWORK": NO_LIMIT,
    "MOTCUA_LOOKUP_CODES_OF_EVERYBODY": NO_LIMIT,
    "MOTCUA_LOOKUP_COUNT_SECONDS": "0",
}
"""One wrk asks for more than any network may, and walks; all of it is counted just the same. Of the overview's counts,
which take all dossiers every five minutes, none falls into a run.
"""


@dataclass(frozen=True)
class Program:
    """A running program: its address, and its process."""

    address: str
    pid: int

    @property
    def memory(self) -> float:
        """What it has of the machine's memory, in MB (10^6 bytes)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024 / 1e6

    def freeze(self) -> None:
        """Keep it from taking time of what is measured now."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        os.kill(self.pid, signal.SIGCONT)


@contextmanager
def ours(database: str, **settings: str) -> Iterator[Program]:
    """`motcua-lookup serve` as operators start it, on the database at this URL."""
    stated = {"MOTCUA_DATABASE_URL": database, "MOTCUA_DATA_KEY": A_DATA_KEY, **UNLIMITED, **settings}
    port = free_port()
    with pinned(OURS, {**stated, "MOTCUA_LOOKUP_PORT": str(port)}, port) as program:
        yield program


@contextmanager
def on_uvicorn(app: str, **settings: str) -> Iterator[Program]:
    """An ASGI program on uvicorn as ours is on it, less the access log, which is left out."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", app, "--port", port, "--no-access-log", "--log-level", "warning"]
    with pinned(command, settings, port) as program:
        yield program


@contextmanager
def pinned(command: Sequence[object], settings: Mapping[str, str], port: int) -> Iterator[Program]:
    """A program on the workers' processor, as soon as it answers at `port`; what it logs goes to a file."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    words = ["taskset", "-c", str(WORKERS_OWN), *map(str, command)]
    log = LOG.with_name("bench-lookup.log") if LOG.parent.exists() else Path(os.devnull)
    with log.open("ab") as written:
        process = subprocess.Popen(words, env={**plain, **settings}, stdout=written, stderr=written)
    program = Program(f"http://127.0.0.1:{port}", process.pid)
    try:
        wait_until(f"{words[3]} at {port}, see {log}", lambda: _answers(program.address), START_SECONDS)
        yield program
    finally:
        program.thaw()
        process.terminate()
        process.wait(STOP_SECONDS)


def pin(pid: int, processor: int) -> None:
    """Put a process and all its threads on one processor; the children that it makes later follow."""
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), {processor})


def _answers(address: str) -> bool:
    try:
        httpx.get(f"{address}/health/live")
    except httpx.TransportError:
        return False
    return True
