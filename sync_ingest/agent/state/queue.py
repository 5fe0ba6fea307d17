"""What is still to be delivered, on disk and in order; an entry leaves only after the centre's answer.

Functions take the connection and never commit; what an applicant is called lies here sealed only.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sync_ingest.agent.state.sealing import Seal
from sync_ingest.envelope import Delivery, as_item

ENVELOPE = 40  # bytes of a batch around its entries, and of an entry around its parts


@dataclass(frozen=True, slots=True)
class Entry:
    """One queued update, as it will be sent; `applicant` is sealed."""

    number: int
    update_id: str
    code: str
    body: str
    applicant: bytes | None = field(repr=False)

    def item(self, seal: Seal) -> dict[str, Any]:
        """The entry of a batch; DataKeyWrong when the applicant was sealed with another key."""
        item: dict[str, Any] = json.loads(self.body)
        if self.applicant is not None:
            item["applicant"] = json.loads(seal.open(self.applicant))
        return item


def put(db: sqlite3.Connection, deliveries: Sequence[Delivery], seal: Seal, now: datetime) -> None:
    """Queue these behind what is there."""
    db.executemany(
        "INSERT INTO queue (update_id, code, body, applicant, size, queued_at) VALUES (?, ?, ?, ?, ?, ?)",
        [_row(delivery, seal, now) for delivery in deliveries],
    )


def first(db: sqlite3.Connection, most: int, room: int) -> list[Entry]:
    """The oldest entries, at most `most` of them and of `room` bytes as a batch, but one at least if there is any."""
    taken: list[Entry] = []
    left = room - ENVELOPE
    query = "SELECT number, update_id, code, body, applicant, size FROM queue ORDER BY number LIMIT ?"
    for *parts, size in db.execute(query, (most,)):
        left -= size
        if left < 0 and taken:
            break
        taken.append(Entry(*parts))
    return taken


def remove(db: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    """Forget entries that the centre has answered for."""
    db.executemany("DELETE FROM queue WHERE number = ?", [(entry.number,) for entry in entries])


def count(db: sqlite3.Connection) -> int:
    """How many entries wait."""
    number: int = db.execute("SELECT count(*) FROM queue").fetchone()[0]
    return number


def oldest(db: sqlite3.Connection) -> datetime | None:
    """Since when the oldest entry waits, aware UTC; None when nothing waits."""
    row = db.execute("SELECT queued_at FROM queue ORDER BY number LIMIT 1").fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def _row(delivery: Delivery, seal: Seal, now: datetime) -> tuple[str, str, str, bytes | None, int, str]:
    item = as_item(delivery)
    applicant = item.pop("applicant", None)
    body = _text(item)
    sealed = seal.seal(_text(applicant)) if applicant else None
    size = len(body.encode()) + len(sealed or b"") + ENVELOPE  # sealed is longer than what will be sent
    return delivery.update.id, delivery.update.code.printed, body, sealed, size, now.isoformat()


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
