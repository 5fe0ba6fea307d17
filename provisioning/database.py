"""The one server database: how it is opened and brought up, and the column types that every table shares.

SQLite (a file, WAL) is the default; PostgreSQL is reached through psycopg 3. Everything here works on both.
"""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import OperationalError as SqliteRefusal
from time import monotonic, sleep
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, BigInteger, Connection, DateTime, Dialect, Engine, Integer, create_engine, event, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from provisioning.errors import DatabaseNotReady

logger = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
BUSY_SECONDS = 10
MIGRATION_BUSY_SECONDS = 600
POLL_SECONDS = 0.1
MIGRATION_LOCK = 0x6D6F74637561  # "motcua": the key of PostgreSQL's advisory lock

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Naming convention for every MetaData, so that a later migration can name what it changes."""

PortableJson = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""Column type for JSON values; None is SQL NULL. PostgreSQL keeps no order of an object's keys."""


RowNumber = BigInteger().with_variant(Integer(), "sqlite")
"""Column type for a row's own number. SQLite numbers rows by itself only in a column of exactly the type INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """Column type for a moment: takes aware datetimes only, and gives aware UTC back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware datetime into UTC; a naive one is a ValueError."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored moment as aware UTC; SQLite keeps no zone, so UTC is put back."""
        return _as_utc(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """The same without a detour where the driver gives datetimes already: batches read many."""
        return _as_utc if dialect.name == "postgresql" else super().result_processor(dialect, coltype)


def _as_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def open_engine(url: str, *, writes: bool, pings: bool = True) -> Engine:
    """Open the database of `url`; connections are made when first used.

    `writes` says that this program's transactions change something: SQLite then takes its write lock at
    the start, so that a transaction which read first cannot fail halfway. Makes a SQLite file's folder.
    `pings` False: a server's connection is used without asking first whether it still holds, and whoever finds that it
    does not is told so by an OperationalError, once; the others then get new ones.
    """
    return _open(make_url(url), writes, BUSY_SECONDS, pings)


def migrate(url: str) -> None:
    """Bring the database to the newest migration, in one transaction.

    Several processes may do it at once: the others wait, then find nothing left to do.
    """
    engine = _open(make_url(url), True, MIGRATION_BUSY_SECONDS)
    try:
        with engine.begin() as connection:
            _wait_for_other_migrations(connection)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def wait_until_migrated(engine: Engine, seconds: float) -> None:
    """Return as soon as the database stands at the newest migration; DatabaseNotReady after `seconds`."""
    wanted = set(ScriptDirectory.from_config(_config()).get_heads())
    give_up_at = monotonic() + seconds
    if _heads(engine) != wanted:
        logger.info("waiting for the database to be migrated")
    while _heads(engine) != wanted:
        if monotonic() >= give_up_at:
            raise DatabaseNotReady
        sleep(POLL_SECONDS)


def _heads(engine: Engine) -> set[str] | None:
    """Where the database stands; None while it cannot be asked."""
    try:
        with engine.connect() as connection:
            return set(connection.scalars(text("SELECT version_num FROM alembic_version")))
    except (OperationalError, ProgrammingError):
        return None


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _wait_for_other_migrations(connection: Connection) -> None:
    """SQLite's BEGIN IMMEDIATE has waited already; PostgreSQL is asked for a lock until the commit."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


def _open(url: URL, writes: bool, busy_seconds: int, pings: bool = True) -> Engine:
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url, writes, busy_seconds)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return create_engine(url, pool_pre_ping=pings, json_serializer=_json, hide_parameters=True)


def _open_sqlite(url: URL, writes: bool, busy_seconds: int) -> Engine:
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, json_serializer=_json, hide_parameters=True, connect_args={"timeout": busy_seconds})
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        _prepare_sqlite(connection, busy_seconds)

    @event.listens_for(engine, "begin")
    def open_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _prepare_sqlite(connection: DBAPIConnection, busy_seconds: int) -> None:
    """Durable, checked and many readers beside one writer; the driver's own BEGIN is switched off."""
    connection.isolation_level = None
    cursor = connection.cursor()
    _switch_to_wal(cursor, monotonic() + busy_seconds)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _switch_to_wal(cursor: DBAPICursor, give_up_at: float) -> None:
    """SQLite refuses this switch at once while another connection is open on a new file: so try again."""
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except SqliteRefusal:
            if monotonic() >= give_up_at:
                raise
            sleep(POLL_SECONDS)


def _json(value: object) -> str:
    """Vietnamese stays readable in the database, and half as long."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
