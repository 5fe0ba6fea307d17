"""Domain values as the JSON documents that rows hold, and back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from lookup_api.domain.codes import AgencyCode, parse_code
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Kind, Responsible, StatusUpdate


@dataclass(frozen=True, slots=True)
class Written:
    """An update as the store keeps it: JSON text, which also tells one update from another."""

    update: StatusUpdate
    text: str

    @property
    def digest(self) -> str:
        """What tells a repetition of an update from another update under the same id (hex)."""
        return sha256(self.text.encode()).hexdigest()


def write_update(update: StatusUpdate) -> Written:
    """`update` as the store keeps it."""
    return Written(update, json.dumps(update_document(update), ensure_ascii=False, separators=(",", ":")))


def update_document(update: StatusUpdate) -> dict[str, Any]:
    """`update` with its sender, which the wire form leaves to the signature; otherwise what UpdateForm would write.

    Written by hand, because a store writes and reads these far more often than a wire does.
    """
    return {name: value for name, value in _facts(update) if value is not None}


def read_update(document: dict[str, Any]) -> StatusUpdate:
    """The update that `update_document` wrote."""
    said = document.get
    return StatusUpdate(
        id=document["id"],
        kind=Kind(said("kind", Kind.RECORD)),
        code=parse_code(document["code"]),
        owner=AgencyCode(document["agency"]),
        sender=AgencyCode(document["sender"]),
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


def _facts(update: StatusUpdate) -> Iterator[tuple[str, Any]]:
    yield "sender", update.sender.value
    yield "id", update.id
    yield "kind", None if update.kind is Kind.RECORD else update.kind.value
    yield "code", update.code.printed
    yield "aliases", [code.printed for code in update.aliases] or None
    yield "agency", update.owner.value
    yield "sequence", update.sequence
    yield "occurred_at", _text(update.occurred_at)
    yield "status", int(update.status)
    procedure, responsible, hand_over = update.procedure, update.responsible, update.hand_over
    yield "procedure", procedure and {"code": procedure.code, "name": procedure.name, "field": procedure.field}
    yield "received_at", _text(update.received_at)
    yield "due_at", _text(update.due_at)
    yield "responsible", responsible and _said(responsible)
    yield "note", update.note or None
    yield "missing", None if update.missing is None else list(update.missing)
    yield "fee", update.fee
    yield "hand_over", hand_over and {"to": hand_over.to and hand_over.to.value, "due_at": _text(hand_over.due_at)}


def _said(responsible: Responsible) -> dict[str, str]:
    return {
        "officer": responsible.officer,
        "unit": responsible.unit,
        "agency": responsible.agency,
        "phone": responsible.phone,
    }


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _procedure(said: dict[str, str] | None) -> ProcedureRef | None:
    return None if said is None else ProcedureRef(said["code"], said["name"], said.get("field", ""))


def _responsible(said: dict[str, str] | None) -> Responsible | None:
    if said is None:
        return None
    return Responsible(said.get("officer", ""), said.get("unit", ""), said.get("agency", ""), said.get("phone", ""))


def _hand_over(said: dict[str, Any] | None) -> HandOver | None:
    if said is None:
        return None
    to = said.get("to")
    return HandOver(to and AgencyCode(to), _moment(said.get("due_at")))


def applicant_text(applicant: Applicant) -> str:
    """`applicant` as the text that is sealed."""
    fields = {name: getattr(applicant, name) for name in Applicant.__dataclass_fields__}
    return json.dumps(fields, ensure_ascii=False)


def read_applicant(text: str) -> Applicant:
    """The applicant that `applicant_text` wrote."""
    return Applicant(**json.loads(text))
