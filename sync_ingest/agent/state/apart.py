"""What is kept apart for a person: rows that could not be mapped, and updates that the centre did not take."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sync_ingest.agent.state.queue import Entry

TWICE = "the query gives this key more than once"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that waits for a person: what it is about, why, and since when (aware UTC)."""

    about: str
    reason: str
    since: datetime


def save_unmapped(db: sqlite3.Connection, feed: str, reasons: Mapping[str, str], now: datetime) -> list[str]:
    """Remember why these rows (by key) could not be mapped. Gives the keys of which that is new."""
    known = _known_reasons(db, feed, reasons)
    fresh = {key: reason for key, reason in reasons.items() if known.get(key) != reason}
    db.executemany(
        "INSERT OR REPLACE INTO unmapped (feed, key, reason, since) VALUES (?, ?, ?, ?)",
        [(feed, key, reason, now.isoformat()) for key, reason in fresh.items()],
    )
    return list(fresh)


def find_twice(db: sqlite3.Connection, feed: str, keys: Collection[str]) -> set[str]:
    """Those of the keys that are apart because they come more than once."""
    return {key for key, reason in _known_reasons(db, feed, keys).items() if reason == TWICE}


def clear_after_sweep(db: sqlite3.Connection, feed: str) -> None:
    """Forget what was wrong with rows that the sweep just ended has not met, or has met once that came twice before."""
    query = """
        DELETE FROM unmapped WHERE feed = ? AND (reason = ? OR key NOT IN (SELECT key FROM temp.swept w
            WHERE w.feed = unmapped.feed AND w.pass = 'sweep'))
        AND key NOT IN (SELECT key FROM temp.swept w WHERE w.feed = unmapped.feed AND w.pass = 'sweep' AND times > 1)
    """
    db.execute(query, (feed, TWICE))


def clear_unmapped(db: sqlite3.Connection, feed: str, keys: Collection[str]) -> None:
    """These rows are mapped now."""
    db.executemany("DELETE FROM unmapped WHERE feed = ? AND key = ?", [(feed, key) for key in keys])


def set_apart(db: sqlite3.Connection, refusals: Sequence[tuple[Entry, str, str]], now: datetime) -> None:
    """Keep entries that the centre did not take, each with its reason and a sentence on it."""
    db.executemany(
        "INSERT OR REPLACE INTO refused (number, update_id, code, body, applicant, reason, detail, refused_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (one.number, one.update_id, one.code, one.body, one.applicant, reason, detail, now.isoformat())
            for one, reason, detail in refusals
        ],
    )


def clear_refused(db: sqlite3.Connection, taken: Collection[Entry]) -> None:
    """The centre has taken these: what it did not take of the same dossiers before is overtaken."""
    db.executemany("DELETE FROM refused WHERE code = ? AND number < ?", [(one.code, one.number) for one in taken])


def count_apart(db: sqlite3.Connection) -> tuple[int, int]:
    """How many rows could not be mapped, and how many updates the centre did not take."""
    counted: tuple[int, int] = db.execute(
        "SELECT (SELECT count(*) FROM unmapped), (SELECT count(*) FROM refused)"
    ).fetchone()
    return counted


def list_unmapped(db: sqlite3.Connection) -> Iterator[Trouble]:
    """The rows that could not be mapped, the oldest first."""
    for feed, key, reason, since in db.execute("SELECT feed, key, reason, since FROM unmapped ORDER BY since"):
        yield Trouble(f"{feed} {key}", reason, datetime.fromisoformat(since))


def list_refused(db: sqlite3.Connection) -> Iterator[Trouble]:
    """The updates that the centre did not take, the oldest first."""
    query = "SELECT code, reason, detail, refused_at FROM refused ORDER BY number"
    for code, reason, detail, since in db.execute(query):
        yield Trouble(code, f"{reason}: {detail}", datetime.fromisoformat(since))


def list_refused_bodies(db: sqlite3.Connection, code: str) -> list[str]:
    """The updates of this dossier that the centre did not take, as they were sent, without applicants."""
    return [body for (body,) in db.execute("SELECT body FROM refused WHERE code = ? ORDER BY number", (code,))]


def _known_reasons(db: sqlite3.Connection, feed: str, keys: Collection[str]) -> dict[str, str]:
    if not keys:
        return {}
    marks = ", ".join("?" * len(keys))
    rows = db.execute(f"SELECT key, reason FROM unmapped WHERE feed = ? AND key IN ({marks})", (feed, *keys))
    return dict(rows.fetchall())
