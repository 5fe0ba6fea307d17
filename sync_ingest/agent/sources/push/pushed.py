"""Rows of a copy of what a one-stop software pushes in the national format: enveloped, or a bare array."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lookup_api.domain.status import Status
from sync_ingest.agent.reading.origins import KEY, SAID_AT, NationalService
from sync_ingest.agent.reading.wrong_cell import WrongCell
from sync_ingest.national.facts import applicant_of, fee_of, missing_of
from sync_ingest.national.read import is_blank
from sync_ingest.national.unfit import TIMES
from sync_ingest.national.wire import RECORD_FIELDS, STEP_FIELDS, read_status, read_text, read_time

FIELDS = {NationalService.DOSSIERS: RECORD_FIELDS, NationalService.PROGRESS: STEP_FIELDS}
STATUSES = {NationalService.DOSSIERS: "TrangThaiHoSo", NationalService.PROGRESS: "TrangThai"}
STATED = {
    Status.NEWLY_REGISTERED: "NGAYNOPHOSO",
    Status.RECEIVED: "NGAYTIEPNHAN",
    Status.REFUSED: "NGAYTUCHOI",
    Status.FINISHED: "NGAYKETTHUCXULY",
    Status.RETURNED: "NGAYTRA",
}
"""The time that a record states for its status; of the others it states none."""

ONLY_PROGRESS = "ThoiDiemXuLy"
CODE = "MaHoSo"
NOT_NATIONAL = WrongCell("is not of the national format")

Said = dict[str, Any]
Cells = dict[str, object]


@dataclass(frozen=True, slots=True)
class Push:
    """One request of the one-stop software: which service, and its rows."""

    service: NationalService | None
    rows: Sequence[Said] = field(repr=False)


def read_push(text: str, service: str | None = None) -> Push:
    """The push in this body, whose address names `service` where the body does not; ValueError when it is none."""
    body = read_json(text)
    rows = body.get("data") if isinstance(body, dict) else body
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("not a push")
    named = body.get("service") if isinstance(body, dict) else None
    return Push(_service(named or service, rows), rows)


def read_json(text: str) -> Any:
    """What the text says; ValueError when it is no JSON, or deeper than anybody means."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("too deep") from error


def service_in(name: str) -> str | None:
    """The service that a file's name or an address names; None when it names none."""
    return next((service.value for service in NationalService if service.value in name), None)


def rows_of(push: Push, service: NationalService, came_at: datetime) -> Iterator[tuple[int, Cells]]:
    """The rows of this service, by field names in capitals, with their number in the push; blank ones are none.

    Times are read; texts are empty where the record says nothing. Of what is nested come LEPHI, the sum of the fees,
    and BOSUNG, what is awaited, a line each; CHUHOSO, SODINHDANH and SODIENTHOAI are the applicant. A record that tells
    of finishing and returning at once is two rows: the result's day decides whether it is on time.
    """
    if push.service is not service:
        return
    for number, said in enumerate(push.rows, 1):
        if not said.get(CODE) or is_blank(said):
            continue
        row = _fields(said, service)
        if service is NationalService.PROGRESS:
            rows = [row | {KEY: _hashed(said), SAID_AT: row["THOIDIEMXULY"] or row["NGAYBATDAU"] or came_at}]
        else:
            rows = _records(row | _facts(said) | {KEY: row["MAHOSO"] or _hashed(said)}, came_at)
        yield from ((number, {name: _writable(value) for name, value in each.items()}) for each in rows)


def _service(named: object, rows: Sequence[Said]) -> NationalService | None:
    """What the request says, else what its rows look like: some clients put neither name nor envelope around them."""
    try:
        return NationalService(str(named)) if named else _by_look(rows)
    except ValueError:
        return None


def _by_look(rows: Sequence[Said]) -> NationalService:
    has_steps = any(ONLY_PROGRESS in row for row in rows)
    return NationalService.PROGRESS if has_steps else NationalService.DOSSIERS


def _fields(said: Said, service: NationalService) -> Cells:
    row = {name.upper(): _value(name, said.get(name)) for name in FIELDS[service]}
    name = STATUSES[service]
    return row | {name.upper(): _status(said.get(name))}


def _facts(said: Said) -> Cells:
    try:
        person = applicant_of(said) or {}
        facts: Cells = {"LEPHI": fee_of(said), "BOSUNG": "\n".join(missing_of(said) or ())}
    except ValueError:  # a list where a text belongs
        return dict.fromkeys(("CHUHOSO", "SODINHDANH", "SODIENTHOAI", "LEPHI", "BOSUNG"), NOT_NATIONAL)
    facts |= {"CHUHOSO": person.get("name"), "SODINHDANH": person.get("identity_number")}
    facts |= {"SODIENTHOAI": person.get("phone")}
    return facts if said.get("TenTTHC") else facts | {"MATTHC": None}  # a code alone would hide the name


def _records(row: Cells, came_at: datetime) -> list[Cells]:
    status, ended = row["TRANGTHAIHOSO"], row["NGAYKETTHUCXULY"]
    stated = row.get(STATED[status]) if isinstance(status, Status) and status in STATED else None
    said_at = stated if isinstance(stated, datetime) and stated <= came_at else came_at
    newest = row | {SAID_AT: said_at}
    if status is Status.RETURNED and isinstance(ended, datetime) and ended < said_at:
        finished = {"TRANGTHAIHOSO": Status.FINISHED, SAID_AT: ended, KEY: f"{row[KEY]}|{Status.FINISHED.value}"}
        return [row | finished, newest]
    return [newest]


def _value(name: str, said: object) -> object:
    if isinstance(said, list | dict):
        return None
    try:
        return read_time(said) if name in TIMES else read_text(said)
    except ValueError:
        return NOT_NATIONAL


def _writable(value: object) -> object:
    """JSON can name half a letter, which no file and no database takes."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _status(said: object) -> object:
    """None where the record leaves it open: “0” says that the dossier is elsewhere, and not how it stands."""
    try:
        return read_status(said)
    except ValueError:
        return NOT_NATIONAL


def _hashed(said: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
