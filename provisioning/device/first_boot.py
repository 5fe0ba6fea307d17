"""A device's first conversation with the server: a claim code and its own key go in, its identity comes back."""

from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from provisioning.device.identity import Identity, identity_of, load_or_make_key, save_identity
from provisioning.devices import DeviceKind
from provisioning.errors import (
    ClaimRefused,
    ClockWrong,
    DeviceRevoked,
    DeviceUnknown,
    KeyUsedBefore,
    ProvisioningFailure,
    ServerUnreachable,
    SignatureTooOld,
    TooManyTries,
)
from provisioning.keys import key_id_of, public_key_pem
from provisioning.signatures import Caller, RequestSigner

PLAIN_REFUSALS: dict[str, type[ProvisioningFailure]] = {
    kind.code: kind for kind in (ClaimRefused, DeviceRevoked, DeviceUnknown, KeyUsedBefore)
}


def enrol(http: httpx.Client, claim_code: str, folder: Path, now: datetime) -> Identity:
    """Enrol this device with a claim code, and keep its identity in `folder` for `load_identity` to find.

    `http` has the provisioning service as its base URL; `now` is what this device's clock says, aware UTC.
    Raises ClaimRefused, ClockWrong, TooManyTries, KeyUsedBefore, ServerUnreachable, or DeviceRevoked for ever.
    May be done again: a device whose answer was lost on the way is recognised by its key.
    """
    key = load_or_make_key(folder)
    signer = RequestSigner(key_id_of(key.public_key()), key, lambda: now)
    caller = _recognise(http, signer) or _claim(http, signer, claim_code)
    save_identity(folder, caller)
    return identity_of(caller, key)


def _recognise(http: httpx.Client, signer: RequestSigner) -> Caller | None:
    """Who the server knows by this key already; None when it does not."""
    try:
        return _ask(http.build_request("GET", "/v1/devices/self"), http, signer)
    except DeviceUnknown:
        return None


def _claim(http: httpx.Client, signer: RequestSigner, claim_code: str) -> Caller:
    wanted = {"claim_code": claim_code, "public_key": public_key_pem(signer.private_key)}
    return _ask(http.build_request("POST", "/v1/enrolments", json=wanted), http, signer)


def _ask(request: httpx.Request, http: httpx.Client, signer: RequestSigner) -> Caller:
    try:
        answer = http.send(request, auth=signer)
        said: dict[str, Any] = answer.json()
        if answer.is_success:
            return _read_caller(said, signer)
        raise _refusal(said, answer.headers)
    except (httpx.HTTPError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ServerUnreachable from error


def _read_caller(said: dict[str, Any], signer: RequestSigner) -> Caller:
    if said["key_id"] != signer.key_id:
        raise ServerUnreachable  # whoever answered does not speak of this device
    kind = DeviceKind(said["kind"])
    return Caller(said["device_id"], kind, said["name"], said["agency"], said["key_id"])


def _refusal(said: dict[str, Any], headers: httpx.Headers) -> ProvisioningFailure:
    code = said["code"]
    if code == SignatureTooOld.code:
        return ClockWrong(datetime.fromisoformat(said["server_time"]))
    if code == TooManyTries.code:
        return TooManyTries(int(headers["Retry-After"]))
    return PLAIN_REFUSALS.get(code, ServerUnreachable)()
