"""When so much is missing from a feed that it is not believed at once: a view that broke looks like a mass deletion.

Functions take the connection and never commit.
"""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Doubt:
    """`missing` of `known` rows of the feed were not there in the last `sweeps` sweeps, since then. A person may have
    `confirmed` up to so many.
    """

    feed: str
    missing: int
    known: int
    sweeps: int
    since: datetime
    confirmed: int


def list_doubts(db: sqlite3.Connection) -> list[Doubt]:
    """What is not believed yet."""
    rows = db.execute("SELECT feed, missing, known, sweeps, since, confirmed FROM doubts ORDER BY feed")
    return [
        Doubt(feed, missing, known, sweeps, datetime.fromisoformat(since), confirmed)
        for feed, missing, known, sweeps, since, confirmed in rows
    ]


def find_doubt(db: sqlite3.Connection, feed: str) -> Doubt | None:
    """What is not believed yet of this feed."""
    return next((doubt for doubt in list_doubts(db) if doubt.feed == feed), None)


def save_doubt(db: sqlite3.Connection, feed: str, counted: tuple[int, int], now: datetime) -> Doubt:
    """One more sweep in which so much was `counted`: rows missing, and rows known."""
    query = """
        INSERT INTO doubts (feed, missing, known, sweeps, since) VALUES (?, ?, ?, 1, ?)
        ON CONFLICT (feed) DO UPDATE SET missing = excluded.missing, known = excluded.known, sweeps = sweeps + 1
    """
    db.execute(query, (feed, *counted, now.isoformat()))
    doubt = find_doubt(db, feed)
    assert doubt  # just written
    return doubt


def confirm(db: sqlite3.Connection, feeds: Collection[str]) -> None:
    """A person says that what is missing of these feeds now is gone indeed."""
    db.executemany("UPDATE doubts SET confirmed = missing WHERE feed = ?", [(feed,) for feed in feeds])


def keep_to_feeds(db: sqlite3.Connection, feeds: Collection[str]) -> None:
    """Forget what was in doubt, or could not be mapped, of feeds that the profile does not have any more."""
    names = json.dumps(list(feeds))
    for table in ("doubts", "unmapped"):
        db.execute(f"DELETE FROM {table} WHERE feed NOT IN (SELECT value FROM json_each(?))", (names,))


def clear_doubt(db: sqlite3.Connection, feed: str) -> None:
    """It is believed, or the rows are there again."""
    db.execute("DELETE FROM doubts WHERE feed = ?", (feed,))
