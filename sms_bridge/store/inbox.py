"""Incoming messages in the database: kept before their gateway is told so, answered once, forgotten in time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, case, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lookup_api.domain.phone import PhoneNumber
from lookup_api.store.sealing import Sealer
from sms_bridge.limits import Limits, Traffic
from sms_bridge.messages import IncomingSms, Outcome
from sms_bridge.tables import IncomingRow

GATEWAY_ID_LENGTH = 64
OUR_NUMBER_LENGTH = 20
LOOK_BACK = 100
"""How many earlier messages of one phone are looked at: more than any limit allows, and never a whole flood."""


class IncomingState(StrEnum):
    """Where an incoming message is: it leaves `waiting` once, for good."""

    WAITING = "waiting"
    ANSWERED = "answered"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True, repr=False)
class NewMessage:
    """A message to keep: from a mobile phone that is to be answered, or from somebody whom we ignore and why."""

    sms: IncomingSms
    sender: PhoneNumber | None
    ignored: Outcome | None
    received_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """A message that waits for its answer, sealed as it lies in the database."""

    id: int
    channel: str
    our_number: str
    pair: str
    sender_sealed: bytes
    text_sealed: bytes
    text_hash: str
    received_at: datetime


def remember_message(session: Session, new: NewMessage, sealer: Sealer) -> bool:
    """Keep the message; False when its gateway has handed it over before. Of whom we ignore neither number nor words
    are kept, only their hashes.
    """
    try:
        with session.begin_nested():
            session.execute(insert(IncomingRow), [_columns(new, sealer)])
    except IntegrityError:
        return False
    return True


def list_waiting(session: Session, limit: int) -> list[Waiting]:
    """The messages that wait, oldest first."""
    names = [getattr(IncomingRow, name) for name in Waiting.__dataclass_fields__]
    query = select(*names).where(IncomingRow.state == IncomingState.WAITING).order_by(IncomingRow.id).limit(limit)
    return [Waiting(**row._mapping) for row in session.execute(query)]


def lock_waiting(session: Session, id_: int) -> bool:
    """Hold the message until the commit; False when somebody else has settled it meanwhile."""
    waits = and_(IncomingRow.id == id_, IncomingRow.state == IncomingState.WAITING)
    return session.scalar(select(IncomingRow.id).where(waits).with_for_update()) is not None


def settle_message(session: Session, id_: int, outcome: Outcome, *, answered: bool) -> bool:
    """Say what was done with a waiting message, and forget its number (the reply has its own); False when somebody
    else has settled it meanwhile.
    """
    state = IncomingState.ANSWERED if answered else IncomingState.IGNORED
    waits = and_(IncomingRow.id == id_, IncomingRow.state == IncomingState.WAITING)
    statement = update(IncomingRow).where(waits).values(state=state, outcome=outcome, sender_sealed=None)
    return session.execute(statement.returning(IncomingRow.id)).first() is not None


def traffic_before(session: Session, message: Waiting, limits: Limits) -> Traffic:
    """What came from the same phone to the same number before `message`, LOOK_BACK messages at most."""
    since = message.received_at - max(limits.window, limits.how_to_window, limits.repeat_window, limits.day)
    earlier = (
        select(IncomingRow.received_at, IncomingRow.outcome, IncomingRow.state, IncomingRow.text_hash)
        .where(IncomingRow.pair == message.pair, IncomingRow.received_at > since, IncomingRow.id < message.id)
        .order_by(IncomingRow.received_at.desc())
        .limit(LOOK_BACK)
        .subquery()
    )
    told_how = and_(
        earlier.c.outcome == Outcome.NOT_UNDERSTOOD,
        earlier.c.state == IncomingState.ANSWERED,
        earlier.c.received_at > message.received_at - limits.how_to_window,
    )
    repeated = and_(
        earlier.c.text_hash == message.text_hash,
        earlier.c.received_at > message.received_at - limits.repeat_window,
    )
    heard = earlier.c.received_at > message.received_at - limits.window
    in_a_day = earlier.c.received_at > message.received_at - limits.day
    facts = (heard, told_how, repeated, in_a_day)
    counts = [func.coalesce(func.sum(case((fact, 1), else_=0)), 0) for fact in facts]
    messages, how_tos, repetitions, of_the_day = session.execute(select(*counts)).one()
    return Traffic(messages, how_tos, repetitions > 0, of_the_day)


def _columns(new: NewMessage, sealer: Sealer) -> dict[str, Any]:
    sms, sender = new.sms, new.sender.e164 if new.sender else new.sms.sender
    waits = new.ignored is None
    return {
        "channel": sms.channel,
        "gateway_id": _gateway_id(sms, sealer),
        "our_number": sms.our_number[:OUR_NUMBER_LENGTH],
        "sender_sealed": sealer.seal(sender) if waits else None,
        "pair": sealer.fingerprint("sms pair", sender, sms.our_number),
        "text_sealed": sealer.seal(sms.text) if waits else None,
        "text_hash": sealer.fingerprint("sms text", sms.text),
        "received_at": new.received_at,
        "state": IncomingState.WAITING if waits else IncomingState.IGNORED,
        "outcome": new.ignored,
    }


def _gateway_id(sms: IncomingSms, sealer: Sealer) -> str:
    """The gateway's own, or what makes the message the same one when the gateway names it not, or strangely."""
    if 0 < len(sms.gateway_id) <= GATEWAY_ID_LENGTH and sms.gateway_id.isprintable():
        return sms.gateway_id
    return sealer.fingerprint("sms id", sms.gateway_id, sms.sender, sms.our_number, sms.sent_at, sms.text)
