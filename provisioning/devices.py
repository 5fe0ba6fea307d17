"""A device and its life, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid4


class DeviceKind(StrEnum):
    """What a device is for."""

    KIOSK = "kiosk"
    AGENT = "agent"
    BRIDGE = "bridge"
    SITE = "site"


class DeviceState(StrEnum):
    """Where a device stands: awaited, at work, or shut out for ever."""

    EXPECTED = "expected"
    ENROLLED = "enrolled"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Device:
    """Thiết bị: a kiosk, a department's agent, an SMS bridge or the public site, which may talk to us.

    `key_id` names its public key, and both are None until it is enrolled. `agency` is the code of the agency
    it speaks for, None where it speaks for none. All times are UTC.
    """

    id: str
    kind: DeviceKind
    name: str
    agency: str | None
    state: DeviceState
    key_id: str | None
    expected_since: datetime
    enrolled_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def expected(cls, kind: DeviceKind, name: str, agency: str | None, now: datetime) -> "Device":
        """A device that will enrol, with an id of its own that says nothing about it."""
        return cls(uuid4().hex, kind, name, agency, DeviceState.EXPECTED, None, now, None, None)
