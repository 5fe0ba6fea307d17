"""Events: what changed, numbered in the order of commits. A reader polls one number and fetches what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import orjson
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lookup_api.domain.status import Status
from lookup_api.store.bulk import insert_rows
from lookup_api.store.tables import EventNumberRow, EventRow


class Change(NamedTuple):
    """One dossier's change by one commit; `codes` are all that a cache may hold it under."""

    dossier_id: int
    codes: tuple[str, ...]
    version: int
    status_before: Status | None
    status: Status | None


@dataclass(frozen=True, slots=True)
class Event:
    """A change with its number and its time (aware UTC)."""

    number: int
    at: datetime
    change: Change


def append_events(session: Session, changes: Sequence[Change], now: datetime) -> int:
    """Number and write the changes; the last statements before a commit, because they hold the number. Gives
    the newest number.
    """
    statement = (
        update(EventNumberRow).values(number=EventNumberRow.number + len(changes)).returning(EventNumberRow.number)
    )
    newest = session.execute(statement).scalar_one()
    rows = [
        {
            "number": newest - len(changes) + at,
            "dossier_id": change.dossier_id,
            "codes": orjson.dumps(change.codes).decode(),
            "version": change.version,
            "status_before": _number(change.status_before),
            "status": _number(change.status),
            "at": now,
        }
        for at, change in enumerate(changes, start=1)
    ]
    insert_rows(session, EventRow, rows)
    return newest


def newest_event(session: Session) -> int:
    """The number of the newest event: one row by its key."""
    return session.execute(select(EventNumberRow.number)).scalar_one()


def list_events(session: Session, after: int, limit: int = 1_000) -> list[Event]:
    """The events that follow number `after`, oldest first."""
    query = select(EventRow).where(EventRow.number > after).order_by(EventRow.number).limit(limit)
    return [_to_domain(row) for row in session.scalars(query)]


def _to_domain(row: EventRow) -> Event:
    change = Change(row.dossier_id, tuple(row.codes), row.version, _status(row.status_before), _status(row.status))
    return Event(row.number, row.at, change)


def _number(status: Status | None) -> int | None:
    return None if status is None else int(status)


def _status(number: int | None) -> Status | None:
    return None if number is None else Status(number)
