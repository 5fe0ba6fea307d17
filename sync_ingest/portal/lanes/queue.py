"""What waits for the national portal, one lane a dossier: put in once, taken out after the portal's answer."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.store.bulk import is_postgresql
from sync_ingest.portal.tables import FollowedRow, LaneRow, QueuedRow, ToldStepRow


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of a dossier to tell, all its codes, and the event that brought it."""

    dossier_id: int
    owner: AgencyCode
    code: str
    codes: tuple[str, ...]
    version: int
    event: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One dossier's way to the portal; `code` is what the portal knows it by, once it `is_there`. It failed `tries`
    times in a row with `error_code`.
    """

    dossier_id: int
    owner: AgencyCode
    code: str
    is_there: bool
    tries: int = 0
    error_code: str | None = None

    def tries_with(self, error_code: str) -> int:
        """How many times in a row it failed so."""
        return self.tries if self.error_code == error_code else 0


def followed_event(session: Session) -> int:
    """The newest event whose change is in the queue, locked until the commit: one process follows at a time."""
    newest = session.scalar(select(FollowedRow.event).where(FollowedRow.id == 1).with_for_update())
    if newest is None:
        session.execute(insert(FollowedRow).values(id=1, event=0))
    return newest or 0


def save_followed(session: Session, event: int) -> None:
    """Remember that all changes up to `event` are in the queue."""
    session.execute(update(FollowedRow).where(FollowedRow.id == 1).values(event=event))


def add_entries(session: Session, entries: Sequence[Entry], now: datetime) -> None:
    """Queue these versions; one that was queued, or told already with an earlier one, stays as it was."""
    lanes = {entry.dossier_id: _new_lane(entry, now) for entry in entries}
    answered = _answered_versions(session, entries)
    queued = [
        {"dossier_id": entry.dossier_id, "version": entry.version, "event": entry.event, "queued_at": now}
        for entry in entries
        if entry.version > answered.get(entry.dossier_id, 0)
    ]
    insert_missing(session, LaneRow, list(lanes.values()))
    insert_missing(session, QueuedRow, queued)


def lock_due_lane(session: Session, now: datetime, besides: Collection[int] = ()) -> Lane | None:
    """The lane whose oldest change waits longest and may be tried at `now`, locked until the end of the transaction
    (PostgreSQL); None when none is due. Lanes that somebody else has locked, or that are in `besides`, are passed over.
    """
    due = select(LaneRow).join(QueuedRow, QueuedRow.dossier_id == LaneRow.dossier_id)
    due = due.where(LaneRow.next_try_at <= now, LaneRow.dossier_id.not_in(besides))
    due = due.order_by(QueuedRow.event).limit(1).with_for_update(of=LaneRow, skip_locked=True)
    row = session.scalars(due).first()
    return _to_domain(row) if row and _still_waits(session, row) else None


def settle(session: Session, lane: Lane, version: int) -> None:
    """The portal has the dossier as it stood at `version`, or there was nothing to tell of it."""
    _remove(session, lane, version)
    nothing_wrong = {"held_version": None, "tries": 0, "error_code": None, "message_sealed": None}
    facts = {"code": lane.code, "is_there": lane.is_there, "sent_version": version}
    _change(session, lane, **nothing_wrong, **facts)


def put_off(session: Session, lane: Lane, until: datetime, error_code: str) -> None:
    """Try again at `until`, and not before."""
    _change(session, lane, tries=lane.tries_with(error_code) + 1, next_try_at=until, error_code=error_code)


def hold(session: Session, lane: Lane, version: int, refusal: tuple[str, bytes | None]) -> None:
    """Take it out of the queue until a person puts it back, or a version above `version` comes; `refusal` is the
    portal's code and its message, sealed.
    """
    error_code, message_sealed = refusal
    _remove(session, lane, version)
    _change(session, lane, held_version=version, tries=0, error_code=error_code, message_sealed=message_sealed)


def queue_again(session: Session, dossier_ids: Collection[int], now: datetime) -> None:
    """Tell these dossiers once more: it is not known whether what was told last is what counts."""
    rows = session.execute(select(LaneRow.dossier_id, LaneRow.sent_version).where(LaneRow.dossier_id.in_(dossier_ids)))
    again = [{"dossier_id": id_, "version": version, "event": 0, "queued_at": now} for id_, version in rows]
    insert_missing(session, QueuedRow, again)


def list_told_steps(session: Session, dossier_id: int) -> set[str]:
    """The hashes of the dossier's steps that the portal has taken."""
    return set(session.scalars(select(ToldStepRow.step).where(ToldStepRow.dossier_id == dossier_id)))


def add_told_steps(session: Session, dossier_id: int, steps: Iterable[str]) -> None:
    """Remember that the portal has taken these steps."""
    insert_missing(session, ToldStepRow, [{"dossier_id": dossier_id, "step": step} for step in steps])


def insert_missing(session: Session, kind: Any, rows: list[dict[str, Any]]) -> None:
    """Insert those rows whose key is not there yet."""
    if not rows:
        return
    insert_ = postgresql.insert if is_postgresql(session) else sqlite.insert
    session.execute(insert_(kind).on_conflict_do_nothing(), rows)


def _answered_versions(session: Session, entries: Sequence[Entry]) -> dict[int, int]:
    """The newest version of each of these dossiers that the portal took or refused. A lane whose code is none of its
    dossier's is forgotten: SQLite has given the number of a dossier that is no more to another one.
    """
    codes = {entry.dossier_id: entry.codes for entry in entries}
    lanes = session.scalars(select(LaneRow).where(LaneRow.dossier_id.in_(codes))).all()
    answered = {lane.dossier_id: max(lane.sent_version, lane.held_version or 0) for lane in lanes}
    for stranger in [lane.dossier_id for lane in lanes if lane.code not in codes[lane.dossier_id]]:
        del answered[stranger]
        for kind in (LaneRow, QueuedRow, ToldStepRow):
            session.execute(delete(kind).where(kind.dossier_id == stranger))
    return answered


def _still_waits(session: Session, row: LaneRow) -> bool:
    """Looked at once more behind the lock: whoever had it before may have told everything meanwhile."""
    return bool(session.scalar(select(exists().where(QueuedRow.dossier_id == row.dossier_id))))


def _remove(session: Session, lane: Lane, version: int) -> None:
    """Everything up to `version`."""
    session.execute(delete(QueuedRow).where(QueuedRow.dossier_id == lane.dossier_id, QueuedRow.version <= version))


def _change(session: Session, lane: Lane, **values: Any) -> None:
    session.execute(update(LaneRow).where(LaneRow.dossier_id == lane.dossier_id).values(values))


def _new_lane(entry: Entry, now: datetime) -> dict[str, Any]:
    facts = {"dossier_id": entry.dossier_id, "owner": entry.owner.value, "code": entry.code}
    return {**facts, "is_there": False, "sent_version": 0, "tries": 0, "next_try_at": now}


def _to_domain(row: LaneRow) -> Lane:
    return Lane(row.dossier_id, AgencyCode(row.owner), row.code, row.is_there, row.tries, row.error_code)
