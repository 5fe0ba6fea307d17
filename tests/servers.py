"""Real servers for tests: Debian's PostgreSQL, MariaDB and Redis, in a folder of their own, at a free loopback port.

Each is a context manager. A server that cannot be started is an error and never a skipped test.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pymysql
from redis import Redis
from redis.exceptions import ConnectionError as RedisIsNotThere

START_SECONDS = 60
STOP_SECONDS = 30


class ServerNotStarted(Exception):
    """A server that the tests need is not installed, or ended at once; the text says what to do."""


@dataclass(frozen=True)
class PostgresServer:
    """A running PostgreSQL; everyone on this machine may connect as `postgres` without a password."""

    port: int

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one database on this server."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str) -> None:
        """Run one statement on the server as a whole, such as CREATE DATABASE."""
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def answers(self) -> bool:
        """Whether the server takes connections now."""
        try:
            self.run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    @property
    def _address(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres?connect_timeout=5"


@dataclass(frozen=True)
class MariaDbServer:
    """A running MariaDB; everyone on this machine may do everything in it. `restart` ends it and starts it again."""

    port: int
    restart: Callable[[], None]

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one database on this server."""
        return f"mysql+pymysql://root@127.0.0.1:{self.port}/{database}?charset=utf8mb4"

    def run(self, statement: str) -> None:
        """Run one statement on the server as a whole, such as CREATE DATABASE."""
        _ask_mariadb(self.port, statement)


@dataclass(frozen=True)
class RedisServer:
    """A running Redis that keeps nothing on disk."""

    port: int

    @property
    def url(self) -> str:
        """The address that MOTCUA_REDIS_URL takes."""
        return f"redis://127.0.0.1:{self.port}/0"

    def clear(self) -> None:
        """Forget everything."""
        with Redis.from_url(self.url) as redis:
            redis.flushall()

    def answers(self) -> bool:
        """Whether the server takes connections now."""
        try:
            with Redis.from_url(self.url) as redis:
                return bool(redis.ping())
        except RedisIsNotThere:
            return False


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A new, empty PostgreSQL for as long as the block lasts."""
    with _folder() as folder, kept_postgres(folder, {}) as server:
        yield server


@contextmanager
def kept_postgres(folder: Path, settings: Mapping[str, str], port: int | None = None) -> Iterator[PostgresServer]:
    """A PostgreSQL for as long as the block lasts, with its data in `folder`/data: what is there already is kept.
    `settings` as in postgresql.conf; `port` None for a free one.
    """
    server = PostgresServer(port or free_port())
    data = folder / "data"
    if not data.exists():
        initdb = [_postgres_program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"]
        _run_to_end([*initdb, "-E", "UTF8", "--locale=C.UTF-8"], folder)
    where = ["-D", data, "-p", server.port, "-h", "127.0.0.1", "-k", ""]
    set_ = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with _process([_postgres_program("postgres"), *where, *set_], folder, server.answers):
        yield server


@contextmanager
def running_mariadb() -> Iterator[MariaDbServer]:
    """A new, empty MariaDB for as long as the block lasts."""
    with _folder() as folder, ExitStack() as life:
        port, data = free_port(), folder / "data"
        small = ["--innodb-log-file-size=4M", "--innodb-buffer-pool-size=16M", "--innodb-flush-log-at-trx-commit=0"]
        install = [_program("mariadb-install-db", "/usr/bin"), "--no-defaults", f"--datadir={data}", "--skip-test-db"]
        _run_to_end([*install, *small], folder)
        where = [f"--datadir={data}", f"--socket={folder}/socket", f"--port={port}", "--bind-address=127.0.0.1"]
        command: list[object] = [
            _program("mariadbd", "/usr/sbin"),
            "--no-defaults",
            *where,
            "--skip-grant-tables",
            *small,
        ]

        def start() -> None:
            life.enter_context(_process(command, folder, lambda: _mariadb_answers(port), signal.SIGTERM))

        def restart() -> None:
            life.close()
            start()

        start()
        yield MariaDbServer(port, restart)


@contextmanager
def running_redis() -> Iterator[RedisServer]:
    """A new, empty Redis for as long as the block lasts."""
    server = RedisServer(free_port())
    with _folder() as folder, _process(_redis_command(server, folder), folder, server.answers):
        yield server


@contextmanager
def running_redis_that_crashes() -> Iterator[tuple[RedisServer, Callable[[], None]]]:
    """A new, empty Redis, and what makes it crash and start again from its last SAVE."""
    server = RedisServer(free_port())
    with _folder() as folder, ExitStack() as life:

        def start() -> None:
            life.enter_context(_process(_redis_command(server, folder), folder, server.answers))

        def crash() -> None:
            life.close()  # an ordered end is a crash too: this Redis never saves by itself
            start()

        start()
        yield server, crash


def free_port() -> int:
    """A loopback port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _postgres_program(name: str) -> str:
    """Debian keeps one folder a version, outside of PATH; the newest wins."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    return _program(name, str(folders[-1]) if folders else "")


def _program(name: str, folder: str) -> str:
    found = shutil.which(name, path=f"{folder}:{os.environ.get('PATH', '')}")
    if found is None:
        raise ServerNotStarted(f"{name} is not installed: run `make setup`")
    return found


def _ask_mariadb(port: int, statement: str) -> None:
    connection = pymysql.connect(host="127.0.0.1", port=port, user="root", connect_timeout=5)
    with connection, connection.cursor() as cursor:
        cursor.execute(statement)


def _mariadb_answers(port: int) -> bool:
    try:
        _ask_mariadb(port, "SELECT 1")
    except pymysql.err.OperationalError:
        return False
    return True


def _redis_command(server: RedisServer, folder: Path) -> list[object]:
    where = ["--bind", "127.0.0.1", "--port", server.port, "--dir", folder]
    return [_program("redis-server", "/usr/bin"), *where, "--save", "", "--appendonly", "no"]


def _owner() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "nobody" if os.geteuid() == 0 else None


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="motcua-test-") as name:
        give_to_owner(Path(name))
        yield Path(name)


def give_to_owner(folder: Path) -> None:
    """Make `folder` the property of whom PostgreSQL runs as."""
    if owner := _owner():
        shutil.chown(folder, owner)


def _start(command: list[object], folder: Path) -> subprocess.Popen[bytes]:
    owner = _owner()
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=owner,
            group=pwd.getpwnam(owner).pw_gid if owner else None,
            extra_groups=[] if owner else None,
        )


def _run_to_end(command: list[object], folder: Path) -> None:
    if _start(command, folder).wait(START_SECONDS) != 0:
        raise _not_started(command, folder)


@contextmanager
def _process(
    command: list[object], folder: Path, answers: Callable[[], bool], ends_at: signal.Signals = signal.SIGINT
) -> Iterator[None]:
    process = _start(command, folder)
    try:
        give_up_at = time.monotonic() + START_SECONDS
        while not answers():
            if process.poll() is not None or time.monotonic() > give_up_at:
                raise _not_started(command, folder)
            time.sleep(0.02)
        yield
    finally:
        _stop(process, ends_at)


def _stop(process: subprocess.Popen[bytes], ends_at: signal.Signals) -> None:
    """At SIGINT PostgreSQL ends without waiting for its clients, and Redis ends likewise; MariaDB wants SIGTERM."""
    process.send_signal(ends_at)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _not_started(command: list[object], folder: Path) -> ServerNotStarted:
    return ServerNotStarted(f"{command[0]} did not start:\n{(folder / 'log').read_text()[-2000:]}")
