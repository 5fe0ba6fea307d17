"""What is no longer needed is forgotten: the words first, the rows later."""

from datetime import datetime

from sqlalchemy import delete, exists, update
from sqlalchemy.orm import Session

from sms_bridge.store.inbox import IncomingState
from sms_bridge.store.outbox import OutgoingState
from sms_bridge.tables import IncomingRow, OutgoingRow


def blank_texts(session: Session, before: datetime) -> None:
    """Forget the words of settled messages that came in, or were queued, before this moment."""
    answered = IncomingRow.state != IncomingState.WAITING, IncomingRow.text_sealed.is_not(None)
    session.execute(update(IncomingRow).where(IncomingRow.received_at < before, *answered).values(text_sealed=None))
    settled = OutgoingRow.state != OutgoingState.QUEUED, OutgoingRow.text_sealed.is_not(None)
    session.execute(update(OutgoingRow).where(OutgoingRow.queued_at < before, *settled).values(text_sealed=None))


def delete_settled(session: Session, before: datetime) -> None:
    """Delete settled messages from before this moment; from then on a gateway's repetition would count as new."""
    done = OutgoingRow.queued_at < before, OutgoingRow.state != OutgoingState.QUEUED
    session.execute(delete(OutgoingRow).where(*done))
    unanswered = ~exists().where(OutgoingRow.in_reply_to == IncomingRow.id)
    old = IncomingRow.received_at < before, IncomingRow.state != IncomingState.WAITING
    session.execute(delete(IncomingRow).where(*old, unanswered))
