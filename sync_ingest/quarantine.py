"""What could not be applied waits here with its reason, until a person retries or drops it. Nothing is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.store.sealing import Sealer
from sync_ingest.envelope import Flaw
from sync_ingest.errors import NotInQuarantine
from sync_ingest.reasons import Reason, Words
from sync_ingest.tables import QuarantineRow


class EntryState(StrEnum):
    """Where an entry stands: it waits for a person, or was settled by one."""

    OPEN = "open"
    RETRIED = "retried"
    MENDED = "mended"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Entry:
    """One delivery in quarantine, without its content. Times are aware UTC."""

    id: int
    sender: AgencyCode
    update_id: str | None
    reason: Reason
    detail: Words
    received_at: datetime
    state: EntryState
    settled_by: str | None
    settled_at: datetime | None


def add_flaws(session: Session, flaws: Sequence[Flaw], sealer: Sealer, now: datetime) -> None:
    """Keep the deliveries; one that lies here already stays as it is."""
    by_print = {_fingerprint(sealer, flaw): flaw for flaw in flaws}
    if not by_print:
        return
    query = select(QuarantineRow.fingerprint).where(QuarantineRow.fingerprint.in_(by_print))
    known = set(session.scalars(query))
    fresh = {each: flaw for each, flaw in by_print.items() if each not in known}
    rows = [_columns(flaw, sealer) | {"fingerprint": each, "received_at": now} for each, flaw in fresh.items()]
    if rows:
        session.execute(insert(QuarantineRow), rows)


def list_entries(session: Session, state: EntryState | None = EntryState.OPEN, limit: int = 1_000) -> list[Entry]:
    """The entries, oldest first; of every state when `state` is None."""
    query = select(QuarantineRow).order_by(QuarantineRow.id).limit(limit)
    if state is not None:
        query = query.where(QuarantineRow.state == state.value)
    return [_to_entry(row) for row in session.scalars(query)]


def list_of_sender(session: Session, sender: AgencyCode, limit: int = 200) -> list[Entry]:
    """The open entries that this agency sent, newest first."""
    query = select(QuarantineRow).where(
        QuarantineRow.state == EntryState.OPEN.value, QuarantineRow.sender == sender.value
    )
    return [_to_entry(row) for row in session.scalars(query.order_by(QuarantineRow.id.desc()).limit(limit))]


def count_of_sender(session: Session, sender: AgencyCode) -> int:
    """How many open entries this agency sent."""
    is_theirs = (QuarantineRow.state == EntryState.OPEN.value, QuarantineRow.sender == sender.value)
    return session.scalar(select(func.count()).select_from(QuarantineRow).where(*is_theirs)) or 0


def get_entry(session: Session, id_: int, sealer: Sealer) -> tuple[Entry, str]:
    """An entry and what was sent (it may hold personal data); NotInQuarantine when there is none."""
    row = session.get(QuarantineRow, id_)
    if row is None:
        raise NotInQuarantine
    return _to_entry(row), sealer.open(row.sealed)


def lock_open_text(session: Session, id_: int, sealer: Sealer) -> tuple[AgencyCode, str]:
    """The sender and the text of an open entry, locked until the commit; NotInQuarantine when it is not open."""
    row = _lock_open(session, id_)
    return AgencyCode(row.sender), sealer.open(row.sealed)


def settle(session: Session, id_: int, state: EntryState, trace: tuple[str, datetime]) -> None:
    """Mark an open entry as settled; `trace` is who did it, and when. NotInQuarantine when not open."""
    row = _lock_open(session, id_)
    row.state = state.value
    row.settled_by, row.settled_at = trace
    session.flush()


def restate(session: Session, id_: int, reason: Reason, detail: Words) -> None:
    """An open entry was tried again, and this is why it has to wait still."""
    row = _lock_open(session, id_)
    row.reason, row.detail = reason.value, {"vi": detail.vi, "en": detail.en}
    session.flush()


def _lock_open(session: Session, id_: int) -> QuarantineRow:
    query = select(QuarantineRow).where(QuarantineRow.id == id_, QuarantineRow.state == EntryState.OPEN.value)
    row = session.scalar(query.with_for_update())
    if row is None:
        raise NotInQuarantine
    return row


def _fingerprint(sealer: Sealer, flaw: Flaw) -> str:
    return sealer.fingerprint("quarantine", flaw.sender.value, flaw.text)


def _columns(flaw: Flaw, sealer: Sealer) -> dict[str, object]:
    return {
        "sender": flaw.sender.value,
        "update_id": flaw.update_id,
        "reason": flaw.reason.value,
        "detail": {"vi": flaw.detail.vi, "en": flaw.detail.en},
        "sealed": sealer.seal(flaw.text),
        "state": EntryState.OPEN.value,
    }


def _to_entry(row: QuarantineRow) -> Entry:
    return Entry(
        id=row.id,
        sender=AgencyCode(row.sender),
        update_id=row.update_id,
        reason=Reason(row.reason),
        detail=Words(row.detail["vi"], row.detail["en"]),
        received_at=row.received_at,
        state=EntryState(row.state),
        settled_by=row.settled_by,
        settled_at=row.settled_at,
    )
