"""The history: every accepted update, once. Rows are only ever added; the primary key is what makes an update
count once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import insert, select, tuple_
from sqlalchemy.orm import Session

from lookup_api.domain.update import StatusUpdate
from lookup_api.store.documents import update_document
from lookup_api.store.tables import HistoryRow

Identity = tuple[str, str]
"""Sender and update id."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An update to remember, and the dossier it belongs to."""

    dossier_id: int
    update: StatusUpdate


def digest(update: StatusUpdate) -> str:
    """What tells a repetition of an update from another update under the same id (hex)."""
    return sha256(repr(update).encode()).hexdigest()


def find_digests(session: Session, identities: Collection[Identity]) -> dict[Identity, str]:
    """The digests of those updates that are in the history already."""
    known = tuple_(HistoryRow.sender, HistoryRow.update_id).in_(identities)
    rows = session.execute(select(HistoryRow.sender, HistoryRow.update_id, HistoryRow.digest).where(known))
    return {(sender, update_id): found for sender, update_id, found in rows}


def append_history(session: Session, accepted: Sequence[Accepted], now: datetime) -> None:
    """Add the updates; IntegrityError when another transaction has added one of them meanwhile."""
    rows = [
        {
            "sender": one.update.sender.value,
            "update_id": one.update.id,
            "dossier_id": one.dossier_id,
            "digest": digest(one.update),
            "body": update_document(one.update),
            "received_at": now,
        }
        for one in accepted
    ]
    if rows:
        session.execute(insert(HistoryRow), rows)


def list_history(session: Session, dossier_id: int) -> list[tuple[datetime, dict[str, object]]]:
    """When each update of a dossier came in (aware UTC), and its document, oldest first."""
    query = select(HistoryRow.received_at, HistoryRow.body).where(HistoryRow.dossier_id == dossier_id)
    return [(at, body) for at, body in session.execute(query.order_by(HistoryRow.received_at, HistoryRow.update_id))]
