"""Sign a request, and find out who signed one (HTTP Message Signatures, RFC 9421, with P-256).

Used by every device and every server of ours, so it needs neither a database nor a web framework.
What is covered is said on both sides, never left to a default: method, host, path, query, and the digest of
the body (RFC 9530) where there is a body; with the time, a nonce and the name of the key.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf
from secrets import token_urlsafe
from threading import Lock
from typing import Any, Protocol
from urllib.parse import quote

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    MappingKeyResolver,
    VerifyResult,
)
from http_message_signatures.algorithms import ECDSA_P256_SHA256

from provisioning.clock import utc_now
from provisioning.devices import DeviceKind
from provisioning.errors import (
    DeviceRevoked,
    DeviceUnknown,
    ReplayRefused,
    SignatureMissing,
    SignatureTooOld,
    SignatureWrong,
)

COVERED = ("@method", "@authority", "@path", "@query")  # and content-digest, where there is a body
MAX_AGE = timedelta(seconds=120)
KEEP_NONCES = timedelta(minutes=5)  # longer than the four minutes a signature can be believed
NONCE_BYTES = 16
NONCE_LENGTHS = range(16, 129)
LABEL = "motcua"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who signed a request, as the server has it registered; never what the request says of itself."""

    device_id: str
    kind: DeviceKind
    name: str
    agency: str | None
    key_id: str


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A registered public key (PEM), whose it is, and whether it was revoked."""

    caller: Caller
    public_key: str
    revoked: bool


class Keys(Protocol):
    """Where a server finds the keys it knows."""

    def find_caller(self, key_id: str) -> KnownKey | None:
        """The key of this name as it stands at this moment, a revoked one too; None for an unknown one."""


class Nonces(Protocol):
    """What keeps a signed request from being used twice."""

    def spend(self, key_id: str, nonce: str, now: datetime) -> bool:
        """Remember the nonce for at least KEEP_NONCES; False when it cannot be told that it is a new one."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request as it came over the wire; `url` is absolute and still percent-encoded."""

    method: str
    url: str
    headers: httpx.Headers
    body: bytes

    @classmethod
    def from_asgi(cls, scope: Mapping[str, Any], body: bytes) -> "SignedRequest":
        """Build it from an ASGI scope (Starlette: `request.scope`) and the whole body.

        The host is what the Host header says: behind a proxy that ends TLS, what the client asked for.
        """
        headers = httpx.Headers(scope["headers"])
        path = scope.get("raw_path") or quote(scope["path"]).encode()
        query = scope.get("query_string", b"")
        target = (path + b"?" + query if query else path).decode("latin-1")
        return cls(scope["method"], f"{scope['scheme']}://{headers.get('host', '')}{target}", headers, body)

    @property
    def is_signed(self) -> bool:
        """Whether there is anything to check."""
        return "signature" in self.headers or "signature-input" in self.headers


@dataclass(frozen=True)
class RequestSigner(httpx.Auth):
    """Signs each request of an httpx client, with the time of `clock` (aware UTC) and a nonce of its own."""

    key_id: str
    private_key: ec.EllipticCurvePrivateKey = field(repr=False)
    clock: Callable[[], datetime] = utc_now

    requires_request_body = True

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Put the signature, and the digest of a body, into the request's headers."""
        request.headers.pop("Content-Digest", None)
        keys = MappingKeyResolver(public_keys={}, private_keys={self.key_id: self.private_key})
        signer = HTTPMessageSigner(signature_algorithm=ECDSA_P256_SHA256, key_resolver=keys)
        signer.sign(
            request,
            key_id=self.key_id,
            created=self.clock(),
            nonce=token_urlsafe(NONCE_BYTES),
            label=LABEL,
            covered_component_ids=COVERED,
            body=request.content or None,
        )
        yield request


class MemoryNonces:
    """Nonces of one process. When there is no room left it refuses, for forgetting would let replays in."""

    def __init__(self, room: int = 200_000) -> None:
        self._room = room
        self._kept_until: dict[tuple[str, str], datetime] = {}
        self._lock = Lock()

    def spend(self, key_id: str, nonce: str, now: datetime) -> bool:
        """See Nonces."""
        with self._lock:
            self._forget(now)
            if (key_id, nonce) in self._kept_until or len(self._kept_until) >= self._room:
                return False
            self._kept_until[key_id, nonce] = now + KEEP_NONCES
            return True

    def _forget(self, now: datetime) -> None:
        while self._kept_until:
            oldest = next(iter(self._kept_until))
            if self._kept_until[oldest] > now:
                return
            del self._kept_until[oldest]


def verify(request: SignedRequest, keys: Keys, nonces: Nonces, now: datetime) -> Caller:
    """Say who sent this request, or raise the SignatureRefused that tells why it is not believed.

    Checked in this order: there is a signature, its time, its key is known, it holds, the body is the one
    that was signed, the key is not revoked, it is the first time. Only what holds spends its nonce.
    """
    if not request.is_signed:
        raise SignatureMissing
    verifier = _Verifier(keys, now)
    try:
        (signature,) = verifier.verify(request, require_components=COVERED, body=request.body)
    except HTTPMessageSignaturesException as error:
        raise SignatureWrong from error
    caller = _not_revoked(verifier.known)
    if not nonces.spend(caller.key_id, _nonce_of(signature), now):
        raise ReplayRefused
    return caller


def _not_revoked(known: KnownKey | None) -> Caller:
    if known is None:
        raise DeviceUnknown
    if known.revoked:
        raise DeviceRevoked
    return known.caller


def _nonce_of(signature: VerifyResult) -> str:
    if signature.nonce is None or len(signature.nonce) not in NONCE_LENGTHS:
        raise SignatureWrong
    return signature.nonce


class _Verifier(HTTPMessageVerifier, HTTPSignatureKeyResolver):
    """The library's verifier, with the time passed in, and one look for key, owner and revocation alike."""

    def __init__(self, keys: Keys, now: datetime) -> None:
        super().__init__(signature_algorithm=ECDSA_P256_SHA256, key_resolver=self)
        self._keys = keys
        self._now = now
        self.known: KnownKey | None = None

    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:
        """The library calls this first and lets everything through that it raises.

        So the key is looked for here: a database that fails must not look like a signature that is wrong.
        """
        _check_time(sig_input.params, self._now)
        self.known = self._keys.find_caller(sig_input.params.get("keyid", ""))
        if self.known is None:
            raise DeviceUnknown

    def resolve_public_key(self, key_id: str) -> bytes | None:
        """The key that was just found."""
        return self.known.public_key.encode() if self.known else None


def _check_time(params: Mapping[str, Any], now: datetime) -> None:
    if "created" not in params:
        raise SignatureWrong
    age = now.timestamp() - params["created"]
    if abs(age) > MAX_AGE.total_seconds() or now.timestamp() > params.get("expires", inf):
        raise SignatureTooOld(now)
