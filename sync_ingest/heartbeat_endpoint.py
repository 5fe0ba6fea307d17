"""`POST /v1/heartbeat`: a department's agent tells how it is, signed like its updates."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request
from pydantic import ValidationError

from provisioning.devices import DeviceKind
from provisioning.signatures import SignedRequest, verify
from sync_ingest.body import read_body
from sync_ingest.endpoint import Gate, gate_of
from sync_ingest.errors import BatchNotReadable, NotAnAgent
from sync_ingest.flaws import describe
from sync_ingest.heartbeat_form import HeardForm, HeartbeatForm
from sync_ingest.heartbeats import save_heartbeat
from sync_ingest.reasons import Reason
from sync_ingest.transactions import in_transaction

BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": HeartbeatForm.model_json_schema()}}}
}

router = APIRouter()


def add_heartbeats(app: FastAPI) -> None:
    """Let the ingest service of `build_app` hear heartbeats."""
    app.include_router(router)


@router.post("/v1/heartbeat", openapi_extra=BODY)
def post_heartbeat(
    request: Request, body: Annotated[bytes, Depends(read_body)], gate: Annotated[Gate, Depends(gate_of)]
) -> HeardForm:
    """Hear how an agent is. It need not be an agency that takes part: an agent is looked after from its first day."""
    now = gate.clock()
    caller = verify(SignedRequest.from_asgi(request.scope, body), gate.keys, gate.nonces, now)
    if caller.kind is not DeviceKind.AGENT:
        raise NotAnAgent
    heartbeat = _read(body)
    in_transaction(gate.writes, lambda session: save_heartbeat(session, caller.device_id, heartbeat, now))
    return HeardForm(server_time=now)


def _read(body: bytes) -> HeartbeatForm:
    try:
        return HeartbeatForm.model_validate_json(body)
    except ValidationError as error:
        detail = describe(error.errors(include_url=False, include_input=False))
        raise BatchNotReadable(Reason.NOT_VALID, detail) from error
