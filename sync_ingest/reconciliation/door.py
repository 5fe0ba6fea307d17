"""`POST /v1/reconciliation/…`: a department's agent compares what it holds with what the centre holds.

Signed like /v1/updates, and about the signer's own agency only. Nothing is changed here: what the agent mends comes in
at the one door for changes.
"""

from time import monotonic
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, FastAPI, Request
from pydantic import BaseModel, ValidationError

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.store.agencies import list_agencies
from provisioning.devices import DeviceKind
from provisioning.signatures import SignedRequest, verify
from sync_ingest.admission import Directory
from sync_ingest.body import read_body
from sync_ingest.endpoint import Gate, gate_of
from sync_ingest.envelope import CONTENT_TYPE
from sync_ingest.errors import BatchNotReadable, CatchingUp, NotAnAgent, SenderUnknown
from sync_ingest.flaws import describe
from sync_ingest.reasons import NOT_STORABLE, Reason
from sync_ingest.reconciliation.agreements import save_agreement
from sync_ingest.reconciliation.digests import StoredForest, catch_up
from sync_ingest.reconciliation.forms import (
    PATH,
    AgreementForm,
    BranchesForm,
    CodesForm,
    LookForm,
    LooksForm,
    NotedForm,
    PeriodsForm,
    VersionsForm,
    sums_by_period,
)
from sync_ingest.reconciliation.versions import count_agents, find_version, known_as
from sync_ingest.transactions import in_transaction

CATCH_UP_SECONDS = 12.0  # for one request: it is answered long before the agent gives up waiting
NUL = rb"\u0000"

ASKED: dict[str, Any] = {"requestBody": {"required": True, "content": {CONTENT_TYPE: {"schema": {"type": "object"}}}}}

F = TypeVar("F", bound=BaseModel)
router = APIRouter(prefix=PATH)
Body = Annotated[bytes, Depends(read_body)]
AtGate = Annotated[Gate, Depends(gate_of)]


def add_reconciliation(app: FastAPI) -> None:
    """Answer agents that compare, beside those that push; `app` is the ingest service."""
    app.include_router(router)


def agency_of(request: Request, body: Body, gate: AtGate) -> AgencyCode:
    """The agency that the signing agent speaks for, under the code that it goes by now; NotAnAgent, SenderUnknown, or
    why the signature is not believed.
    """
    caller = verify(SignedRequest.from_asgi(request.scope, body), gate.keys, gate.nonces, gate.clock())
    if caller.kind is not DeviceKind.AGENT or caller.agency is None:
        raise NotAnAgent
    with gate.reads() as session:
        directory = Directory.of(list_agencies(session))
    try:
        found = directory.find(AgencyCode.parse(caller.agency))
    except CodeNotReadable as error:
        raise SenderUnknown from error
    if found is None:
        raise SenderUnknown
    return found


Agency = Annotated[AgencyCode, Depends(agency_of)]


@router.post("/periods", openapi_extra=ASKED)
def post_periods(agency: Agency, gate: AtGate) -> PeriodsForm:
    """Tell the totals of each period, once the digests know of every change."""
    _catch_up(gate)
    with gate.reads() as session:
        return PeriodsForm(
            agency=agency.value,
            agents=count_agents(session, agency),
            known_as=dict(known_as(session)),
            periods=sums_by_period(StoredForest(session, agency).periods()),
        )


@router.post("/branches", openapi_extra=ASKED)
def post_branches(body: Body, agency: Agency, gate: AtGate) -> LooksForm:
    """Tell what some branches of the tree hold."""
    branches = _read(BranchesForm, body).values()
    with gate.reads() as session:
        looks = StoredForest(session, agency).look(branches)
    return LooksForm(looks=[LookForm.of(look) for look in looks])


@router.post("/versions", openapi_extra=ASKED)
def post_versions(body: Body, agency: Agency, gate: AtGate) -> VersionsForm:
    """Tell how the centre has some dossiers."""
    codes = _read(CodesForm, body).codes
    with gate.reads() as session:
        return VersionsForm(versions=[find_version(session, agency, code) for code in codes])


@router.post("/agreements", openapi_extra=ASKED)
def post_agreement(body: Body, agency: Agency, gate: AtGate) -> NotedForm:
    """Note what a comparison found, mended and left."""
    told, now = _read(AgreementForm, body), gate.clock()
    with gate.reads() as session:
        periods = StoredForest(session, agency).periods()
    here = sum(total.count for period, total in periods.items() if told.period in (None, period))
    noted = in_transaction(gate.writes, lambda session: save_agreement(session, agency, told, (here, now)))
    return NotedForm(left=noted.left)


def _catch_up(gate: Gate) -> None:
    until = monotonic() + CATCH_UP_SECONDS
    while in_transaction(gate.writes, catch_up):
        if monotonic() > until:
            raise CatchingUp


def _read(form: type[F], body: bytes) -> F:
    if NUL in body:
        raise BatchNotReadable(Reason.NOT_VALID, NOT_STORABLE)
    try:
        return form.model_validate_json(body)
    except ValidationError as error:
        detail = describe(error.errors(include_url=False, include_input=False))
        raise BatchNotReadable(Reason.NOT_VALID, detail) from error
