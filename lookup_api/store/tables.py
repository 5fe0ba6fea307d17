"""The tables of dossiers and of what belongs to them. Rows stay inside `store/`."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from provisioning.database import CONSTRAINT_NAMES, PortableJson, RowNumber, UtcDateTime


class Base(DeclarativeBase):
    """The tables of `lookup_api`."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)


class AgencyRow(Base):
    __tablename__ = "agencies"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(300))
    phone: Mapped[str] = mapped_column(String(40))
    also_codes: Mapped[list[str]] = mapped_column(PortableJson)
    local_code_pattern: Mapped[str | None] = mapped_column(String(200))


class ProcedureRow(Base):
    __tablename__ = "procedures"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(500))
    field: Mapped[str] = mapped_column(String(200))
    term: Mapped[int] = mapped_column(Integer)
    term_unit: Mapped[str] = mapped_column(String(20))
    papers: Mapped[list[dict[str, Any]]] = mapped_column(PortableJson)
    fee: Mapped[int] = mapped_column(BigInteger)
    result: Mapped[str] = mapped_column(String(500))
    online: Mapped[bool] = mapped_column(Boolean)
    also_called: Mapped[list[str]] = mapped_column(PortableJson)
    steps: Mapped[list[str]] = mapped_column(PortableJson)
    levels: Mapped[list[str]] = mapped_column(PortableJson)
    legal_texts: Mapped[list[dict[str, Any]]] = mapped_column(PortableJson)
    forms: Mapped[list[dict[str, Any]]] = mapped_column(PortableJson)


class ProcedureFormRow(Base):
    """The content of a form to download; what the catalogue says of it stands in `procedures.forms`."""

    __tablename__ = "procedure_forms"

    procedure_code: Mapped[str] = mapped_column(ForeignKey("procedures.code"), primary_key=True)
    file_name: Mapped[str] = mapped_column(String(120), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ProcedureChangeRow(Base):
    """That a procedure was new or changed: rows are only added. `what` names the fields."""

    __tablename__ = "procedure_changes"

    procedure_code: Mapped[str] = mapped_column(ForeignKey("procedures.code"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    what: Mapped[list[str]] = mapped_column(PortableJson)


class DossierRow(Base):
    """One dossier as it stands. `updates` holds the whole fold's input, so that a look-up or an ingest reads
    one row. `plain_until`: see Standing.
    """

    __tablename__ = "dossiers"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    owner: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(Integer)
    status: Mapped[int | None] = mapped_column(SmallInteger)
    procedure_code: Mapped[str | None] = mapped_column(String(60))
    field: Mapped[str | None] = mapped_column(String(200))
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    plain_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updates: Mapped[list[dict[str, Any]]] = mapped_column(PortableJson)

    __table_args__ = (
        Index("ix_dossiers_owner_received", "owner", "received_at"),
        {"postgresql_with": {"fillfactor": 75}},  # room for a row's next version beside it, which no index has to learn
    )


class AliasRow(Base):
    """Every code of every dossier, national and local; a local code is unique inside its agency only."""

    __tablename__ = "aliases"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(40), primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), index=True)


class HistoryRow(Base):
    """Every accepted update, once and for ever: rows are only added. `digest` tells a repetition from an id
    used twice.
    """

    __tablename__ = "history"

    sender: Mapped[str] = mapped_column(String(40), primary_key=True)
    update_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[dict[str, Any]] = mapped_column(PortableJson)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EventRow(Base):
    """What changed, in the order of commits; caches and bridges follow it."""

    __tablename__ = "events"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    dossier_id: Mapped[int] = mapped_column(BigInteger)
    codes: Mapped[list[str]] = mapped_column(PortableJson)
    version: Mapped[int] = mapped_column(Integer)
    status_before: Mapped[int | None] = mapped_column(SmallInteger)
    status: Mapped[int | None] = mapped_column(SmallInteger)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class EventNumberRow(Base):
    """One row: the number of the newest event. Raising it locks the row until the commit, so numbers have no gaps and
    grow in the order of commits: a follower that has seen number n has missed nothing before it."""

    __tablename__ = "event_number"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


class ApplicantRow(Base):
    """The person behind a dossier, sealed with the data key, apart from what the public may see. `sender` and
    `update_id` are of the update that named the person: a later one's word replaces it, whichever arrives first."""

    __tablename__ = "applicants"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    sender: Mapped[str] = mapped_column(String(40))
    update_id: Mapped[str] = mapped_column(String(80))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ReceiptRow(Base):
    """A printed receipt's secret, as a keyed hash. A dossier may have several receipts; the newest counts.

    `bound_to` is the dossier's number when the receipt was issued. The hash is bound to it, and when two dossiers turn
    out to be one, the newest receipt of each counts.
    """

    __tablename__ = "receipts"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), index=True)
    bound_to: Mapped[int] = mapped_column(BigInteger)
    secret_hash: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DifferenceRow(Base):
    """The channels did not say the same of a dossier: found by the probe, or reported by a person.

    `sayings` is what each channel said, fact by fact, for a stranger. `note_sealed` is what a person wrote, sealed
    because it may hold personal data. While it is open, the same difference found again only moves `last_seen_at`.
    """

    __tablename__ = "differences"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(64), index=True)
    source: Mapped[str] = mapped_column(String(16))
    sayings: Mapped[dict[str, dict[str, str]]] = mapped_column(PortableJson)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    times: Mapped[int] = mapped_column(Integer)
    closed_by: Mapped[str | None] = mapped_column(String(64))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remedy: Mapped[str] = mapped_column(String(500))


class FigureRow(Base):
    """How many dossiers of an agency and a field, received in a month (its first day, in Viet Nam's time), stand how to
    their due dates; written anew at each count. `field` is "" where none was stated."""

    __tablename__ = "figures"

    month: Mapped[date] = mapped_column(Date, primary_key=True)
    agency: Mapped[str] = mapped_column(String(40), primary_key=True)
    field: Mapped[str] = mapped_column(String(200), primary_key=True)
    timeliness: Mapped[str] = mapped_column(String(16), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


class NewestUpdateRow(Base):
    """When a dossier of the agency last changed, as of the last count."""

    __tablename__ = "newest_updates"

    agency: Mapped[str] = mapped_column(String(40), primary_key=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CountRow(Base):
    """One row: when a worker last began to count, so that no other does so too; and as of when the figures are."""

    __tablename__ = "figures_count"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    began_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    as_of: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FeedbackRow(Base):
    """What a citizen suggests or complains of, sealed; the contact is forgotten once it is settled."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    topic: Mapped[str] = mapped_column(String(16))
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    contact_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(String(64))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remark: Mapped[str] = mapped_column(String(500))
