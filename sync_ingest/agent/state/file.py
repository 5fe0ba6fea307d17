"""The agent's own file: what it has seen, what it still has to deliver, and what a person has to look at.

One SQLite file, so that a row is never marked as seen without its change being in the queue, whenever the power goes.
"""

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync_ingest.agent.errors import AgentRunsAlready, DiskAlmostFull

FILE = "agent.db"
LOCK = "agent.lock"
BUSY_SECONDS = 30
MEBIBYTE = 1024 * 1024
VERSION = 3  # of the schema, in the file's user_version

SCHEMA = """
CREATE TABLE IF NOT EXISTS seen (
    feed TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, row_at TEXT NOT NULL, told_at TEXT NOT NULL,
    unnumbered_at TEXT, sequence INTEGER, code TEXT NOT NULL, owner TEXT NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (feed, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS seen_code ON seen (code);
CREATE TABLE IF NOT EXISTS watermarks (feed TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS queue (
    number INTEGER PRIMARY KEY AUTOINCREMENT, update_id TEXT NOT NULL, code TEXT NOT NULL, body TEXT NOT NULL,
    applicant BLOB, size INTEGER NOT NULL, queued_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS refused (
    number INTEGER PRIMARY KEY, update_id TEXT NOT NULL, code TEXT NOT NULL, body TEXT NOT NULL, applicant BLOB,
    reason TEXT NOT NULL, detail TEXT NOT NULL, refused_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS unmapped (
    feed TEXT NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL, since TEXT NOT NULL,
    PRIMARY KEY (feed, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS doubts (
    feed TEXT PRIMARY KEY, missing INTEGER NOT NULL, known INTEGER NOT NULL, sweeps INTEGER NOT NULL,
    since TEXT NOT NULL, confirmed INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def open_state(folder: Path) -> sqlite3.Connection:
    """The agent's file in `folder`, made when there is none. One connection for one thread."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    db = sqlite3.connect(folder / FILE, timeout=BUSY_SECONDS, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    with transaction(db):
        if _version(db) < VERSION:  # what was seen is seen again: told anew it has the same ids, and changes nothing
            db.execute("DROP TABLE IF EXISTS seen")
            db.execute("DROP TABLE IF EXISTS watermarks")
            db.execute(f"PRAGMA user_version={VERSION}")
        for statement in SCHEMA.split(";"):
            db.execute(statement)
    return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing, on disk when it ends."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite itself rolls back when the disk is full
            db.execute("ROLLBACK")
        raise


@contextmanager
def only_agent(folder: Path) -> Iterator[None]:
    """Nobody else works in `folder` for as long as the block lasts; AgentRunsAlready. A killed agent holds nothing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AgentRunsAlready(f"another agent works in {folder}") from error
        yield


def check_room(folder: Path, least: int) -> None:
    """DiskAlmostFull when fewer than `least` bytes are free: delivering needs some room too, before it makes room."""
    if shutil.disk_usage(folder).free < least:
        raise DiskAlmostFull(f"less than {least // MEBIBYTE} MiB are free where {folder} lies")


def save_fact(db: sqlite3.Connection, name: str, value: str | None) -> None:
    """Remember something for `motcua-agent status`; None forgets it."""
    if value is None:
        db.execute("DELETE FROM facts WHERE name = ?", (name,))
    else:
        db.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (name, value))


def list_facts(db: sqlite3.Connection) -> dict[str, str]:
    """All that is remembered for `motcua-agent status`."""
    return dict(db.execute("SELECT name, value FROM facts"))


def _version(db: sqlite3.Connection) -> int:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version
