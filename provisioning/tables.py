"""The tables of those who may talk to us: devices, and people."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, MetaData, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from provisioning.database import CONSTRAINT_NAMES, UtcDateTime
from provisioning.devices import Device, DeviceKind, DeviceState
from provisioning.signatures import Caller, KnownKey

NOT_REVOKED = text("state <> 'revoked'")


class Base(DeclarativeBase):
    """The tables of this package."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime}


class DeviceRow(Base):
    """One device for ever: a revoked one stays, so that its key is never let in again."""

    __tablename__ = "devices"
    __table_args__ = (
        Index(
            "one_device_at_work_a_name",
            "name",
            unique=True,
            sqlite_where=NOT_REVOKED,
            postgresql_where=NOT_REVOKED,
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    agency: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    public_key: Mapped[str | None]
    key_id: Mapped[str | None] = mapped_column(String(32), unique=True)
    expected_since: Mapped[datetime]
    enrolled_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    def to_device(self) -> Device:
        """The device as a plain value."""
        return Device(
            id=self.id,
            kind=DeviceKind(self.kind),
            name=self.name,
            agency=self.agency,
            state=DeviceState(self.state),
            key_id=self.key_id,
            expected_since=self.expected_since,
            enrolled_at=self.enrolled_at,
            revoked_at=self.revoked_at,
        )

    def to_known_key(self) -> KnownKey:
        """The key of an enrolled or revoked device, with its owner."""
        assert self.key_id  # a device is found by its key, so it has one
        assert self.public_key
        caller = Caller(self.id, DeviceKind(self.kind), self.name, self.agency, self.key_id)
        return KnownKey(caller, self.public_key, self.state == DeviceState.REVOKED)


class ClaimRow(Base):
    """A claim code that was given out; the code itself is kept only as a hash."""

    __tablename__ = "claim_codes"

    slot: Mapped[str] = mapped_column(String(4), primary_key=True)
    code_hash: Mapped[str]
    device_id: Mapped[str] = mapped_column(ForeignKey("devices.id"), index=True)
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class NonceRow(Base):
    """A nonce that a signed request has spent; the primary key lets it in once."""

    __tablename__ = "nonces"

    key_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(128), primary_key=True)
    keep_until: Mapped[datetime] = mapped_column(index=True)


class AccountRow(Base):
    """The account of one person who works for an agency."""

    __tablename__ = "accounts"

    username: Mapped[str] = mapped_column(String(64), primary_key=True)
    password_hash: Mapped[str]
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(16))
    agency: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(200))


class FailedSignInRow(Base):
    """How often signing in with a name failed lately, whether or not anybody has this name."""

    __tablename__ = "failed_sign_ins"

    name_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    forget_at: Mapped[datetime] = mapped_column(index=True)


class SignInRow(Base):
    """One person signed in at one browser; the token itself is kept only as a hash."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    username: Mapped[str] = mapped_column(ForeignKey("accounts.username"), index=True)
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
