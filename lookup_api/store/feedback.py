"""Suggestions and complaints of citizens about the service (góp ý, article 10.7): kept sealed, read and settled by the
offices.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lookup_api.store.errors import FeedbackFull, FeedbackNotOpen
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import FeedbackRow

LONGEST_TEXT = 1500  # so that a form full of Khmer letters stays within what a form may hold
LONGEST_CONTACT = 100
LONGEST_REMARK = 500
MOST_LISTED = 500
MOST_OPEN = 20_000  # a hundred megabytes; the look-up must not die of what nobody reads


class Topic(StrEnum):
    """What a feedback is about."""

    SITE = "site"
    KIOSK = "kiosk"
    SMS = "sms"
    OFFICE = "office"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a citizen writes. `contact` is how to reach them, "" when they would rather not say."""

    topic: Topic
    text: str = field(repr=False)
    contact: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class KeptFeedback:
    """A feedback as it is kept. Times are aware UTC; `remark` is what was done about it, "" while it is open; once it
    is settled, the contact is forgotten.
    """

    id: int
    feedback: Feedback
    sent_at: datetime
    settled_by: str | None
    settled_at: datetime | None
    remark: str


def save_feedback(session: Session, feedback: Feedback, sealer: Sealer, now: datetime) -> int:
    """Keep a feedback and give its number; text and contact are cut at LONGEST_TEXT and LONGEST_CONTACT. FeedbackFull
    when MOST_OPEN wait already.
    """
    if (session.scalar(select(func.count()).where(FeedbackRow.settled_at.is_(None))) or 0) >= MOST_OPEN:
        raise FeedbackFull
    contact = feedback.contact.strip()[:LONGEST_CONTACT]
    row = FeedbackRow(
        topic=feedback.topic.value,
        text_sealed=sealer.seal(feedback.text.strip()[:LONGEST_TEXT]),
        contact_sealed=sealer.seal(contact) if contact else None,
        sent_at=now,
        remark="",
    )
    session.add(row)
    session.flush()
    return row.id


def list_feedback(session: Session, sealer: Sealer, *, settled: bool = False) -> list[KeptFeedback]:
    """What is open, the longest waiting first; or what is settled, the newest first. MOST_LISTED at most."""
    query = select(FeedbackRow).limit(MOST_LISTED)
    if settled:
        query = query.where(FeedbackRow.settled_at.is_not(None)).order_by(FeedbackRow.id.desc())
    else:
        query = query.where(FeedbackRow.settled_at.is_(None)).order_by(FeedbackRow.id)
    return [_to_domain(row, sealer) for row in session.scalars(query)]


def find_feedback(session: Session, number: int, sealer: Sealer) -> KeptFeedback | None:
    """The feedback of this number."""
    row = session.get(FeedbackRow, number)
    return _to_domain(row, sealer) if row else None


def settle_feedback(session: Session, number: int, remark: str, trace: tuple[str, datetime]) -> None:
    """Say what was done about an open feedback, `trace` being who says so and when, and forget how to reach the person.
    FeedbackNotOpen.
    """
    query = select(FeedbackRow).where(FeedbackRow.id == number, FeedbackRow.settled_at.is_(None))
    row = session.scalar(query.with_for_update())
    if row is None:
        raise FeedbackNotOpen
    row.remark, row.contact_sealed = remark[:LONGEST_REMARK], None
    row.settled_by, row.settled_at = trace
    session.flush()


def _to_domain(row: FeedbackRow, sealer: Sealer) -> KeptFeedback:
    contact = sealer.open(row.contact_sealed) if row.contact_sealed else ""
    return KeptFeedback(
        id=row.id,
        feedback=Feedback(Topic(row.topic), sealer.open(row.text_sealed), contact),
        sent_at=row.sent_at,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
        remark=row.remark,
    )
