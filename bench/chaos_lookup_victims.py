"""What is killed around the look-up: a Redis that comes back empty, and the program's own memory, which only grows."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.servers import RedisServer, free_port
from tests.waiting import wait_until

STOP_SECONDS = 20


@dataclass
class VictimRedis:
    """A Redis at one address, killed, stopped for a while, and started again with nothing in it."""

    server: RedisServer
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.server.port), "--save", ""]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until("Redis", self.server.answers)

    def signal(self, what: signal.Signals) -> None:
        """SIGKILL ends it, SIGSTOP lets its clients hang, SIGCONT lets it go on."""
        if self.process:
            self.process.send_signal(what)
            if what is signal.SIGKILL:
                self.process.wait(STOP_SECONDS)


@contextmanager
def a_redis() -> Iterator[VictimRedis]:
    """A Redis that runs."""
    redis = VictimRedis(RedisServer(free_port()))
    redis.start()
    try:
        yield redis
    finally:
        redis.signal(signal.SIGKILL)


@dataclass(frozen=True)
class Workers:
    """A running `motcua-lookup serve`."""

    port: int
    pid: int

    def memory(self) -> float:
        """What the largest of its processes has of the machine's memory, in MB (10^6 bytes)."""
        return max(_resident(pid) for pid in (self.pid, *_children(self.pid))) / 1e6


@contextmanager
def serving(workers: int, settings: Mapping[str, str], log: Path) -> Iterator[Workers]:
    """`motcua-lookup serve` in so many workers, as soon as it answers."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "motcua-lookup"), "serve", "--workers", str(workers)]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    with log.open("wb") as written:
        environment = {**plain, **settings, "MOTCUA_LOOKUP_PORT": str(port)}
        process = subprocess.Popen(command, env=environment, stdout=written, stderr=written)
    try:
        wait_until("motcua-lookup", lambda: _is_ready(port), 60)
        yield Workers(port, process.pid)
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def _is_ready(port: int) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        return httpx.get(f"http://127.0.0.1:{port}/health/ready", timeout=5).is_success
    return False


def _resident(pid: int) -> int:
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{pid}/statm").read_text().split()
        return int(words[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
