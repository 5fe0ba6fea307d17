"""Notices (báo tin): who wants to be told by SMS when a dossier changes. A number is asked first whether it agrees, and
kept no longer than it is needed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lookup_api.domain.phone import PhoneNumber
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import DossierRow
from lookup_api.store.wish_tables import NoticeRequestRow, NoticeRow

WAITS = timedelta(days=1)
LONGEST_KEPT = timedelta(days=365)
MOST_REQUESTS = 3
"""How many notices a day may be asked for to a number that has agreed to none of them."""
MOST_OF_A_DOSSIER = 5
"""How many numbers may be told of one dossier; who holds the receipt is not counted."""


class Channel(StrEnum):
    """Where a wish came in."""

    KIOSK = "kiosk"
    SMS = "sms"
    WEB = "web"


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """A notice that somebody asks for; `dossier_id` is the dossier's row number, `seen_status` what they know of it
    already. `holds_receipt`: it was shown.
    """

    dossier_id: int
    phone: PhoneNumber
    channel: Channel
    language: Language = Language.VI
    holds_receipt: bool = False
    seen_status: Status | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Notice:
    """A notice that is kept, its number sealed; `code` is the dossier's as printed, and `seen_status` what the number
    knows of it.
    """

    id: int
    dossier_id: int
    code: str
    phone_sealed: bytes
    language: Language
    seen_status: Status | None


def ask_notice(session: Session, wanted: Wanted, sealer: Sealer, now: datetime) -> bool:
    """Keep that this number is to be asked whether it agrees. False, and nothing is kept, when it has been asked or
    told already, when it has been asked too often today, and when too many numbers want this dossier. Nobody may learn
    which.
    """
    forget_lapsed(session, now)
    if _is_known(session, wanted, sealer) or _is_too_much(session, wanted, sealer, now):
        return False
    if not _add(session, _columns(wanted, sealer, now)):
        return False
    number_hash = _hashes(wanted.phone, sealer)[0]
    session.execute(insert(NoticeRequestRow), [{"number_hash": number_hash, "asked_at": now}])
    return True


def agree(session: Session, wanted: Wanted, sealer: Sealer, now: datetime) -> None:
    """Keep that this number, which has said so itself, is told of this dossier from now on."""
    confirmed: dict[str, Any] = {"confirmed_at": now, "seen_status": wanted.seen_status, "late_for": None}
    agreeing = update(NoticeRow).where(_is_of(wanted.phone, sealer), _is_about(wanted)).values(confirmed)
    if session.execute(agreeing.returning(NoticeRow.id)).first() is None:
        fresh = _columns(wanted, sealer, now) | {"invited_at": now} | confirmed
        if not _add(session, fresh):
            session.execute(agreeing)
    session.execute(delete(NoticeRequestRow).where(NoticeRequestRow.number_hash.in_(_hashes(wanted.phone, sealer))))


def list_unanswered(session: Session, phone: PhoneNumber, sealer: Sealer, now: datetime) -> list[Notice]:
    """The notices to which this number has not agreed yet, the newest first."""
    waits = and_(NoticeRow.confirmed_at.is_(None), _still_waits(now))
    return _list(session, and_(_is_of(phone, sealer), waits))[::-1]


def end_notices(session: Session, phone: PhoneNumber, sealer: Sealer, dossier_id: int | None = None) -> list[int]:
    """Forget this number's notices, all or that of one dossier, and give the ids that they had."""
    which = _is_of(phone, sealer)
    if dossier_id is not None:
        which = and_(which, NoticeRow.dossier_id == dossier_id)
    return list(session.scalars(delete(NoticeRow).where(which).returning(NoticeRow.id)))


def end_notice(session: Session, id_: int) -> None:
    """Forget one notice: there is nothing more to tell."""
    session.execute(delete(NoticeRow).where(NoticeRow.id == id_))


def has_uninvited(session: Session, now: datetime) -> bool:
    """Whether a number waits to be asked."""
    return session.scalar(select(NoticeRow.id).where(_is_uninvited(now)).limit(1)) is not None


def take_uninvited(session: Session, now: datetime, limit: int) -> list[Notice]:
    """The numbers that wait to be asked; they count as asked once this transaction is committed."""
    query = select(NoticeRow.id).where(_is_uninvited(now)).order_by(NoticeRow.id).limit(limit)
    ids = session.scalars(query.with_for_update(skip_locked=True)).all()
    session.execute(update(NoticeRow).where(NoticeRow.id.in_(ids)).values(invited_at=now))
    return _list(session, NoticeRow.id.in_(ids))


def list_agreed(session: Session, dossier_ids: Collection[int]) -> list[Notice]:
    """The notices of these dossiers to which the numbers have agreed, locked until the commit."""
    which = and_(NoticeRow.dossier_id.in_(dossier_ids), NoticeRow.confirmed_at.is_not(None))
    session.scalars(select(NoticeRow.id).where(which).order_by(NoticeRow.id).with_for_update()).all()
    return _list(session, which)


