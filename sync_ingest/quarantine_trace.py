"""The trace of what persons did to the entries of the quarantine: who, when, and what they wrote in place of what was
sent. It is only ever added to.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync_ingest.tables import QuarantineActRow

Trace = tuple[str, datetime]
"""Who did it (an account or a login name), and when (aware UTC)."""


class Act(StrEnum):
    """What a person may do to an entry."""

    MENDED = "mended"
    RETRIED = "retried"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Done:
    """One act: who did it, and when (aware UTC)."""

    act: Act
    by: str
    at: datetime


def add_act(session: Session, entry: int, done: Done, sealed: bytes | None = None) -> None:
    """Note an act; `sealed` is the mended text."""
    session.add(QuarantineActRow(entry_id=entry, act=done.act.value, by=done.by, at=done.at, sealed=sealed))
    session.flush()


def list_acts(session: Session, entry: int) -> list[Done]:
    """What was done to the entry, oldest first."""
    query = select(QuarantineActRow).where(QuarantineActRow.entry_id == entry).order_by(QuarantineActRow.id)
    return [Done(Act(row.act), row.by, row.at) for row in session.scalars(query)]
