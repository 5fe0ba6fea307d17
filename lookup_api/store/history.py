"""The history: every accepted update, once. Rows are only ever added; the primary key is what makes an update
count once.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from lookup_api.store.bulk import insert_rows, list_by_pair
from lookup_api.store.documents import Written
from lookup_api.store.tables import HistoryRow

Identity = tuple[str, str]
"""Sender and update id."""


class Accepted(NamedTuple):
    """An update to remember, and the dossier it belongs to."""

    dossier_id: int
    written: Written


def find_digests(session: Session, identities: Collection[Identity]) -> dict[Identity, str]:
    """The digests of those updates that are in the history already."""
    rows = list_by_pair(session, HistoryRow, ("sender", "update_id", "digest"), identities)
    return {(sender, update_id): found for sender, update_id, found in rows}


def append_history(session: Session, accepted: Sequence[Accepted], now: datetime) -> None:
    """Add the updates; IntegrityError when another transaction has added one of them meanwhile."""
    rows = [
        {
            "update_id": one.written.update.id,
            "sender": one.written.update.sender.value,
            "dossier_id": one.dossier_id,
            "digest": one.written.digest,
            "body": one.written.text,
            "received_at": now,
        }
        for one in accepted
    ]
    insert_rows(session, HistoryRow, rows)


def list_history(session: Session, dossier_id: int) -> list[tuple[datetime, dict[str, object]]]:
    """When each update of a dossier came in (aware UTC), and its document, oldest first."""
    query = select(HistoryRow.received_at, HistoryRow.body).where(HistoryRow.dossier_id == dossier_id)
    return [(at, body) for at, body in session.execute(query.order_by(HistoryRow.received_at, HistoryRow.update_id))]
