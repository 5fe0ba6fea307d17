"""One-time claim code in, identity out. None of these functions commits; a counted try needs it too."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from provisioning.claims import ClaimCode
from provisioning.devices import Device, DeviceKind
from provisioning.hashes import hash_secret, secret_fits
from provisioning.keys import key_id_of, read_public_key
from provisioning.registry import register_key
from provisioning.signatures import Caller, KnownKey
from provisioning.tables import ClaimRow

CLAIM_LIFETIME = timedelta(minutes=15)
TRIES = 5
KEEP_CLAIMS = timedelta(days=1)


def give_claim_code(session: Session, device: Device, expires_at: datetime, now: datetime) -> ClaimCode:
    """Make the one code that this awaited device can enrol with; earlier codes for it stop working."""
    session.execute(delete(ClaimRow).where(ClaimRow.device_id == device.id))
    session.execute(delete(ClaimRow).where(ClaimRow.expires_at < now - KEEP_CLAIMS))
    while True:
        code = ClaimCode.new()
        if _save_claim(session, code, device.id, expires_at):
            return code


def enrol(session: Session, typed_code: str, public_key: str, now: datetime) -> Device | None:
    """Use up a claim code and register the key (PEM) for its device.

    None when the code is wrong, used, expired or tried five times: all alike, and in like time. Commit then
    too, for the try was counted. Raises what register_key raises, and ValueError for any but a P-256 key;
    roll back then, and the code is not used up.
    """
    read_public_key(public_key)
    code = ClaimCode.parse(typed_code)
    claim = _lock_open_claim(session, code, now) if code else None
    if not secret_fits(claim.code_hash if claim else None, code.text if code else typed_code):
        if claim:
            claim.tries += 1
        return None
    assert claim  # only a hash that is there fits
    claim.used_at = now
    return register_key(session, claim.device_id, public_key, now)


class ClaimedKey:
    """The key a device brings along: it must have signed its own enrolment, to prove that it holds the key."""

    def __init__(self, public_key: str) -> None:
        """Take the PEM; ValueError when it is not a P-256 key."""
        key_id = key_id_of(read_public_key(public_key))
        self._known = KnownKey(Caller("", DeviceKind.KIOSK, "", None, key_id), public_key, revoked=False)

    def find_caller(self, key_id: str) -> KnownKey | None:
        """See signatures.Keys: nobody yet, but in possession of this key."""
        return self._known if key_id == self._known.caller.key_id else None


def _save_claim(session: Session, code: ClaimCode, device_id: str, expires_at: datetime) -> bool:
    """False when an earlier code sits in the same slot."""
    claim = insert(ClaimRow).values(
        slot=code.slot, code_hash=hash_secret(code.text), device_id=device_id, expires_at=expires_at, tries=0
    )
    try:
        with session.begin_nested():
            session.execute(claim)
    except IntegrityError:
        return False
    return True


def _lock_open_claim(session: Session, code: ClaimCode, now: datetime) -> ClaimRow | None:
    is_open = (ClaimRow.used_at.is_(None), ClaimRow.expires_at > now, ClaimRow.tries < TRIES)
    return session.scalar(select(ClaimRow).where(ClaimRow.slot == code.slot, *is_open).with_for_update())
