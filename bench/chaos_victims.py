"""The programs that are killed: PostgreSQL and ingest, each started again at the same address with the same data."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.servers import PostgresServer, ServerNotStarted, give_to_owner, kept_postgres
from tests.waiting import wait_until

START_SECONDS = 60.0
STOP_SECONDS = 20


@dataclass
class Postgres:
    """A PostgreSQL whose power is cut: the server and all its processes, at once."""

    folder: Path
    port: int
    life: ExitStack

    @property
    def server(self) -> PostgresServer:
        """Where it is."""
        return PostgresServer(self.port)

    def start(self) -> None:
        """Start it, and wait until it has recovered. It refuses while a process of its last life is there still."""

        def started() -> bool:
            with contextlib.suppress(ServerNotStarted):
                self.life.enter_context(kept_postgres(self.folder, {}, self.port))
                return True
            return False

        wait_until("PostgreSQL", started, START_SECONDS)

    def kill(self) -> None:
        """`kill -9` the server and its children."""
        server = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        for pid in (server, *_children(server)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.life.close()


@dataclass
class Ingest:
    """`motcua-ingest serve` in two workers, killed with them."""

    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.environment["MOTCUA_INGEST_PORT"])

    def start(self) -> None:
        """Start it, without waiting for it."""
        command = [sys.executable, "-m", "sync_ingest.main", "serve", "--workers", "2"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=dict(self.environment), stderr=log, start_new_session=True)

    def answers(self) -> bool:
        """Whether it is ready."""
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"http://127.0.0.1:{self.port}/health/ready", timeout=5).is_success
        return False

    def kill(self) -> None:
        """`kill -9` it and its workers."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(STOP_SECONDS)


@contextmanager
def a_postgres(folder: Path, port: int) -> Iterator[Postgres]:
    """A PostgreSQL that runs, with its data in `folder`."""
    folder.mkdir()
    give_to_owner(folder)
    with ExitStack() as life:
        postgres = Postgres(folder, port, life)
        postgres.start()
        yield postgres


def _children(parent: int) -> list[int]:
    """The processes whose parent this is, by what the kernel says."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]
