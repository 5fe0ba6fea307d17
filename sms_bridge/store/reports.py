"""Delivery reports in the database: kept before their gateway is told so, and given to their message in any order."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import Session

from lookup_api.store.sealing import Sealer
from sms_bridge.phone import mobile_number
from sms_bridge.reports import Delivery, DeliveryReport, plain_id, possible_ids
from sms_bridge.store.outbox import PROVIDER_ID_LENGTH, OutgoingState
from sms_bridge.tables import OutgoingRow, ReportRow

BATCH = 100
LONGEST_PAUSE = timedelta(minutes=10)
FIRST_PAUSE = timedelta(milliseconds=200)


def keep_report(session: Session, report: DeliveryReport, sealer: Sealer, now: datetime) -> None:
    """Keep the report until its message is found."""
    row = {
        "channel": report.channel,
        "sms_id": report.sms_id,
        "provider_id": plain_id(report.provider_id)[:PROVIDER_ID_LENGTH],
        "phone_hash": phone_hash(report.phone, sealer),
        "delivery": report.delivery,
        "heard_at": now,
        "next_look_at": now,
    }
    session.execute(insert(ReportRow), [row])


def phone_hash(phone: str, sealer: Sealer) -> str:
    """A keyed hash of a phone's number, the same however a gateway writes it."""
    number = mobile_number(phone) or mobile_number(f"+{phone}")
    return sealer.fingerprint("sms phone", number.e164 if number else phone.lstrip("+0"))


def has_reports(session: Session, now: datetime) -> bool:
    """Whether a report may be looked at."""
    return bool(session.scalar(select(exists().where(ReportRow.next_look_at <= now))))


def settle_reports(session: Session, now: datetime) -> int:
    """Give reports to the messages that they are about; how many found theirs. The others are looked at again, each
    time after as long as they have waited, for a message may be settled later than it is reported.
    """
    due = select(ReportRow).where(ReportRow.next_look_at <= now).order_by(ReportRow.id).limit(BATCH)
    settled = 0
    for row in session.scalars(due.with_for_update(skip_locked=True)).all():
        message = _message_of(session, row)
        if message is None:
            pause = max(FIRST_PAUSE, now - row.heard_at)
            row.next_look_at = now + min(pause, LONGEST_PAUSE)
            continue
        _move_on(message, Delivery(row.delivery), now)
        session.delete(row)
        settled += 1
    return settled


def forget_reports(session: Session, before: datetime) -> None:
    """Forget reports from before this moment whose message nobody knows."""
    session.execute(delete(ReportRow).where(ReportRow.heard_at < before))


def _message_of(session: Session, row: ReportRow) -> OutgoingRow | None:
    if row.sms_id is not None:
        found = session.get(OutgoingRow, row.sms_id, with_for_update=True)
        return found if found and found.channel == row.channel else None
    names = possible_ids(row.provider_id)
    same = OutgoingRow.channel == row.channel, OutgoingRow.phone_hash == row.phone_hash
    query = select(OutgoingRow).where(OutgoingRow.provider_id.in_(names), *same).order_by(OutgoingRow.id.desc())
    return _likeliest(session.scalars(query.with_for_update()).all(), names)


def _likeliest(messages: Sequence[OutgoingRow], names: Sequence[str]) -> OutgoingRow | None:
    """By the name as it is before the name in other figures, and the newest first."""
    return min(messages, key=lambda message: names.index(message.provider_id or ""), default=None)


def _move_on(message: OutgoingRow, delivery: Delivery, now: datetime) -> None:
    """Forward only. Where we never heard the gateway's yes, its report says it: nothing is sent a second time."""
    if delivery.is_after(message.delivery):
        message.delivery, message.delivery_at = delivery, now
    if message.state == OutgoingState.QUEUED and delivery is not Delivery.FAILED:
        message.state, message.settled_at, message.to_sealed = OutgoingState.SENT, now, None
