"""Which keys a sweep has met, and how often: what is known and was not met is gone.

The marks lie in a temporary table of the watcher's connection: on disk, not in memory, for a feed may have a million
rows; and not durable, for a sweep that was cut begins anew. Functions never commit.
"""

import json
import sqlite3
from collections.abc import Collection
from enum import StrEnum

from lookup_api.domain.update import Kind

SCHEMA = """
CREATE TEMP TABLE IF NOT EXISTS unread (feed TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (code, feed)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS swept (
    feed TEXT NOT NULL, pass TEXT NOT NULL, key TEXT NOT NULL, times INTEGER NOT NULL,
    PRIMARY KEY (feed, pass, key)) WITHOUT ROWID
"""
MARK = """
INSERT INTO temp.swept (feed, pass, key, times) VALUES (?, ?, ?, ?)
ON CONFLICT (feed, pass, key) DO UPDATE SET times = times + excluded.times
"""
GONE = """
FROM seen s LEFT JOIN temp.swept w ON w.feed = s.feed AND w.pass = 'sweep' AND w.key = s.key
WHERE s.feed = ? AND s.kind <> ? AND w.key IS NULL
"""


class Pass(StrEnum):
    """On which way through the rows a key was met."""

    POLL = "poll"
    SWEEP = "sweep"


def begin_pass(db: sqlite3.Connection, feed: str, which: Pass) -> None:
    """Nothing was met yet."""
    for statement in SCHEMA.split(";"):
        db.execute(statement)
    db.execute("DELETE FROM temp.swept WHERE feed = ? AND pass = ?", (feed, which.value))
    if which is Pass.SWEEP:
        db.execute("DELETE FROM temp.unread WHERE feed = ?", (feed,))


def mark(db: sqlite3.Connection, feed: str, which: Pass, keys: Collection[str]) -> set[str]:
    """These keys (a key that comes twice stands twice) were met; gives those that were met before in this pass.

    A row that a poll meets is there, so that the sweep under way will not miss it.
    """
    again = _met(db, feed, which, keys)
    db.executemany(MARK, [(feed, which.value, key, 1) for key in keys])
    if which is Pass.POLL:
        db.executemany(MARK, [(feed, Pass.SWEEP.value, key, 0) for key in keys])
    return again


def mark_unread(db: sqlite3.Connection, feed: str, codes: Collection[str]) -> None:
    """Rows of these dossiers were met that could not be mapped: whatever their keys are, the dossiers are there."""
    db.executemany("INSERT OR IGNORE INTO temp.unread (feed, code) VALUES (?, ?)", [(feed, code) for code in codes])


def count_met(db: sqlite3.Connection, feed: str) -> int:
    """How many keys the sweep has met; rows without one tell nothing of those that are known."""
    query = "SELECT count(*) FROM temp.swept WHERE feed = ? AND pass = 'sweep' AND key <> ''"
    number: int = db.execute(query, (feed,)).fetchone()[0]
    return number


def count_known(db: sqlite3.Connection, feed: str) -> int:
    """How many rows of the feed are known, and were not told of as gone."""
    query = "SELECT count(*) FROM seen WHERE feed = ? AND kind <> ?"
    number: int = db.execute(query, (feed, Kind.DELETION.value)).fetchone()[0]
    return number


def count_gone(db: sqlite3.Connection, feed: str) -> int:
    """How many of those the sweep has not met."""
    number: int = db.execute(f"SELECT count(*) {GONE}", (feed, Kind.DELETION.value)).fetchone()[0]
    return number


def first_gone(db: sqlite3.Connection, feed: str, after: str, most: int) -> list[str]:
    """The keys of those behind the key `after`, `most` at most, in order."""
    query = f"SELECT s.key {GONE} AND s.key > ? ORDER BY s.key LIMIT ?"
    return [key for (key,) in db.execute(query, (feed, Kind.DELETION.value, after, most))]


def find_held(db: sqlite3.Connection, codes: Collection[str]) -> set[str]:
    """Those of the dossiers (by code) that a row says something of which the sweep has met, in whatever feed."""
    query = """
        SELECT s.code FROM seen s JOIN temp.swept w ON w.feed = s.feed AND w.pass = 'sweep' AND w.key = s.key
        WHERE s.code IN (SELECT value FROM json_each(?)) AND s.kind = ?
    """
    return {code for (code,) in db.execute(query, (json.dumps(list(codes)), Kind.RECORD.value))}


def find_unread(db: sqlite3.Connection, codes: Collection[str]) -> set[str]:
    """Those of the dossiers (by code) of which a row was met that could not be mapped, in whatever feed."""
    query = "SELECT code FROM temp.unread WHERE code IN (SELECT value FROM json_each(?))"
    return {code for (code,) in db.execute(query, (json.dumps(list(codes)),))}


def _met(db: sqlite3.Connection, feed: str, which: Pass, keys: Collection[str]) -> set[str]:
    query = """
        SELECT key FROM temp.swept
        WHERE feed = ? AND pass = ? AND times > 0 AND key IN (SELECT value FROM json_each(?))
    """
    return {key for (key,) in db.execute(query, (feed, which.value, json.dumps(list(keys))))}
