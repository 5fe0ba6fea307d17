"""`POST /v1/filings`: the public site hands in what a citizen has filed, signed like a department's updates."""

import logging
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request
from pydantic import ValidationError

from lookup_api.domain.errors import CodeNotReadable
from lookup_api.domain.filing import Filing
from lookup_api.filing_form import EXAMPLE, PATH, FiledForm, FilingForm
from provisioning.devices import DeviceKind
from provisioning.signatures import SignedRequest, verify
from sync_ingest.body import read_body
from sync_ingest.endpoint import Gate, gate_of
from sync_ingest.errors import BatchNotReadable, FilingAgencyUnknown, NotTheSite
from sync_ingest.filings.receive_filing import FilingRoom, receive_filing
from sync_ingest.flaws import describe
from sync_ingest.openapi import body_of
from sync_ingest.reasons import Reason
from sync_ingest.transactions import in_transaction

log = logging.getLogger(__name__)
router = APIRouter()


def add_filings(app: FastAPI, room: FilingRoom) -> None:
    """Let the ingest service of `build_app` take filings."""
    app.state.filing_room = room
    app.include_router(router)


def room_of(request: Request) -> FilingRoom:
    """What `add_filings` was given."""
    room: FilingRoom = request.app.state.filing_room
    return room


@router.post(PATH, openapi_extra=body_of(FilingForm, example=EXAMPLE))
def post_filing(
    request: Request,
    body: Annotated[bytes, Depends(read_body)],
    gate: Annotated[Gate, Depends(gate_of)],
    room: Annotated[FilingRoom, Depends(room_of)],
) -> FiledForm:
    """Take a citizen's filing, and give it its code at once; it is on disk before the answer goes out."""
    now = gate.clock()
    caller = verify(SignedRequest.from_asgi(request.scope, body), gate.keys, gate.nonces, now)
    if caller.kind is not DeviceKind.SITE:
        raise NotTheSite
    filing = _read(body)
    filed = in_transaction(gate.writes, lambda session: receive_filing(session, room, filing, now))
    log.info("filed %s with %d attachments", filed.code, len(filing.attachments))
    return FiledForm(code=filed.code, secret=filed.secret.value if filed.secret else None, filed_at=filed.filed_at)


def _read(body: bytes) -> Filing:
    try:
        return FilingForm.model_validate_json(body).to_domain()
    except ValidationError as error:
        detail = describe(error.errors(include_url=False, include_input=False))
        raise BatchNotReadable(Reason.NOT_VALID, detail) from error
    except CodeNotReadable as error:
        raise FilingAgencyUnknown from error
