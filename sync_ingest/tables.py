"""The tables of `sync_ingest`: what could not be applied, until a person settles it."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from provisioning.database import CONSTRAINT_NAMES, PortableJson, RowNumber, UtcDateTime


class Base(DeclarativeBase):
    """The tables of `sync_ingest`."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        bytes: LargeBinary,
        dict[str, str]: PortableJson,
    }


class QuarantineRow(Base):
    """One delivery that could not be applied, once however often it is sent.

    `sealed` is the delivery as it came, sealed because it may hold personal data; `fingerprint` is a keyed hash of it
    and of its sender. `detail` says in each language what is wrong, and never repeats what was sent.
    """

    __tablename__ = "quarantine"
    __table_args__ = (Index("ix_quarantine_state", "state", "id"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    sender: Mapped[str] = mapped_column(String(64))
    update_id: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(24))
    detail: Mapped[dict[str, str]]
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    sealed: Mapped[bytes]
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16))
    settled_by: Mapped[str | None] = mapped_column(String(64))
    settled_at: Mapped[datetime | None]


class QuarantineActRow(Base):
    """What a person did to an entry: rows are only added. `sealed` is what they wrote in place of what was sent."""

    __tablename__ = "quarantine_acts"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("quarantine.id"), index=True)
    act: Mapped[str] = mapped_column(String(16))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    sealed: Mapped[bytes | None]
