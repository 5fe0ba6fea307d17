"""Knocking at the one door, and looking at what is stored behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.codes import parse_code
from lookup_api.domain.update import StatusUpdate
from lookup_api.store.dossiers import StoredDossier, find_dossier
from lookup_api.store.tables import AliasRow, DossierRow, HistoryRow
from sync_ingest.answer import Answer
from sync_ingest.envelope import Delivery
from sync_ingest.quarantine import get_entry, list_entries
from sync_ingest.receive import receive_and_commit
from sync_ingest.saving import Desk
from tests.builders import NOW


@dataclass(frozen=True)
class Door:
    """The one door of a test's database."""

    sessions: sessionmaker[Session]
    desk: Desk

    def receive(self, updates: Iterable[StatusUpdate | Delivery], now: datetime = NOW) -> Answer:
        """Hand in one batch, and commit it."""
        deliveries = [one if isinstance(one, Delivery) else Delivery(one) for one in updates]
        return receive_and_commit(deliveries, self.sessions, self.desk, now)

    def dossier(self, code: str) -> StoredDossier | None:
        """What is stored under one of a dossier's codes."""
        with self.sessions() as session:
            return find_dossier(session, parse_code(code))

    def quarantined(self) -> list[tuple[str, str]]:
        """Reason and content of all that lies open in quarantine."""
        with self.sessions() as session:
            entries = list_entries(session)
            return [(entry.reason.value, get_entry(session, entry.id, self.desk.sealer)[1]) for entry in entries]

    def everything(self) -> dict[str, Any]:
        """All that is stored; see `everything_in`."""
        with self.sessions() as session:
            return everything_in(session)


def everything_in(session: Session) -> dict[str, Any]:
    """All that is stored, without the numbers and times that depend on when it came."""
    rows = session.scalars(select(DossierRow)).all()
    names = {row.id: (row.owner, row.code) for row in rows}
    aliases, history = session.scalars(select(AliasRow)), session.scalars(select(HistoryRow))
    return {
        "dossiers": {names[row.id]: _facts(row) for row in rows},
        "aliases": {(each.code, each.owner, names[each.dossier_id]) for each in aliases},
        "history": {(each.sender, each.update_id, names[each.dossier_id]) for each in history},
    }


def _facts(row: DossierRow) -> dict[str, Any]:
    names = {column.key for column in inspect(DossierRow).columns} - {"id", "changed_at", "updates"}
    return {"updates": _in_no_order(row.updates), **{name: getattr(row, name) for name in names}}


def _in_no_order(updates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(updates, key=lambda update: (update["sender"], update["id"]))
