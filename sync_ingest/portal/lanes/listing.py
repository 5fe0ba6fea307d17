"""What a person may look at and set going again: lanes that the portal refused, and how much waits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select, true, update
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.store.events import newest_event
from lookup_api.store.sealing import Sealer
from sync_ingest.portal.lanes.queue import insert_missing
from sync_ingest.portal.tables import FollowedRow, LaneRow, QueuedRow

FIRST = 0
"""As event of an entry: before all others."""


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """A dossier that the portal refused: its code there, the portal's error code, and what it said."""

    owner: AgencyCode
    code: str
    error_code: str
    message: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How many dossiers wait to be told, of these how many were tried in vain, since when the oldest waits (aware UTC);
    how many are held for a person; and how many events are not followed yet.
    """

    waiting: int
    failing: int
    since: datetime | None
    held: int
    not_followed: int


def list_held(session: Session, sealer: Sealer) -> list[Held]:
    """The dossiers that wait for a person, by owner and code. The messages may hold personal data."""
    rows = session.scalars(select(LaneRow).where(_is_held()).order_by(LaneRow.owner, LaneRow.code))
    return [
        Held(AgencyCode(row.owner), row.code, row.error_code or "", _opened(row.message_sealed, sealer)) for row in rows
    ]


def release(session: Session, codes: tuple[str, ...], now: datetime) -> int:
    """Try these dossiers (all of them when `codes` is empty) again at once, those put off too; gives how many."""
    chosen = LaneRow.code.in_(codes) if codes else true()
    held = session.scalars(select(LaneRow).where(_is_held(), chosen)).all()
    back = [{"dossier_id": x.dossier_id, "version": x.held_version, "event": FIRST, "queued_at": now} for x in held]
    insert_missing(session, QueuedRow, back)
    those = update(LaneRow).where(_is_queued(), chosen).values(held_version=None, tries=0, next_try_at=now)
    again = those.returning(LaneRow.dossier_id).execution_options(synchronize_session=False)
    return len(session.scalars(again).all())


def standing(session: Session) -> Standing:
    """How the forwarding stands."""
    waiting, failing, since = session.execute(
        select(
            func.count(QueuedRow.dossier_id.distinct()),
            func.count(QueuedRow.dossier_id.distinct()).filter(LaneRow.tries > 0),
            func.min(QueuedRow.queued_at),
        ).join(LaneRow, LaneRow.dossier_id == QueuedRow.dossier_id)
    ).one()
    held = session.scalar(select(func.count()).select_from(LaneRow).where(_is_held())) or 0
    followed = session.scalar(select(FollowedRow.event)) or 0
    return Standing(waiting, failing, since, held, newest_event(session) - followed)


def _is_queued() -> ColumnElement[bool]:
    return exists().where(QueuedRow.dossier_id == LaneRow.dossier_id).correlate(LaneRow)


def _is_held() -> ColumnElement[bool]:
    return LaneRow.held_version.is_not(None) & ~_is_queued()


def _opened(sealed: bytes | None, sealer: Sealer) -> str:
    return sealer.open(sealed) if sealed else ""