def mark_seen(session: Session, id_: int, status: Status) -> None:
    """The number knows of this status now."""
    session.execute(update(NoticeRow).where(NoticeRow.id == id_).values(seen_status=int(status)))


def forget_lapsed(session: Session, now: datetime) -> None:
    """Delete what nobody agreed to within a day, the counts of a day, and what is a year old."""
    unanswered = and_(NoticeRow.confirmed_at.is_(None), NoticeRow.asked_at <= now - WAITS)
    session.execute(delete(NoticeRow).where(unanswered))
    session.execute(delete(NoticeRow).where(NoticeRow.confirmed_at <= now - LONGEST_KEPT))
    session.execute(delete(NoticeRequestRow).where(NoticeRequestRow.asked_at <= now - WAITS))


def move_notices(session: Session, stays: int, goes: Sequence[int]) -> None:
    """Make the notices of the dossiers `goes` those of `stays`, with which they became one; a number's is one, and that
    to which it has agreed if there is any.
    """
    for gone in goes:
        unanswered = and_(NoticeRow.dossier_id == stays, NoticeRow.confirmed_at.is_(None))
        _delete_twice(session, unanswered, and_(NoticeRow.dossier_id == gone, NoticeRow.confirmed_at.is_not(None)))
        _delete_twice(session, NoticeRow.dossier_id == gone, NoticeRow.dossier_id == stays)
        session.execute(update(NoticeRow).where(NoticeRow.dossier_id == gone).values(dossier_id=stays))


def _delete_twice(session: Session, which: ColumnElement[bool], known: ColumnElement[bool]) -> None:
    """Of the notices `which` those of numbers that have one that is `known`."""
    numbers = select(NoticeRow.number_hash).where(known).scalar_subquery()
    twice = delete(NoticeRow).where(which, NoticeRow.number_hash.in_(numbers))
    session.execute(twice.execution_options(synchronize_session=False))


def _is_known(session: Session, wanted: Wanted, sealer: Sealer) -> bool:
    query = select(NoticeRow.id).where(_is_of(wanted.phone, sealer), _is_about(wanted))
    return session.scalar(query.limit(1)) is not None


def _is_too_much(session: Session, wanted: Wanted, sealer: Sealer, now: datetime) -> bool:
    of_number = NoticeRequestRow.number_hash.in_(_hashes(wanted.phone, sealer))
    asked = select(func.count()).where(of_number, NoticeRequestRow.asked_at > now - WAITS)
    if (session.scalar(asked) or 0) >= MOST_REQUESTS:
        return True
    of_dossier = session.scalar(select(func.count()).where(_is_about(wanted))) or 0
    return of_dossier >= MOST_OF_A_DOSSIER and not wanted.holds_receipt


def _add(session: Session, row: dict[str, Any]) -> bool:
    """False when another transaction has just added it."""
    try:
        with session.begin_nested():
            session.execute(insert(NoticeRow), [row])
    except IntegrityError:
        return False
    return True


def _columns(wanted: Wanted, sealer: Sealer, now: datetime) -> dict[str, Any]:
    return {
        "dossier_id": wanted.dossier_id,
        "number_hash": _hashes(wanted.phone, sealer)[0],
        "phone_sealed": sealer.seal(wanted.phone.e164),
        "channel": wanted.channel.value,
        "language": wanted.language.value,
        "asked_at": now,
    }


def _list(session: Session, which: ColumnElement[bool]) -> list[Notice]:
    columns = (NoticeRow.id, NoticeRow.dossier_id, DossierRow.code, NoticeRow.phone_sealed)
    query = (
        select(*columns, NoticeRow.language, NoticeRow.seen_status)
        .join(DossierRow, DossierRow.id == NoticeRow.dossier_id)
        .where(which)
    )
    rows = session.execute(query.order_by(NoticeRow.asked_at, NoticeRow.id))
    return [_notice(*row) for row in rows]


def _notice(id_: int, dossier_id: int, code: str, *kept: Any) -> Notice:
    phone_sealed, language, seen = kept
    return Notice(id_, dossier_id, code, phone_sealed, Language(language), None if seen is None else Status(seen))


def _hashes(phone: PhoneNumber, sealer: Sealer) -> tuple[str, ...]:
    return sealer.fingerprints("notice", phone.e164)


def _is_of(phone: PhoneNumber, sealer: Sealer) -> ColumnElement[bool]:
    return NoticeRow.number_hash.in_(_hashes(phone, sealer))


def _is_about(wanted: Wanted) -> ColumnElement[bool]:
    return NoticeRow.dossier_id == wanted.dossier_id


def _is_uninvited(now: datetime) -> ColumnElement[bool]:
    return and_(NoticeRow.invited_at.is_(None), _still_waits(now))


def _still_waits(now: datetime) -> ColumnElement[bool]:
    return NoticeRow.asked_at > now - WAITS
