"""The tables of the national format: who may push in it, and what came, as it came."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from provisioning.database import PortableJson, RowNumber
from sync_ingest.tables import Base


class AccountRow(Base):
    """The account of one agency's software, which logs in. A revoked one stays, so that its name is not given again."""

    __tablename__ = "national_accounts"

    username: Mapped[str] = mapped_column(String(64), primary_key=True)
    password_hash: Mapped[str]
    agency: Mapped[str] = mapped_column(String(40))
    added_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class SessionRow(Base):
    """One session of an account, good on every server; the token itself is kept only as a hash."""

    __tablename__ = "national_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    username: Mapped[str] = mapped_column(ForeignKey("national_accounts.username"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class PathRow(Base):
    """A secret address for one agency's software that cannot log in, and the networks that it may come from (CIDR)."""

    __tablename__ = "national_paths"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    path_hash: Mapped[str] = mapped_column(String(64), unique=True)
    agency: Mapped[str] = mapped_column(String(40))
    networks: Mapped[list[str]] = mapped_column(PortableJson)
    added_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class KeptRow(Base):
    """What an agency said last of a dossier (`part` is "record"), or one of its progress steps (`part` is the id of the
    update that it became), with every field as it came, sealed.
    """

    __tablename__ = "national_kept"

    agency: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    part: Mapped[str] = mapped_column(String(80), primary_key=True)
    sealed: Mapped[bytes]
    kept_at: Mapped[datetime]
