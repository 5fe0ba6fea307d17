"""`POST /v1/updates`: a department's agent delivers a signed batch; it is on disk before the answer goes out."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request
from sqlalchemy.orm import Session, sessionmaker
from starlette.responses import Response

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.store.agencies import find_agency, list_agencies
from lookup_api.store.events import newest_event
from provisioning.clock import utc_now
from provisioning.devices import DeviceKind
from provisioning.signatures import Caller, Keys, Nonces, SignedRequest, verify
from sync_ingest.admission import Directory
from sync_ingest.answer import Answer, AnswerForm, answer_body
from sync_ingest.body import read_body
from sync_ingest.envelope import CONTENT_TYPE, Flaw, read_batch
from sync_ingest.errors import BatchNotReadable, NotAnAgent, SenderUnknown
from sync_ingest.openapi import BATCH_BODY, describe_batch
from sync_ingest.quarantine import add_flaws
from sync_ingest.reasons import SENDER_UNKNOWN, Reason
from sync_ingest.receive import receive_and_commit
from sync_ingest.refusals import tell_refusals
from sync_ingest.saving import Desk
from sync_ingest.transactions import in_transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Gate:
    """What the endpoint works with. `reads` are sessions that only read: on SQLite they never wait for a writer."""

    keys: Keys
    nonces: Nonces
    reads: sessionmaker[Session]
    writes: sessionmaker[Session]
    desk: Desk
    clock: Callable[[], datetime] = utc_now


def build_app(gate: Gate) -> FastAPI:
    """The ingest service, ready to be served."""
    app = FastAPI(title="Một Cửa: ingest", version="1", docs_url=None, redoc_url=None)
    app.state.gate = gate
    app.include_router(router)
    tell_refusals(app)
    describe_batch(app)
    return app


def gate_of(request: Request) -> Gate:
    """What `build_app` was given."""
    gate: Gate = request.app.state.gate
    return gate


router = APIRouter()
Body = Annotated[bytes, Depends(read_body)]
AtGate = Annotated[Gate, Depends(gate_of)]


@router.post("/v1/updates", response_model=AnswerForm, openapi_extra=BATCH_BODY)
def post_updates(request: Request, body: Body, gate: AtGate) -> Response:
    """Take a batch of updates that a department's agent has signed, and tell what became of each of them."""
    now = gate.clock()
    caller = verify(SignedRequest.from_asgi(request.scope, body), gate.keys, gate.nonces, now)
    sender = _sender(caller, body, gate, now)
    try:
        arrivals = read_batch(body, sender)
    except BatchNotReadable as failure:
        _keep(Flaw(sender, None, failure.reason, failure.detail, _text(body)), gate, now)
        raise
    answer = receive_and_commit(arrivals, gate.writes, gate.desk, now)
    log.info("%s: %s", sender, dict(Counter(answer.outcomes)))
    return _as_response(answer)


@router.get("/health/live")
def get_live() -> dict[str, str]:
    """Say that this process answers."""
    return {"status": "live"}


@router.get("/health/ready")
def get_ready(gate: AtGate) -> dict[str, str | int]:
    """Say that the database answers too; a problem with status 503 otherwise."""
    with gate.reads() as session:
        return {"status": "ready", "event": newest_event(session)}


def _sender(caller: Caller, body: bytes, gate: Gate, now: datetime) -> AgencyCode:
    """The agency that the signing device speaks for, by its registration: never by what the request says."""
    if caller.kind is not DeviceKind.AGENT or caller.agency is None:
        raise NotAnAgent
    with gate.reads() as session:
        sender = _find_sender(session, caller.agency)
    if sender is None:
        _keep(Flaw(AgencyCode(caller.agency), None, Reason.UNKNOWN_AGENCY, SENDER_UNKNOWN, _text(body)), gate, now)
        raise SenderUnknown
    return sender


def _find_sender(session: Session, registered: str) -> AgencyCode | None:
    try:
        code = AgencyCode.parse(registered)
    except CodeNotReadable:
        return None
    if agency := find_agency(session, code):
        return agency.code
    return Directory.of(list_agencies(session)).find(code)


def _keep(flaw: Flaw, gate: Gate, now: datetime) -> None:
    """Nothing that an enrolled device sends is lost, even when it cannot be read."""
    in_transaction(gate.writes, lambda session: add_flaws(session, [flaw], gate.desk.sealer, now))


def _text(body: bytes) -> str:
    """The body as text; what is not UTF-8 keeps each of its bytes as one character."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("latin-1")


def _as_response(answer: Answer) -> Response:
    return Response(answer_body(answer), media_type=CONTENT_TYPE)
