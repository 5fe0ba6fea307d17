"""The batch on the wire, version 1: written by the agent, read by the endpoint. docs/wire-format.md describes it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from pydantic import Field, ValidationError

from lookup_api.domain.codes import AgencyCode, parse_code
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.errors import CodeNotReadable, UpdateNotValid
from lookup_api.domain.update import StatusUpdate
from lookup_api.update_form import Form, UpdateForm
from sync_ingest.errors import BatchNotReadable, TooManyUpdates
from sync_ingest.flaws import A_CODE, BELIEVABLE, about_fields, describe
from sync_ingest.reasons import CONTRADICTS_ITSELF, NOT_A_BATCH, NOT_AN_OBJECT, NOT_JSON, NOT_STORABLE, Reason, Words
from sync_ingest.sound_batch import FIRST_YEAR, LAST_YEAR, NUL, read_sound

LARGEST_BODY = 2 * 1024 * 1024
MOST_UPDATES = 1_000
CONTENT_TYPE = "application/json"
LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Delivery:
    """An update that can be read, and the applicant where the sender names one. `raw` is what came, as JSON, where that
    was of another form than ours: personal data may be in it.
    """

    update: StatusUpdate
    applicant: Applicant | None = None
    raw: str | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Flaw:
    """An update that cannot be applied, and why. `text` is what came, as JSON: personal data may be in it."""

    sender: AgencyCode
    update_id: str | None
    reason: Reason
    detail: Words
    text: str = field(repr=False)


class ApplicantForm(Form):
    name: str = Field(default="", max_length=200)
    identity_number: str = Field(default="", max_length=40)
    phone: str = Field(default="", max_length=40)
    address: str = Field(default="", max_length=300)


class DeliveryForm(UpdateForm):
    """One entry of a batch: an update, and the applicant where the sender names one."""

    applicant: ApplicantForm | None = None


def write_batch(deliveries: Sequence[Delivery]) -> bytes:
    """The body of a request that delivers these; the caller keeps to LARGEST_BODY and MOST_UPDATES."""
    return batch_of([as_item(delivery) for delivery in deliveries])


def batch_of(items: Sequence[Mapping[str, Any]]) -> bytes:
    """The body of a request that brings these items."""
    return json.dumps({"updates": items}, ensure_ascii=False, separators=(",", ":")).encode()


def as_item(delivery: Delivery) -> dict[str, Any]:
    """One entry of a batch as JSON values."""
    item = UpdateForm.of(delivery.update).as_json()
    if delivery.applicant:
        form = ApplicantForm.model_validate(delivery.applicant, from_attributes=True)
        item["applicant"] = form.model_dump(exclude_defaults=True)
    return item


def read_batch(body: bytes, sender: AgencyCode) -> list[Delivery | Flaw]:
    """What `sender` has sent, each update read by itself, in their order.

    BatchNotReadable when the whole is no batch, TooManyUpdates when it has more than MOST_UPDATES.
    """
    if sound := read_sound(body, sender):
        _check_number(sound)
        return [Delivery(update, applicant) for update, applicant in sound]
    items = _items(_parsed(body))
    _check_number(items)
    try:
        return [read_item(item, sender) for item in items]
    except RecursionError as error:  # nested deeper than anything that could be meant
        raise BatchNotReadable(Reason.NOT_JSON, NOT_JSON) from error


def read_item(item: Any, sender: AgencyCode) -> Delivery | Flaw:
    """One entry of a batch, as parsed JSON."""
    try:
        form = DeliveryForm.model_validate(item)
    except ValidationError as error:
        return _flaw(item, sender, Reason.NOT_VALID, describe(error.errors(include_url=False, include_input=False)))
    if unlikely := _unlikely(form):
        return _flaw(item, sender, Reason.NOT_VALID, about_fields(unlikely))
    return _to_delivery(form, item, sender)


def as_text(item: Any) -> str:
    """`item` as JSON text of plain ASCII, the same for the same content: how the quarantine keeps it."""
    return json.dumps(item, sort_keys=True)


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BatchNotReadable(Reason.NOT_JSON, NOT_JSON) from error


def _items(batch: Any) -> list[Any]:
    items = batch.get("updates") if isinstance(batch, dict) else None
    if not isinstance(items, list):
        raise BatchNotReadable(Reason.NOT_A_BATCH, NOT_A_BATCH)
    return items


def _check_number(items: Sequence[object]) -> None:
    if len(items) > MOST_UPDATES:
        raise TooManyUpdates


def _to_delivery(form: DeliveryForm, item: Any, sender: AgencyCode) -> Delivery | Flaw:
    try:
        update = form.to_domain(sender)
    except CodeNotReadable:
        return _flaw(item, sender, Reason.NOT_A_CODE, about_fields([(name, A_CODE) for name in _unreadable(form)]))
    except UpdateNotValid:
        return _flaw(item, sender, Reason.NOT_VALID, CONTRADICTS_ITSELF)
    if NUL in orjson.dumps(item) and _holds_nul(item):
        return _flaw(item, sender, Reason.NOT_VALID, NOT_STORABLE)
    return Delivery(update, _applicant(form))


def _applicant(form: DeliveryForm) -> Applicant | None:
    return Applicant(**vars(form.applicant)) if form.applicant else None


def _flaw(item: Any, sender: AgencyCode, reason: Reason, detail: Words) -> Flaw:
    if not isinstance(item, dict):
        return Flaw(sender, None, Reason.NOT_VALID, NOT_AN_OBJECT, as_text(item))
    return Flaw(sender, _readable_id(item.get("id")), reason, detail, as_text(item))


def _readable_id(given: Any) -> str | None:
    readable = isinstance(given, str) and 0 < len(given) <= LONGEST_ID and given.isprintable()
    return given if readable else None


def _unlikely(form: DeliveryForm) -> list[tuple[str, Words]]:
    return [(name, BELIEVABLE) for name, at in _moments(form) if not FIRST_YEAR <= at.year <= LAST_YEAR]


def _moments(form: DeliveryForm) -> Iterator[tuple[str, datetime]]:
    yield "occurred_at", form.occurred_at
    if form.received_at:
        yield "received_at", form.received_at
    if form.due_at:
        yield "due_at", form.due_at
    if form.hand_over and form.hand_over.due_at:
        yield "hand_over.due_at", form.hand_over.due_at


def _unreadable(form: DeliveryForm) -> Iterator[str]:
    """The fields that should hold a code and do not."""
    codes = [("code", form.code), *((f"aliases[{at}]", text) for at, text in enumerate(form.aliases))]
    agencies = [("agency", form.agency), ("hand_over.to", form.hand_over and form.hand_over.to)]
    for name, text, parse in [(n, t, parse_code) for n, t in codes] + [(n, t, AgencyCode.parse) for n, t in agencies]:
        try:
            parse(text or "H53")
        except CodeNotReadable:
            yield name


def _holds_nul(value: Any) -> bool:
    """Whether a text in `value` holds U+0000, which PostgreSQL refuses."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(map(_holds_nul, value.values()))
    return isinstance(value, list) and any(map(_holds_nul, value))
