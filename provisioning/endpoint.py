"""What devices ask of the provisioning service over HTTP."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.orm import Session, sessionmaker
from starlette.exceptions import HTTPException as AnyHttpException

from provisioning.bodies import read_at_most
from provisioning.clock import utc_now
from provisioning.devices import Device
from provisioning.enrolment import ClaimedKey, enrol
from provisioning.errors import ClaimRefused, EnrolmentNotReadable, ProvisioningFailure
from provisioning.limits import TryLimit
from provisioning.problems import problem, refusal, utc_text
from provisioning.signatures import Caller, Keys, Nonces, SignedRequest, verify

logger = logging.getLogger(__name__)

LARGEST_BODY = 16 * 1024


@dataclass(frozen=True)
class Registry:
    """What the endpoint works with: the keys and nonces it checks by, and sessions that may write."""

    keys: Keys
    nonces: Nonces
    sessions: sessionmaker[Session]
    tries: TryLimit = field(default_factory=TryLimit)
    clock: Callable[[], datetime] = utc_now


class EnrolmentRequest(BaseModel):
    """POST /v1/enrolments: the code a person was given, and the key the device has made (PEM)."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    claim_code: str = Field(max_length=64)
    public_key: str = Field(max_length=2048)


def make_app(registry: Registry) -> FastAPI:
    """The provisioning service, ready to be served."""
    app = FastAPI(title="Một Cửa: provisioning", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.registry = registry
    app.post("/v1/enrolments", status_code=201)(post_enrolment)
    app.get("/v1/devices/self")(get_self)
    app.get("/health/live")(get_live)
    app.add_exception_handler(ProvisioningFailure, _refused)
    app.add_exception_handler(AnyHttpException, _http_problem)
    return app


def registry_of(request: Request) -> Registry:
    """What `make_app` was given."""
    registry: Registry = request.app.state.registry
    return registry


async def whole_body(request: Request) -> bytes:
    """The body, if it is not larger than any body of ours is."""
    return await read_at_most(request, LARGEST_BODY)


Body = Annotated[bytes, Depends(whole_body)]
Desk = Annotated[Registry, Depends(registry_of)]


def post_enrolment(request: Request, body: Body, desk: Desk) -> dict[str, Any]:
    """Turn a claim code into an identity, for a device that signs with the key it brings along."""
    now = desk.clock()
    address = request.client.host if request.client else ""
    desk.tries.take(address, now)
    wanted, key = _read_enrolment(body)
    verify(SignedRequest.from_asgi(request.scope, body), key, desk.nonces, now)
    with desk.sessions.begin() as session:
        device = enrol(session, wanted.claim_code, wanted.public_key, now)
    if device is None:
        raise ClaimRefused
    logger.info("%s %s enrolled", device.kind, device.id)
    desk.tries.give_back(address)
    return _enrolled(device, now)


def get_self(request: Request, body: Body, desk: Desk) -> dict[str, Any]:
    """Say who signed this request, as the server has it registered."""
    now = desk.clock()
    caller = verify(SignedRequest.from_asgi(request.scope, body), desk.keys, desk.nonces, now)
    return _described(caller, now)


def get_live(desk: Desk) -> dict[str, str]:
    """Say that this process answers, and what time it has."""
    return {"status": "live", "server_time": utc_text(desk.clock())}


def _read_enrolment(body: bytes) -> tuple[EnrolmentRequest, ClaimedKey]:
    try:
        wanted = EnrolmentRequest.model_validate_json(body)
        return wanted, ClaimedKey(wanted.public_key)
    except (ValidationError, ValueError) as error:
        raise EnrolmentNotReadable from error


def _enrolled(device: Device, now: datetime) -> dict[str, Any]:
    assert device.key_id  # an enrolled device has one
    return _described(Caller(device.id, device.kind, device.name, device.agency, device.key_id), now)


def _described(caller: Caller, now: datetime) -> dict[str, Any]:
    return {
        "device_id": caller.device_id,
        "kind": caller.kind,
        "name": caller.name,
        "agency": caller.agency,
        "key_id": caller.key_id,
        "server_time": utc_text(now),
    }


def _refused(_: Request, failure: Exception) -> Response:
    assert isinstance(failure, ProvisioningFailure)
    logger.info("refused: %s", failure.code)
    return refusal(failure)


HTTP_PROBLEMS = {
    404: ("not_found", "There is nothing at this address.", "Không có gì ở địa chỉ này."),
    405: ("method_not_allowed", "This address does not answer this method.", "Địa chỉ này không nhận cách gọi này."),
    413: ("body_too_large", "The request is too large.", "Yêu cầu quá lớn."),
}


def _http_problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AnyHttpException)
    code, title, detail = HTTP_PROBLEMS.get(error.status_code, ("http", error.detail, error.detail))
    return problem(error.status_code, code, title, detail)
