"""Who asks: an enrolled device that signs its requests, or the public."""

from dataclasses import dataclass

from starlette.requests import Request

from lookup_api.domain.errors import LookupUnavailable
from lookup_api.reading import DATABASE_AWAY
from provisioning.clock import utc_now
from provisioning.devices import DeviceKind
from provisioning.errors import DeviceUnknown
from provisioning.signatures import Caller, Keys, Nonces, SignedRequest, verify


@dataclass(frozen=True)
class Callers:
    """Tells devices from the public by their signature. Look-ups change nothing, so the nonces of one process do."""

    keys: Keys
    nonces: Nonces

    def identify(self, request: Request) -> Caller | None:
        """The device that signed, None for the public; a SignatureRefused for a signature that does not hold.

        While the database is away nobody can be told from the public, who may look up as well.
        """
        signed = SignedRequest.from_asgi(request.scope, b"")
        if not signed.is_signed:
            return None
        try:
            return verify(signed, self.keys, self.nonces, utc_now())
        except DATABASE_AWAY:
            return None

    def get_kiosk(self, request: Request, body: bytes) -> Caller:
        """The kiosk that signed this request, body and all; a SignatureRefused for everybody else, LookupUnavailable
        while the database is away.
        """
        try:
            caller = verify(SignedRequest.from_asgi(request.scope, body), self.keys, self.nonces, utc_now())
        except DATABASE_AWAY as error:
            raise LookupUnavailable from error
        if caller.kind is not DeviceKind.KIOSK:
            raise DeviceUnknown
        return caller


def address_of(request: Request) -> str:
    """The address that the request came from."""
    return request.client.host if request.client else ""
