"""What each row looked like when it was last seen, what was told of it last, and how far each feed was read.

One entry a row (`feed`, `key`), for as long as the row is there. Of a dossier's row that is gone the entry stays as the
mark of its deletion (`kind` deletion) for DELETIONS_KEPT: should the row come back, it counts from after that. Of a
step's row that is gone nothing stays.

Functions take the connection and never commit. Times are aware UTC.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from lookup_api.domain.update import Kind
from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.sources.ports import Watermark

DELETIONS_KEPT = timedelta(days=400)
NOTHING = ""  # the fingerprint of no row at all
READ_MARKS: dict[str, Callable[[Any], Watermark]] = {
    "plain": lambda value: value,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "Decimal": Decimal,
}
COLUMNS = "fingerprint, row_at, told_at, unnumbered_at, sequence, code, owner, kind"


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as last seen, and what was told of it.

    `fingerprint` is a keyed hash of all it said but its time; `row_at` is that time. `told_at` is the newest time that
    was told for it, `sequence` the largest number, `unnumbered_at` the newest time told without a number that no
    numbered one was told after.
    `code` (as printed), `owner` and `kind` are those of what was told last.
    """

    fingerprint: str
    row_at: datetime
    told_at: datetime
    unnumbered_at: datetime | None
    sequence: int | None
    code: str
    owner: str
    kind: Kind


def find_seen(db: sqlite3.Connection, feed: str, keys: Collection[str]) -> dict[str, Seen]:
    """Those of the rows that were seen before."""
    query = f"SELECT key, {COLUMNS} FROM seen WHERE feed = ? AND key IN (SELECT value FROM json_each(?))"
    return {key: _seen(*rest) for key, *rest in db.execute(query, (feed, json.dumps(list(keys))))}


def save_seen(db: sqlite3.Connection, feed: str, seen: Mapping[str, Seen]) -> None:
    """Remember how these rows look now."""
    db.executemany(
        f"INSERT OR REPLACE INTO seen (feed, key, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(feed, key, *_row(one)) for key, one in seen.items()],
    )


def forget_seen(db: sqlite3.Connection, feed: str, keys: Collection[str]) -> None:
    """Know nothing of these rows any more."""
    db.executemany("DELETE FROM seen WHERE feed = ? AND key = ?", [(feed, key) for key in keys])


def forget_old_deletions(db: sqlite3.Connection, now: datetime) -> None:
    """Forget the rows whose deletion was told longer ago than DELETIONS_KEPT."""
    query = "DELETE FROM seen WHERE kind = ? AND told_at < ?"
    db.execute(query, (Kind.DELETION.value, (now - DELETIONS_KEPT).isoformat()))


def find_deleted(db: sqlite3.Connection, codes: Collection[str]) -> dict[str, Seen]:
    """Those of the dossiers (by code) that were told of as deleted, by whatever row: the newest such word."""
    query = f"""
        SELECT {COLUMNS} FROM seen
        WHERE code IN (SELECT value FROM json_each(?)) AND kind = ? ORDER BY told_at
    """
    found = (_seen(*row) for row in db.execute(query, (json.dumps(list(codes)), Kind.DELETION.value)))
    return {deletion.code: deletion for deletion in found}


def find_told_at(db: sqlite3.Connection, codes: Collection[str]) -> datetime | None:
    """The newest time that was told of a dossier with these codes; None when nothing was."""
    query = "SELECT max(told_at) FROM seen WHERE code IN (SELECT value FROM json_each(?))"
    (told_at,) = db.execute(query, (json.dumps(list(codes)),)).fetchone()
    return _moment(told_at) if told_at else None


def find_watermark(db: sqlite3.Connection, feed: str) -> Watermark | None:
    """How far the feed was read; None before the first time."""
    row = db.execute("SELECT value FROM watermarks WHERE feed = ?", (feed,)).fetchone()
    if row is None:
        return None
    kind, value = json.loads(row[0])
    return READ_MARKS[kind](value)


def save_watermark(db: sqlite3.Connection, feed: str, watermark: object) -> None:
    """Remember how far the feed was read; SourceUnavailable when the column is no number, text, day or time."""
    match watermark:
        case int() | str():
            value = json.dumps(["plain", watermark])
        case date():
            value = json.dumps([type(watermark).__name__, watermark.isoformat()])
        case Decimal():
            value = json.dumps(["Decimal", str(watermark)])
        case _:
            raise SourceUnavailable(f"a watermark column of {type(watermark).__name__} cannot be used")
    query = """
        INSERT INTO watermarks (feed, value) VALUES (?, ?)
        ON CONFLICT (feed) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
    """  # the same value again, at each poll, is not written
    db.execute(query, (feed, value))


def _seen(fingerprint: str, row_at: str, told_at: str, unnumbered_at: str | None, *rest: object) -> Seen:
    sequence, code, owner, kind = rest
    times = _moment(row_at), _moment(told_at), _moment(unnumbered_at) if unnumbered_at else None
    assert sequence is None or isinstance(sequence, int)
    return Seen(fingerprint, *times, sequence, str(code), str(owner), Kind(str(kind)))


def _row(one: Seen) -> tuple[object, ...]:
    times = _text(one.row_at), _text(one.told_at), _text(one.unnumbered_at) if one.unnumbered_at else None
    return one.fingerprint, *times, one.sequence, one.code, one.owner, one.kind.value


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _text(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")  # so that texts compare as times do
