"""The tables of the back-office: serials of the day, and receipts that were issued."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from provisioning.database import RowNumber
from sync_ingest.tables import Base


class SerialRow(Base):
    """The last serial that an agency gave out on a day. The day is a date: text without its zeros would let 1/11 and
    11/1 share a counter.
    """

    __tablename__ = "serials"

    agency: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]


class IssuedReceiptRow(Base):
    """One issued receipt. `sealed` is what it says, without its secret, for as long as the dossier is kept.

    `sealed_secret` is there for the few minutes in which it may be printed, and is wiped afterwards. `form` is the
    random name of the form that asked for it: unique, so that a form sent twice issues once. `agency` issued it, as the
    dossier's owner; a local code may be another agency's too.
    """

    __tablename__ = "issued_receipts"
    __table_args__ = (Index("ix_issued_receipts_agency_code", "agency", "code"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    agency: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(64))
    form: Mapped[str] = mapped_column(String(64), unique=True)
    issued_by: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime] = mapped_column(index=True)
    sealed: Mapped[bytes]
    sealed_secret: Mapped[bytes | None]
