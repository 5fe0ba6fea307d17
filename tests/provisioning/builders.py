"""What the tests of provisioning start from; each builder takes only what matters to the test."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.orm import Session

from provisioning.accounts import add_account
from provisioning.devices import Device, DeviceKind
from provisioning.enrolment import CLAIM_LIFETIME, enrol, give_claim_code
from provisioning.keys import key_id_of, new_private_key, public_key_pem
from provisioning.people import Person, Role
from provisioning.registry import expect_device
from provisioning.signatures import Caller, KnownKey, RequestSigner, SignedRequest

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
PASSWORD = "mật khẩu đủ dài"


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class KeyRing:
    """The keys a server knows, in memory."""

    known: dict[str, KnownKey] = field(default_factory=dict)

    def find_caller(self, key_id: str) -> KnownKey | None:
        return self.known.get(key_id)

    def add(self, key: ec.EllipticCurvePrivateKey, *, revoked: bool = False) -> Caller:
        """Register a key, as a kiosk's."""
        caller = Caller("d1", DeviceKind.KIOSK, "Kiosk sảnh A", None, key_id_of(key.public_key()))
        self.known[caller.key_id] = KnownKey(caller, public_key_pem(key), revoked)
        return caller


def a_signer(key: ec.EllipticCurvePrivateKey, at: datetime = NOW) -> RequestSigner:
    """Signs as the owner of `key`, at one fixed time."""
    return RequestSigner(key_id_of(key.public_key()), key, lambda: at)


def a_request(method: str = "GET", url: str = "http://tra.cuu:8000/v1/x?a=1", body: bytes = b"") -> httpx.Request:
    """A request that nobody has signed yet."""
    return httpx.Request(method, url, content=body)


def signed(request: httpx.Request, signer: RequestSigner) -> SignedRequest:
    """Sign a request and take it as the server would get it."""
    request = next(signer.auth_flow(request))
    return SignedRequest(request.method, str(request.url), request.headers, request.content)


def an_expected_device(session: Session, name: str = "Kiosk sảnh A") -> Device:
    """A kiosk that has not enrolled yet."""
    return expect_device(session, Device.expected(DeviceKind.KIOSK, name, None, NOW))


def a_claim_code(session: Session, device: Device) -> str:
    """A claim code as the technician reads it."""
    return give_claim_code(session, device, NOW + CLAIM_LIFETIME, NOW).printed


def an_enrolled_device(session: Session, key: ec.EllipticCurvePrivateKey, name: str = "Kiosk sảnh A") -> Device:
    """A kiosk that enrolled with `key`."""
    code = a_claim_code(session, an_expected_device(session, name))
    device = enrol(session, code, public_key_pem(key), NOW)
    assert device
    return device


def a_person(session: Session, username: str = "lan", role: Role = Role.CLERK) -> Person:
    """A clerk with an account and PASSWORD."""
    person = Person(username, "Trần Thị Lan", role, "H53.19", "Bộ phận một cửa")
    return add_account(session, person, PASSWORD)


def a_key() -> ec.EllipticCurvePrivateKey:
    """A device's key."""
    return new_private_key()
