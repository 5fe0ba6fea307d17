"""Store functions for devices, their keys and the nonces they spent. None of them commits."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from provisioning.devices import Device, DeviceState
from provisioning.errors import DeviceNameTaken, DeviceRevoked, KeyUsedBefore, NoSuchDevice
from provisioning.keys import key_id_of, read_public_key
from provisioning.signatures import KEEP_NONCES, KnownKey
from provisioning.tables import ClaimRow, DeviceRow, NonceRow

SWEEP_EVERY = timedelta(minutes=1)  # not at each request: sweepers would wait for one another
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def expect_device(session: Session, wanted: Device) -> Device:
    """Make a place for a device that will enrol, or put right the one of this name that is awaited already.

    DeviceNameTaken when a device of this name is at work.
    """
    row = _lock_device(session, _at_work(wanted.name))
    if row is None:
        row = DeviceRow(id=wanted.id, name=wanted.name, state=wanted.state)
        row.expected_since = wanted.expected_since
        session.add(row)
    elif row.state != DeviceState.EXPECTED:
        raise DeviceNameTaken
    row.kind, row.agency = wanted.kind, wanted.agency
    session.flush()
    return row.to_device()


def register_key(session: Session, device_id: str, public_key: str, now: datetime) -> Device:
    """Give an awaited device its public key (PEM). A key that was ever registered before is refused.

    DeviceRevoked when it was revoked, KeyUsedBefore when it is another device's.
    """
    row = session.get_one(DeviceRow, device_id)
    key_id = key_id_of(read_public_key(public_key))
    try:
        with session.begin_nested():
            row.public_key, row.key_id = public_key, key_id
            row.state, row.enrolled_at = DeviceState.ENROLLED, now
    except IntegrityError as error:
        known = find_known_key(session, key_id)
        raise (DeviceRevoked if known and known.revoked else KeyUsedBefore) from error
    return row.to_device()


def revoke_device(session: Session, id_or_name: str, now: datetime) -> Device:
    """Shut a device out for ever, and its open claim codes with it; NoSuchDevice when there is none."""
    row = _lock_device(session, or_(DeviceRow.id == id_or_name, _at_work(id_or_name)))
    if row is None:
        raise NoSuchDevice
    if row.state != DeviceState.REVOKED:
        row.state, row.revoked_at = DeviceState.REVOKED, now
    session.execute(delete(ClaimRow).where(ClaimRow.device_id == row.id))
    session.flush()
    return row.to_device()


def list_devices(session: Session) -> list[Device]:
    """All devices there ever were, by name, the oldest first."""
    rows = session.scalars(select(DeviceRow).order_by(DeviceRow.name, DeviceRow.expected_since))
    return [row.to_device() for row in rows]


def find_known_key(session: Session, key_id: str) -> KnownKey | None:
    """The key of this name as it stands now, with its owner: one look into one index."""
    row = session.scalar(select(DeviceRow).where(DeviceRow.key_id == key_id))
    return row.to_known_key() if row else None


def spend_nonce(session: Session, key_id: str, nonce: str, now: datetime) -> bool:
    """Remember the nonce; False when it was here before."""
    spent = insert(NonceRow).values(key_id=key_id, nonce=nonce, keep_until=now + KEEP_NONCES)
    try:
        with session.begin_nested():
            session.execute(spent)
    except IntegrityError:
        return False
    return True


def forget_nonces(session: Session, now: datetime) -> None:
    """Forget the nonces of signatures that are long too old."""
    session.execute(delete(NonceRow).where(NonceRow.keep_until < now))


@dataclass(frozen=True)
class DatabaseKeys:
    """The registered keys, asked anew for each request: so a revocation is seen at the next one."""

    sessions: sessionmaker[Session]

    def find_caller(self, key_id: str) -> KnownKey | None:
        """See signatures.Keys; give it sessions that only read."""
        with self.sessions() as session:
            return find_known_key(session, key_id)


@dataclass
class DatabaseNonces:
    """Nonces that several processes share; each is spent in a short transaction of its own.

    On SQLite that waits for the write lock: verify before your own writing transaction begins.
    """

    sessions: sessionmaker[Session]
    _swept_at: datetime = field(default=LONG_AGO, init=False)

    def spend(self, key_id: str, nonce: str, now: datetime) -> bool:
        """See signatures.Nonces; give it sessions that may write."""
        with self.sessions.begin() as session:
            if now - self._swept_at >= SWEEP_EVERY:
                self._swept_at = now
                forget_nonces(session, now)
            return spend_nonce(session, key_id, nonce, now)


def _at_work(name: str) -> ColumnElement[bool]:
    return and_(DeviceRow.name == name, DeviceRow.state != DeviceState.REVOKED)


def _lock_device(session: Session, wanted: ColumnElement[bool]) -> DeviceRow | None:
    return session.scalar(select(DeviceRow).where(wanted).with_for_update())
