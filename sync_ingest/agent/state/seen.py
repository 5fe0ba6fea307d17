"""What each row looked like when it was last seen, and how far each feed was read."""

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.sources.ports import Watermark


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as last seen: a keyed hash of all it said but its time, that time, and the newest time told to the
    centre for it. Times are aware UTC.
    """

    fingerprint: str
    row_at: datetime
    told_at: datetime


def find_seen(db: sqlite3.Connection, feed: str, keys: Collection[str]) -> dict[str, Seen]:
    """Those of the rows that were seen before."""
    query = """
        SELECT key, fingerprint, row_at, told_at FROM seen
        WHERE feed = ? AND key IN (SELECT value FROM json_each(?))
    """
    rows = db.execute(query, (feed, json.dumps(list(keys))))
    return {key: Seen(hash_, _moment(row_at), _moment(told_at)) for key, hash_, row_at, told_at in rows}


def save_seen(db: sqlite3.Connection, feed: str, seen: Mapping[str, Seen]) -> None:
    """Remember how these rows look now."""
    rows = [
        (feed, key, one.fingerprint, one.row_at.isoformat(), one.told_at.isoformat()) for key, one in seen.items()
    ]
    db.executemany("INSERT OR REPLACE INTO seen (feed, key, fingerprint, row_at, told_at) VALUES (?, ?, ?, ?, ?)", rows)


def find_watermark(db: sqlite3.Connection, feed: str) -> Watermark | None:
    """How far the feed was read; None before the first time."""
    row = db.execute("SELECT value FROM watermarks WHERE feed = ?", (feed,)).fetchone()
    if row is None:
        return None
    kind, value = json.loads(row[0])
    return _moment(value) if kind == "datetime" else value


def save_watermark(db: sqlite3.Connection, feed: str, watermark: object) -> None:
    """Remember how far the feed was read; SourceUnavailable when the column is no number, text or time."""
    if isinstance(watermark, datetime):
        value = json.dumps(["datetime", watermark.isoformat()])
    elif isinstance(watermark, int | str):
        value = json.dumps(["plain", watermark])
    else:
        raise SourceUnavailable(f"a watermark column of {type(watermark).__name__} cannot be used")
    db.execute("INSERT OR REPLACE INTO watermarks (feed, value) VALUES (?, ?)", (feed, value))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
