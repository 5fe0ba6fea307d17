"""Requests told apart: which of them push, in which form, and what became of each item."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from sync_ingest.answer import Outcome
from sync_ingest.conformance.exchange import Exchange, Reply, Request
from sync_ingest.conformance.item import Fate, Form, Item
from sync_ingest.conformance.national_items import national_item
from sync_ingest.conformance.wire_items import wire_item
from sync_ingest.national.wire import SYNC_RECORDS, SYNC_STEPS
from sync_ingest.reasons import Reason

WIRE_PATH = "/v1/updates"
NATIONAL, LOG_IN, SERVICES = "/national/", "/national/login", "/national/services"
EXISTS_WORDS = "đã tồn tại"
NOT_HEARD = Fate(is_settled=False)


@dataclass(frozen=True, slots=True)
class Push:
    """A request that brings items. `fields` is the JSON around them, `is_updating` what its flag says, "" where it says
    nothing; `service` is "" in our own form.
    """

    exchange: Exchange
    form: Form
    service: str
    items: tuple[Item, ...]
    is_updating: str = ""
    fields: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def place(self) -> str:
        """The exchange's number, for the report."""
        return f"#{self.exchange.number}"

    @property
    def ids(self) -> frozenset[str]:
        """What names its items for good."""
        return frozenset(item.id for item in self.items)

    @property
    def codes(self) -> frozenset[str]:
        """The dossiers that it is about."""
        return frozenset(item.code_text for item in self.items)

    @property
    def failed(self) -> bool:
        """Whether the sender heard nothing, or that it should try again later."""
        heard = self.exchange.heard
        return heard is None or heard.status >= 500 or heard.status == 429


def form_of(request: Request) -> Form | None:
    """In which form a request to this address pushes or asks; None for all else."""
    if request.path == WIRE_PATH:
        return Form.WIRE
    if request.path == SERVICES:
        return Form.NATIONAL
    parts = request.path.strip("/").split("/")
    return Form.PROVINCE if request.path.startswith(NATIONAL) and len(parts) > 2 else None


def is_log_in(request: Request) -> bool:
    """Whether this asks for a session."""
    return request.path == LOG_IN


def parsed(body: bytes) -> Any:
    """The body as JSON; None when it is none."""
    try:
        return json.loads(body.decode())
    except (ValueError, RecursionError):
        return None


def push_of(exchange: Exchange) -> Push | None:
    """What the request brings; None when it brings nothing: a question, a log-in, a sign of life."""
    form = form_of(exchange.request)
    body = parsed(exchange.request.body)
    if form is Form.WIRE:
        return _wire_push(exchange, body)
    if form is None:
        return None
    fields = body if form is Form.NATIONAL and isinstance(body, dict) else {"data": body}
    query = parse_qs(exchange.request.query)
    service = fields.get("service") if form is Form.NATIONAL else exchange.request.path.rstrip("/").rpartition("/")[2]
    flag = fields.get("isUpdating", "") if form is Form.NATIONAL else query.get("isUpdating", [""])[0]
    if service not in (SYNC_RECORDS, SYNC_STEPS):
        return None
    return _national_push(Push(exchange, form, service, (), _flag(flag), fields))


def exists_already(reply: Reply | None) -> bool:
    """Whether this answer says that the dossier is there already."""
    told = parsed(reply.body) if reply else None
    if not isinstance(told, dict):
        return False
    return str(told.get("error_code")) in ("0", "3", "-3") and EXISTS_WORDS in str(told.get("message"))


def _wire_push(exchange: Exchange, body: Any) -> Push:
    fields = body if isinstance(body, dict) else {}
    updates = fields.get("updates")
    raws = [raw if isinstance(raw, dict) else {} for raw in updates] if isinstance(updates, list) else []
    fates = _wire_fates(exchange.heard, len(raws))
    items = [
        wire_item(raw, f"#{exchange.number}/{at}", exchange.came_at, fate)
        for at, (raw, fate) in enumerate(zip(raws, fates, strict=True), 1)
    ]
    return Push(exchange, Form.WIRE, "", tuple(items), fields=fields)


def _national_push(push: Push) -> Push:
    data = push.fields.get("data")
    listed = [data] if isinstance(data, dict) else data if isinstance(data, list) else []
    raws = [raw if isinstance(raw, dict) else {} for raw in listed]
    fates = _national_fates(push.exchange.heard, len(raws))
    came_at, number = push.exchange.came_at, push.exchange.number
    items = [
        national_item(raw, (f"#{number}/{at}", came_at), (push.form, push.service), fate)
        for at, (raw, fate) in enumerate(zip(raws, fates, strict=True), 1)
    ]
    return Push(push.exchange, push.form, push.service, tuple(items), push.is_updating, push.fields)


def _wire_fates(heard: Reply | None, number: int) -> Sequence[Fate]:
    told = parsed(heard.body) if heard and heard.status == 200 else None
    outcomes = told.get("outcomes") if isinstance(told, dict) else None
    if not isinstance(outcomes, list) or len(outcomes) != number:
        return [NOT_HEARD] * number
    return [_wire_fate(each if isinstance(each, dict) else {}) for each in outcomes]


def _wire_fate(outcome: dict[str, Any]) -> Fate:
    is_refused = outcome.get("outcome") == Outcome.QUARANTINED
    return Fate(is_settled=True, reason=_reason(outcome) if is_refused else "")


def _national_fates(heard: Reply | None, number: int) -> Sequence[Fate]:
    """Where `result` says what was not taken, all the others were; otherwise the answer is about the whole."""
    told = parsed(heard.body) if heard and heard.status == 200 else None
    if not isinstance(told, dict):
        return [NOT_HEARD] * number
    error, rows = str(told.get("error_code")), told.get("result")
    if error == "0":
        return [Fate(is_settled=True)] * number
    named = {row.get("ViTri"): row for row in rows if isinstance(row, dict)} if isinstance(rows, list) else {}
    if not named:
        return [NOT_HEARD] * number
    return [_national_fate(named.get(place)) for place in range(number)]


def _national_fate(row: dict[str, Any] | None) -> Fate:
    if row is None:
        return Fate(is_settled=True)
    is_there = EXISTS_WORDS in str(row.get("message"))
    return NOT_HEARD if is_there else Fate(is_settled=True, reason="quarantined")


def _reason(outcome: dict[str, Any]) -> str:
    said = outcome.get("reason")
    return said if isinstance(said, str) and said in [*Reason] else "quarantined"


def _flag(said: Any) -> str:
    return said if isinstance(said, str) else "?"
