"""Which row of several files counts when they give the same key more than once: the last one.

Kept in a private SQLite file without a name, so that a million keys need no more memory than a hundred; of the keys
themselves only hashes.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

SCHEMA = "CREATE TABLE last (key BLOB PRIMARY KEY, place TEXT NOT NULL) WITHOUT ROWID"
HASH_BYTES = 16


class LastRows:
    """The place of the last row of each key."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.execute(SCHEMA)

    def learn(self, places: Iterable[tuple[str, str]]) -> None:
        """Take in keys and places, in the order in which rows count."""
        rows = ((_hashed(key), place) for key, place in places)
        self._db.executemany("INSERT OR REPLACE INTO last (key, place) VALUES (?, ?)", rows)

    def is_last(self, key: str, place: str) -> bool:
        """Whether no later row has this key."""
        found = self._db.execute("SELECT place FROM last WHERE key = ?", (_hashed(key),)).fetchone()
        return found is None or found[0] == place


@contextmanager
def remembered_on_disk() -> Iterator[LastRows]:
    """For as long as the block lasts."""
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=OFF")
        db.execute("BEGIN")
        yield LastRows(db)


def _hashed(key: str) -> bytes:
    return hashlib.blake2b(key.encode(), digest_size=HASH_BYTES).digest()
