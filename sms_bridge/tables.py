"""The tables of the bridge: what came in, the queue of what goes out, and what became of it. Numbers and texts are
sealed.
"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, MetaData, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from provisioning.database import CONSTRAINT_NAMES, RowNumber, UtcDateTime


class Base(DeclarativeBase):
    """The tables of `sms_bridge`."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, bytes: LargeBinary}


class IncomingRow(Base):
    """One message from a phone, once however often its gateway sends it.

    `pair` is a keyed hash of its number and ours, `text_hash` one of the words; number and text themselves are sealed,
    and None once they are no longer needed. `outcome` says what was done, in one word.
    """

    __tablename__ = "sms_incoming"
    __table_args__ = (
        UniqueConstraint("channel", "gateway_id"),
        Index("ix_sms_incoming_pair_received", "pair", "received_at"),
        Index("ix_sms_incoming_state", "state", "id"),
        Index("ix_sms_incoming_received_at", "received_at"),
    )

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(String(40))
    gateway_id: Mapped[str] = mapped_column(String(64))
    our_number: Mapped[str] = mapped_column(String(20))
    sender_sealed: Mapped[bytes | None]
    pair: Mapped[str] = mapped_column(String(64))
    text_sealed: Mapped[bytes | None]
    text_hash: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16))
    outcome: Mapped[str | None] = mapped_column(String(24))


class OutgoingRow(Base):
    """One message that we owe somebody; `in_reply_to` is unique, so an incoming one is answered once, and so is
    `occasion`, what a message that is no reply is sent for.

    While it waits, `next_try_at` is when it may be taken; whoever takes it moves that ahead first, so that a process
    that dies gives it back. Number and text are None once they are no longer needed; `phone_hash` is a keyed hash of
    the number, by which a gateway's report finds the message, and `delivery` is the furthest that was reported.
    """

    __tablename__ = "sms_outgoing"
    __table_args__ = (
        Index("ix_sms_outgoing_state_next_try", "state", "next_try_at"),
        Index("ix_sms_outgoing_queued_at", "queued_at"),
        Index("ix_sms_outgoing_provider_id", "provider_id"),
    )

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(String(40))
    in_reply_to: Mapped[int | None] = mapped_column(ForeignKey("sms_incoming.id"), unique=True)
    occasion: Mapped[str | None] = mapped_column(String(60), unique=True)
    our_number: Mapped[str] = mapped_column(String(20))
    to_sealed: Mapped[bytes | None]
    pair: Mapped[str] = mapped_column(String(64))
    text_sealed: Mapped[bytes | None]
    parts: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str] = mapped_column(String(16))
    tries: Mapped[int] = mapped_column(SmallInteger)
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    refusal: Mapped[str | None] = mapped_column(String(40))
    provider_id: Mapped[str | None] = mapped_column(String(80))
    phone_hash: Mapped[str | None] = mapped_column(String(64))
    delivery: Mapped[str | None] = mapped_column(String(16))
    delivery_at: Mapped[datetime | None]


class PartsRow(Base):
    """The parts of one long message that are there so far, or of a short one whose gateway names it not.

    `mark` is a keyed hash of sender, our number, reference and total. `kept_sealed` holds the parts, and once the
    message is `whole` only their hashes, so that a part which is handed over again is known. `session` is the
    gateway's connection by which the last part came.
    """

    __tablename__ = "sms_parts"
    __table_args__ = (Index("ix_sms_parts_began_at", "whole", "began_at"),)

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    kept_sealed: Mapped[bytes]
    whole: Mapped[bool]
    session: Mapped[str] = mapped_column(String(40))
    began_at: Mapped[datetime]
    heard_at: Mapped[datetime]


class ReportRow(Base):
    """A gateway's report that waits for its message: it may come before we know that the message was taken."""

    __tablename__ = "sms_reports"
    __table_args__ = (Index("ix_sms_reports_next_look_at", "next_look_at"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(String(40))
    sms_id: Mapped[int | None] = mapped_column(BigInteger)
    provider_id: Mapped[str] = mapped_column(String(80))
    phone_hash: Mapped[str] = mapped_column(String(64))
    delivery: Mapped[str] = mapped_column(String(16))
    heard_at: Mapped[datetime]
    next_look_at: Mapped[datetime]
