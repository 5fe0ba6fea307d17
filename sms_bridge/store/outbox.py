"""The queue of outgoing messages: a reply is in it or it is not owed; a message leaves it once, sent or failed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, exists, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lookup_api.domain.phone import PhoneNumber
from lookup_api.store.sealing import Sealer
from sms_bridge.store.inbox import Waiting
from sms_bridge.tables import OutgoingRow
from sms_bridge.writing.segments import count_parts

PROVIDER_ID_LENGTH = 80
WITHDRAWN = "withdrawn"


class OutgoingState(StrEnum):
    """Where an outgoing message is: it leaves `queued` once, for good."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, repr=False)
class Owed:
    """A reply to the message `to`, its words sealed; on the air it takes so many `parts`."""

    to: Waiting
    text_sealed: bytes
    parts: int

    @classmethod
    def of(cls, to: Waiting, text: str, sealer: Sealer) -> "Owed":
        """The reply `text`."""
        return cls(to, sealer.seal(text), count_parts(text))


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """A message that this process has taken from the queue to try; `tries` counts this try too, and `occasion` is None
    for a reply.
    """

    id: int
    occasion: str | None
    channel: str
    our_number: str
    to_sealed: bytes
    text_sealed: bytes
    tries: int
    queued_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """A message that is no reply. `occasion` is what it is sent for: for each there is one message, for ever."""

    occasion: str
    channel: str
    our_number: str
    phone: PhoneNumber
    text: str


def queue_reply(session: Session, owed: Owed, now: datetime) -> None:
    """Put the reply into the queue; IntegrityError when its message has one already."""
    row = {
        "channel": owed.to.channel,
        "in_reply_to": owed.to.id,
        "our_number": owed.to.our_number,
        "to_sealed": owed.to.sender_sealed,
        "pair": owed.to.pair,
        "text_sealed": owed.text_sealed,
        "parts": owed.parts,
    }
    session.execute(insert(OutgoingRow), [row | _waiting_since(now)])


def queue_message(session: Session, message: Message, sealer: Sealer, now: datetime) -> bool:
    """Put the message into the queue; False when one for the same occasion was there already."""
    to = message.phone.e164
    row = {
        "occasion": message.occasion,
        "channel": message.channel,
        "our_number": message.our_number,
        "to_sealed": sealer.seal(to),
        "pair": sealer.fingerprint("sms pair", to, message.our_number),
        "text_sealed": sealer.seal(message.text),
        "parts": count_parts(message.text),
    }
    try:
        with session.begin_nested():
            session.execute(insert(OutgoingRow), [row | _waiting_since(now)])
    except IntegrityError:
        return False
    return True


def notice_occasion(notice_id: int, what: str) -> str:
    """What a message about this notice is sent for."""
    return f"notice:{notice_id}:{what}"


def withdraw_messages(session: Session, notice_ids: Collection[int], now: datetime) -> None:
    """Let no message about these notices leave any more, unless it is being sent at this moment."""
    for id_ in notice_ids:
        of_notice = OutgoingRow.occasion.startswith(notice_occasion(id_, ""))
        waits = and_(OutgoingRow.state == OutgoingState.QUEUED, of_notice)
        gone = {"state": OutgoingState.FAILED, "refusal": WITHDRAWN, "settled_at": now, "to_sealed": None}
        session.execute(update(OutgoingRow).where(waits).values(gone))


def has_due(session: Session, now: datetime) -> bool:
    """Whether a message may be taken at `now`."""
    return bool(session.scalar(select(exists().where(_is_due(now)))))


def take_due(session: Session, now: datetime, lease: timedelta, limit: int) -> list[Taken]:
    """Take up to `limit` messages whose time has come. Until `now + lease` nobody else takes them; if this process
    dies before it settles them, they come back then.
    """
    due = select(OutgoingRow.id).where(_is_due(now)).order_by(OutgoingRow.next_try_at, OutgoingRow.id).limit(limit)
    ids = session.scalars(due.with_for_update(skip_locked=True)).all()
    if not ids:
        return []
    taking = update(OutgoingRow).where(OutgoingRow.id.in_(ids))
    taking = taking.values(tries=OutgoingRow.tries + 1, next_try_at=now + lease)
    names = [getattr(OutgoingRow, name) for name in Taken.__dataclass_fields__]
    return sorted((Taken(**row._mapping) for row in session.execute(taking.returning(*names))), key=lambda t: t.id)


@dataclass(frozen=True, slots=True)
class Handed:
    """A message that its gateway has: which one, its name there, and the keyed hash of the number; a report finds it by
    all three.
    """

    id: int
    channel: str
    provider_id: str
    phone_hash: str


def settle_sent(session: Session, handed: Handed, now: datetime) -> None:
    """The gateway has it; the number is forgotten."""
    facts = {"provider_id": handed.provider_id[:PROVIDER_ID_LENGTH], "phone_hash": handed.phone_hash}
    _leave_queue(session, handed.id, state=OutgoingState.SENT, settled_at=now, channel=handed.channel, **facts)


def settle_failed(session: Session, id_: int, refusal: str, now: datetime) -> None:
    """It will not be tried again; the number is forgotten."""
    _leave_queue(session, id_, state=OutgoingState.FAILED, refusal=refusal, settled_at=now)


def postpone(session: Session, id_: int, refusal: str, next_try_at: datetime) -> None:
    """Try it again, not before `next_try_at`."""
    session.execute(update(OutgoingRow).where(_is_queued(id_)).values(refusal=refusal, next_try_at=next_try_at))


def _waiting_since(now: datetime) -> dict[str, Any]:
    return {"state": OutgoingState.QUEUED, "tries": 0, "queued_at": now, "next_try_at": now}


def _leave_queue(session: Session, id_: int, **facts: Any) -> None:
    session.execute(update(OutgoingRow).where(_is_queued(id_)).values(to_sealed=None, **facts))


def _is_queued(id_: int) -> Any:
    return and_(OutgoingRow.id == id_, OutgoingRow.state == OutgoingState.QUEUED)


def _is_due(now: datetime) -> Any:
    return and_(OutgoingRow.state == OutgoingState.QUEUED, OutgoingRow.next_try_at <= now)
