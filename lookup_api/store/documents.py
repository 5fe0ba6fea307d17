"""Domain values as the JSON documents that rows hold, and back."""

import json
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import orjson
from msgspec import Raw, Struct
from msgspec.json import Decoder, encode

from lookup_api.domain.codes import AgencyCode, parse_code
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Kind, Responsible, StatusUpdate


class Written(NamedTuple):
    """An update as the store keeps it: JSON text, and the digest (hex) that tells a repetition of it from another
    update under the same id.
    """

    update: StatusUpdate
    text: str
    digest: str


def write_update(update: StatusUpdate) -> Written:
    """`update` as the store keeps it. What is at its default is left out: so a field that comes up later leaves the
    digests of what was written before as they are.
    """
    text = encode(_document(update))
    return Written(update, text.decode(), sha256(text).hexdigest())


def read_updates(text: str) -> tuple[StatusUpdate, ...]:
    """The updates of a JSON list of what `write_update` wrote."""
    return tuple(map(read_update, orjson.loads(text)))


def read_codes(text: str) -> set[str]:
    """All codes that the updates of such a list name, as printed."""
    return {code for said in _decode_codes(text) for code in (said.code, *said.aliases)}


def read_update(document: dict[str, Any]) -> StatusUpdate:
    """The update that `write_update` wrote."""
    said = document.get
    return StatusUpdate(
        id=document["id"],
        kind=Kind(said("kind", Kind.RECORD)),
        code=parse_code(document["code"]),
        owner=_agency(document["agency"]),
        sender=_agency(document["sender"]),
        occurred_at=datetime.fromisoformat(document["occurred_at"]),
        status=Status(document["status"]),
        sequence=said("sequence"),
        aliases=tuple(map(parse_code, said("aliases", ()))),
        procedure=_procedure(said("procedure")),
        received_at=_moment(said("received_at")),
        due_at=_moment(said("due_at")),
        responsible=_responsible(said("responsible")),
        note=said("note", ""),
        missing=None if said("missing") is None else tuple(document["missing"]),
        fee=said("fee"),
        hand_over=_hand_over(said("hand_over")),
    )


class _Document(Struct, omit_defaults=True):
    """What is stated, in this order; None stands for what is not. It is a struct, because a store writes and reads
    these far more often than a wire does.
    """

    sender: str | None = None
    id: str | None = None
    kind: str | None = None
    code: str | None = None
    aliases: list[str] | None = None
    agency: str | None = None
    sequence: int | None = None
    occurred_at: datetime | None = None
    status: Status | None = None
    procedure: Raw | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    responsible: Raw | None = None
    note: str | None = None
    missing: tuple[str, ...] | None = None
    fee: int | None = None
    hand_over: dict[str, Any] | None = None


class _Codes(Struct):
    """Of a stored update its codes alone."""

    code: str
    aliases: tuple[str, ...] = ()


_decode_codes = Decoder(list[_Codes]).decode


def _document(update: StatusUpdate) -> _Document:
    procedure, responsible, hand_over = update.procedure, update.responsible, update.hand_over
    return _Document(
        update.sender.value,
        update.id,
        None if update.kind is Kind.RECORD else update.kind.value,
        update.code.printed,
        [code.printed for code in update.aliases] if update.aliases else None,
        update.owner.value,
        update.sequence,
        update.occurred_at,
        update.status,
        _stated(procedure) if procedure else None,
        update.received_at,
        update.due_at,
        _stated(responsible) if responsible else None,
        update.note or None,
        update.missing,
        update.fee,
        {"to": hand_over.to and hand_over.to.value, "due_at": hand_over.due_at} if hand_over else None,
    )


@lru_cache(maxsize=1_024)
def _stated(said: ProcedureRef | Responsible) -> Raw:
    texts = {name: getattr(said, name) for name in type(said).__dataclass_fields__}
    return Raw(encode({name: text for name, text in texts.items() if text}))


_agency = lru_cache(maxsize=1_024)(AgencyCode)
_one_procedure = lru_cache(maxsize=1_024)(ProcedureRef)
_one_responsible = lru_cache(maxsize=1_024)(Responsible)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _procedure(said: dict[str, str] | None) -> ProcedureRef | None:
    if said is None:
        return None
    return _one_procedure(said.get("code", ""), said.get("name", ""), said.get("field", ""))


def _responsible(said: dict[str, str] | None) -> Responsible | None:
    if said is None:
        return None
    text = said.get
    return _one_responsible(text("officer", ""), text("unit", ""), text("agency", ""), text("phone", ""))


def _hand_over(said: dict[str, Any] | None) -> HandOver | None:
    if said is None:
        return None
    to = said.get("to")
    return HandOver(to and _agency(to), _moment(said.get("due_at")))


def applicant_text(applicant: Applicant) -> str:
    """`applicant` as the text that is sealed."""
    fields = {name: getattr(applicant, name) for name in Applicant.__dataclass_fields__}
    return json.dumps(fields, ensure_ascii=False)


def read_applicant(text: str) -> Applicant:
    """The applicant that `applicant_text` wrote."""
    return Applicant(**json.loads(text))
