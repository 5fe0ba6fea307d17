"""The tables of what citizens wish beyond a look-up: to be told by SMS, and to rate. Rows stay inside `store/`."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lookup_api.store.tables import Base
from provisioning.database import RowNumber, UtcDateTime


class NoticeRow(Base):
    """One number that is to be told of one dossier, once however often it is asked for. A row that ends is deleted.

    `number_hash` is a keyed hash of the number, which itself is sealed. `invited_at` is when the number was asked
    whether it agrees; `confirmed_at` when it did. `seen_status` is what the number knows of the dossier, and `late_for`
    the due date that it was told is missed. The number of a row that is gone is never given again, on SQLite neither:
    what was sent about it is remembered by it.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("dossier_id", "number_hash"),
        Index("ix_notices_number_hash", "number_hash"),
        Index("ix_notices_confirmed_at", "confirmed_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    number_hash: Mapped[str] = mapped_column(String(64))
    phone_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    channel: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_status: Mapped[int | None] = mapped_column(SmallInteger)
    late_for: Mapped[date | None] = mapped_column(Date)


class NoticeRequestRow(Base):
    """That somebody asked for a notice to a number that has not agreed yet: counted, so that nobody is pestered."""

    __tablename__ = "notice_requests"
    __table_args__ = (Index("ix_notice_requests_number_hash", "number_hash"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    number_hash: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class NoticeFollowerRow(Base):
    """One row: the number of the newest event that was looked at for notices."""

    __tablename__ = "notice_follower"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


class RatingRow(Base):
    """How many gave so many stars on one day at one device about one agency ("": unknown). A count and nothing else:
    no dossier and no time, so that nobody finds the person behind it.
    """

    __tablename__ = "ratings"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    agency: Mapped[str] = mapped_column(String(40), primary_key=True)
    device: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    stars: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


class WishSeenRow(Base):
    """The name of a wish that came in, so that one that is sent again counts once; forgotten after a day."""

    __tablename__ = "wishes_seen"

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
