"""A batch with nothing wrong in it, as nearly every batch is, read in one go: what the slower reader of envelope.py,
which tells what is wrong, would make of it too. So a limit may be narrower here than there, and never wider.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated

from msgspec import DecodeError, Meta, Struct
from msgspec.json import Decoder

from lookup_api.domain.codes import AgencyCode, parse_code
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.errors import CodeNotReadable, UpdateNotValid
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import LARGEST_SEQUENCE, LONGEST_NOTE, HandOver, Kind, Responsible, StatusUpdate

FIRST_YEAR, LAST_YEAR = 1990, 2099  # one-stop units came up in 1995: what is older was mistyped
NUL = b"\\u0000"
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
Amount = Annotated[int, Meta(ge=0, le=10**12)]
Sequence63 = Annotated[int, Meta(ge=0, le=LARGEST_SEQUENCE)]
Text40 = Annotated[str, Meta(max_length=40)]
Text200 = Annotated[str, Meta(max_length=200)]
Text300 = Annotated[str, Meta(max_length=300)]
Note = Annotated[str, Meta(max_length=LONGEST_NOTE)]
Name = Annotated[str, Meta(min_length=1, max_length=80)]
Paper = Annotated[str, Meta(min_length=1, max_length=300)]


class _Procedure(Struct, forbid_unknown_fields=True):
    code: Annotated[str, Meta(min_length=1, max_length=60)]
    name: Annotated[str, Meta(min_length=1, max_length=500)]
    field: Text200 = ""


class _Responsible(Struct, forbid_unknown_fields=True):
    officer: Text200 = ""
    unit: Text200 = ""
    agency: Text200 = ""
    phone: Text40 = ""


class _HandOver(Struct, forbid_unknown_fields=True):
    to: str | None
    due_at: str | None = None


class _Applicant(Struct, forbid_unknown_fields=True):
    name: Text200 = ""
    identity_number: Text40 = ""
    phone: Text40 = ""
    address: Text300 = ""


class _Item(Struct, forbid_unknown_fields=True):
    id: Name
    code: Name
    occurred_at: str
    status: Status
    kind: Kind = Kind.RECORD
    aliases: Annotated[tuple[Name, ...], Meta(max_length=8)] = ()
    agency: str | None = None
    sequence: Sequence63 | None = None
    procedure: _Procedure | None = None
    received_at: str | None = None
    due_at: str | None = None
    responsible: _Responsible | None = None
    note: Note = ""
    missing: Annotated[tuple[Paper, ...], Meta(max_length=40)] | None = None
    fee: Amount | None = None
    hand_over: _HandOver | None = None
    applicant: _Applicant | None = None


class _Batch(Struct, forbid_unknown_fields=True):
    updates: list[_Item]


class _NotSound(Exception):
    """A moment that has to be looked at more closely."""


_decode = Decoder(_Batch).decode
_one_procedure = lru_cache(maxsize=1_024)(ProcedureRef)
_one_responsible = lru_cache(maxsize=1_024)(Responsible)


def read_sound(body: bytes, sender: AgencyCode) -> Sequence[tuple[StatusUpdate, Applicant | None]] | None:
    """The updates of a batch and the applicants whom they name, in their order; None when anything at all is wrong with
    it, or might be.
    """
    if NUL in body:
        return None
    try:
        return [(_update(item, sender), _applicant(item)) for item in _decode(body).updates]
    except (DecodeError, UnicodeDecodeError, RecursionError, CodeNotReadable, UpdateNotValid, _NotSound):
        return None


def _update(item: _Item, sender: AgencyCode) -> StatusUpdate:
    return StatusUpdate(
        item.id,
        item.kind,
        parse_code(item.code),
        AgencyCode.parse(item.agency) if item.agency else sender,
        sender,
        _moment(item.occurred_at),
        item.status,
        item.sequence,
        tuple(map(parse_code, item.aliases)),
        _procedure(item.procedure) if item.procedure else None,
        _moment(item.received_at) if item.received_at is not None else None,
        _moment(item.due_at) if item.due_at is not None else None,
        _responsible(item.responsible) if item.responsible else None,
        item.note,
        item.missing,
        item.fee,
        _hand_over(item.hand_over) if item.hand_over else None,
    )


def _moment(text: str) -> datetime:
    if not MOMENT.fullmatch(text):
        raise _NotSound
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise _NotSound from error
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise _NotSound
    return at.astimezone(UTC)


def _procedure(said: _Procedure) -> ProcedureRef:
    return _one_procedure(said.code, said.name, said.field)


def _responsible(said: _Responsible) -> Responsible:
    return _one_responsible(said.officer, said.unit, said.agency, said.phone)


def _hand_over(said: _HandOver) -> HandOver:
    due_at = _moment(said.due_at) if said.due_at is not None else None
    return HandOver(AgencyCode.parse(said.to) if said.to else None, due_at)


def _applicant(item: _Item) -> Applicant | None:
    said = item.applicant
    return Applicant(said.name, said.identity_number, said.phone, said.address) if said else None
