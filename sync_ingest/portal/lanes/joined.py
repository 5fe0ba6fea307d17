"""Dossiers that the portal was told of as two, and that turned out to be one: no service takes one of them back."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lookup_api.store.dossiers import list_owners
from sync_ingest.portal.lanes.queue import Entry
from sync_ingest.portal.tables import LaneRow

JOINED = "joined"
NO_VERSION = 0


def hold_joined(session: Session, entries: Sequence[Entry]) -> None:
    """Hold for a person what the portal has under a code of these dossiers, but of a dossier that is no more. Once that
    is settled there, a retry takes it off the list.
    """
    others = _others(session, entries)
    gone = others - list_owners(session, others).keys() if others else set()
    held = {"held_version": NO_VERSION, "error_code": JOINED, "message_sealed": None}
    session.execute(update(LaneRow).where(LaneRow.dossier_id.in_(gone)).values(held))


def _others(session: Session, entries: Sequence[Entry]) -> set[int]:
    """The other dossiers that the portal has under one of these codes."""
    codes = {code for entry in entries for code in entry.codes}
    found = session.scalars(select(LaneRow.dossier_id).where(LaneRow.code.in_(codes), LaneRow.is_there))
    return set(found) - {entry.dossier_id for entry in entries}
