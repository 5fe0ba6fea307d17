"""The services that a client in the national format calls, once it is known for whom it speaks."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from starlette.responses import Response

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.store.agencies import list_agencies
from sync_ingest.admission import Directory
from sync_ingest.endpoint import Gate
from sync_ingest.envelope import Flaw
from sync_ingest.national.answers import Item, found, taken
from sync_ingest.national.context import context_of
from sync_ingest.national.errors import NotTheSendersAgency, PushNotReadable, ServiceUnknown
from sync_ingest.national.parsing import Call
from sync_ingest.national.questions import all_procedure_rows, find_rows, procedure_rows
from sync_ingest.national.taking import Push, take_records, take_steps
from sync_ingest.national.wire import FIND_DOSSIER, GET_PROCEDURE, LIST_PROCEDURES, SYNC_RECORDS, SYNC_STEPS
from sync_ingest.quarantine import add_flaws
from sync_ingest.reasons import NOT_A_BATCH, Reason
from sync_ingest.transactions import in_transaction

log = logging.getLogger(__name__)

TAKING = {SYNC_RECORDS: take_records, SYNC_STEPS: take_steps}
ASKING: dict[str, Callable[[Session, AgencyCode, Call], list[dict[str, Any]]]] = {
    FIND_DOSSIER: lambda session, sender, call: find_rows(session, sender, call.word("mahoso")),
    GET_PROCEDURE: lambda session, _, call: procedure_rows(session, call.word("maTTHC")),
    LIST_PROCEDURES: lambda session, _, __: all_procedure_rows(session),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a known client sent: for whom it speaks, the body as it came, and when it came (aware UTC)."""

    sender: AgencyCode
    body: bytes
    now: datetime


def serve(sent: Sent, call: Call, gate: Gate) -> Response:
    """Do what the client asks for. A push is on disk when this returns; a NationalRefusal says why nothing was done."""
    with gate.reads() as session:
        sent = replace(sent, sender=_present_code(session, call.agency, sent.sender))
        if call.service in ASKING:
            return found(ASKING[call.service](session, sent.sender, call))
    if call.service not in TAKING:
        raise ServiceUnknown
    return _take(sent, call, gate)


def keep_whole(sent: Sent, gate: Gate) -> None:
    """Put a body that cannot be read into quarantine: nothing that a known client sends is lost."""
    try:
        text = sent.body.decode()
    except UnicodeDecodeError:
        text = sent.body.decode("latin-1")
    flaw = Flaw(sent.sender, None, Reason.NOT_A_BATCH, NOT_A_BATCH, text)
    in_transaction(gate.writes, lambda session: add_flaws(session, [flaw], gate.desk.sealer, sent.now))


def _take(sent: Sent, call: Call, gate: Gate) -> Response:
    try:
        fates = in_transaction(gate.writes, lambda session: _taken(session, sent, call, gate))
    except RecursionError as error:  # nested deeper than anything that could be meant
        raise PushNotReadable from error
    log.info("%s: %s %s", sent.sender, call.service, dict(Counter(item.fate.name for item in fates)))
    return taken(fates)


def _taken(session: Session, sent: Sent, call: Call, gate: Gate) -> list[Item]:
    items = call.items
    context = context_of(session, sent.sender, items, sent.now)
    return TAKING[call.service](session, Push(items, context, call.only_new), gate.desk)


def _present_code(session: Session, named: str, sender: AgencyCode) -> AgencyCode:
    """The code that the sender goes by now. The client may leave it out, or name its agency by any of its codes; never
    another one.
    """
    directory = Directory.of(list_agencies(session))
    present = directory.find(sender)
    try:
        is_own = not named or directory.find(AgencyCode.parse(named)) == present
    except CodeNotReadable:
        is_own = False
    if present is None or not is_own:
        raise NotTheSendersAgency
    return present
