"""How the server database is opened, brought up and shared."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Column, Engine, MetaData, String, Table, insert, inspect, select, text
from sqlalchemy.exc import StatementError

from provisioning.database import PortableJson, UtcDateTime, migrate, open_engine, wait_until_migrated
from provisioning.errors import DatabaseNotReady
from tests.provisioning.builders import NOW
from tests.servers import PostgresServer

HANOI = timezone(timedelta(hours=7))

notes = Table(
    "notes", MetaData(), Column("id", String, primary_key=True), Column("at", UtcDateTime), Column("what", PortableJson)
)


@pytest.fixture
def engine_with_notes(engine: Engine) -> Engine:
    notes.create(engine)
    return engine


def test_a_moment_comes_back_as_the_same_moment_in_utc(engine_with_notes: Engine) -> None:
    with engine_with_notes.begin() as connection:
        connection.execute(insert(notes).values(id="a", at=NOW.astimezone(HANOI)))
        at = connection.scalar(select(notes.c.at))
    assert at == NOW
    assert at.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_not_stored(engine_with_notes: Engine) -> None:
    with engine_with_notes.begin() as connection, pytest.raises(StatementError, match="time zone"):
        connection.execute(insert(notes).values(id="a", at=datetime(2026, 11, 24)))  # noqa: DTZ001


def test_moments_are_compared_as_moments_and_not_as_texts(engine_with_notes: Engine) -> None:
    with engine_with_notes.begin() as connection:
        connection.execute(insert(notes).values(id="a", at=NOW))
        later_by_its_text = (NOW - timedelta(seconds=1)).astimezone(HANOI)
        assert connection.scalar(select(notes.c.id).where(notes.c.at > later_by_its_text)) == "a"


@pytest.mark.parametrize("value", [{"tên": "Trần Thị Lan", "số": [1, 2.5, None]}, [], None])
def test_json_comes_back_as_it_was(engine_with_notes: Engine, value: object) -> None:
    with engine_with_notes.begin() as connection:
        connection.execute(insert(notes).values(id="a", what=value))
        assert connection.scalar(select(notes.c.what)) == value
        is_null = connection.scalar(select(notes.c.what.is_(None)))
    assert bool(is_null) == (value is None)


def test_a_new_sqlite_database_gets_its_folder_and_is_durable(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a/b/c.db", writes=True)
    with engine.connect() as connection:
        found = [connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]
    engine.dispose()
    assert found == ["wal", 2, 1]


def test_who_reads_is_not_held_up_by_who_writes(sqlite_url: str) -> None:
    reads, writes = open_engine(sqlite_url, writes=False), open_engine(sqlite_url, writes=True)
    notes.create(writes)
    with writes.begin() as writing, reads.begin() as reading:
        writing.execute(insert(notes).values(id="a"))
        assert reading.scalar(select(notes.c.id)) is None
    reads.dispose()
    writes.dispose()


def test_writers_queue_up_and_none_fails_halfway(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url, writes=True)
    notes.create(engine)

    def count_up(_: int) -> None:
        with engine.begin() as connection:
            found = len(connection.execute(select(notes.c.id)).all())
            connection.execute(insert(notes).values(id=str(found)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(24)))
    with engine.begin() as connection:
        assert len(connection.execute(select(notes.c.id)).all()) == 24
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new/motcua.db"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    server.run("CREATE DATABASE bare")
    yield server.url("bare")
    server.run("DROP DATABASE bare WITH (FORCE)")


def test_programs_that_migrate_at_once_do_it_once(bare_url: str) -> None:
    command = [sys.executable, "-c", "import sys; from provisioning.database import migrate; migrate(sys.argv[1])"]
    processes = [subprocess.Popen([*command, bare_url]) for _ in range(3)]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    engine = open_engine(bare_url, writes=False)
    wait_until_migrated(engine, 0)
    assert "devices" in inspect(engine).get_table_names()
    engine.dispose()


def test_a_program_waits_for_the_migration(bare_url: str) -> None:
    engine = open_engine(bare_url, writes=False)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(wait_until_migrated, engine, 60)
        migrate(bare_url)
        waiting.result()
    engine.dispose()


def test_a_program_does_not_wait_for_ever(bare_url: str) -> None:
    engine = open_engine(bare_url, writes=False)
    with pytest.raises(DatabaseNotReady, match="motcua-ingest migrate"):
        wait_until_migrated(engine, 0)
    engine.dispose()


def test_a_database_that_is_away_is_waited_for_as_well() -> None:
    engine = open_engine("postgresql://nobody@127.0.0.1:1/nothing", writes=False)
    with pytest.raises(DatabaseNotReady):
        wait_until_migrated(engine, 0)
    assert engine.dialect.driver == "psycopg"
