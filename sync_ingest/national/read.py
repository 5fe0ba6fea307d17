"""The national format read: a dossier (HoSo) or a progress step (TienDo) as deliveries for the one door, or why not.

A record has no time of change. Its sender's pushes count in the order in which they arrive: each changed record gets
the next `sequence` of its dossier, which outweighs every clock (docs/adr/0002). When it happened is what the record
says of its status (received, refused, finished, returned), and otherwise when it came. Whoever calls leaves out a
record that says what this sender said last, so repetition changes nothing, and 9, 4 and 9 again are three updates.

Pure: no store and no web server, so that the agent reads copies of pushes with it as well.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from lookup_api.domain.codes import AgencyCode, Code, DossierCode, parse_code
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind
from sync_ingest.envelope import Delivery, Flaw, as_text, read_item
from sync_ingest.flaws import A_CODE, about_fields
from sync_ingest.national.facts import (
    applicant_of,
    fee_of,
    hand_over_of,
    missing_of,
    procedure_of,
    responsible_of,
    step_facts,
)
from sync_ingest.national.unfit import unfit_fields
from sync_ingest.national.wire import STEP_FIELDS, read_status, read_text, read_time
from sync_ingest.reasons import NOT_AN_OBJECT, Reason, Words

ID_PREFIX = "qg-"  # cổng dịch vụ công quốc gia
ID_DIGITS = 40
LONGEST_CODE = 80


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a record's dossier: the highest number among its updates, its status, and when it was changed
    last by another way than this one (aware UTC), which then counts as earlier.
    """

    number: int = 0
    status: Status | None = None
    changed_at: datetime | None = None


UNKNOWN = Standing()


@dataclass(frozen=True, slots=True)
class Context:
    """What reading needs beside the item: the agency that sends it, the moment it came (aware UTC), how its dossier
    stands, the catalogue's procedures by code, the form of the agency's local codes, the agencies by their names (as
    `facts.folded` writes them), and, for steps, the names of the applicants that are known.
    """

    sender: AgencyCode
    now: datetime
    standing: Standing = UNKNOWN
    procedures: Mapping[str, ProcedureRef] = field(default_factory=dict)
    local_form: re.Pattern[str] | None = None
    agencies: Mapping[str, AgencyCode] = field(default_factory=dict)
    applicants: Mapping[Code, str] = field(default_factory=dict, repr=False)

    def with_standing(self, standing: Standing) -> "Context":
        """The same, for a dossier that stands so."""
        return replace(self, standing=standing)

    def with_applicants(self, names: Mapping[Code, str]) -> "Context":
        """The same, for steps of dossiers whose applicants have these names."""
        return replace(self, applicants=names)


def code_of(item: Any) -> Code | None:
    """The dossier's code of a record or a step; None when it has none that can be read."""
    try:
        return _parsed(read_text(item["MaHoSo"]))
    except (KeyError, TypeError, ValueError):
        return None


def is_blank(item: Any) -> bool:
    """Whether a step says nothing at all: province software sends such rows."""
    return isinstance(item, dict) and not any(
        value not in (None, "", []) for name, value in item.items() if name != "MaHoSo"
    )


def read_record(item: Any, context: Context) -> list[Delivery | Flaw]:
    """What a dossier (HoSo) says, as updates: one, or two when it tells of finishing and returning at once."""
    code = code_of(item)
    if flaw := _flaw(item, code, context.sender):
        return [flaw]
    assert code
    moments = _moments(item, context)
    facts = _record_facts(item, code, context)
    numbered = enumerate(moments, context.standing.number + 1)
    parts = [
        facts | {"sequence": number, "status": int(status), "occurred_at": _iso(at)}
        for number, (status, at) in numbered
    ]
    applicant = applicant_of(item)
    return [
        _read(_named(part, part) | ({"applicant": applicant} if applicant else {}), item, context) for part in parts
    ]


def read_step(item: Any, context: Context) -> list[Delivery | Flaw]:
    """What a progress step (TienDo) says: one update for the timeline alone, none when it is blank.

    The same step is the same update whenever it comes. One without a time counts as of when it came first: whoever
    calls leaves out those that are known already.
    """
    if is_blank(item):
        return []
    code = code_of(item)
    if flaw := _flaw(item, code, context.sender):
        return [flaw]
    assert code
    at = read_time(item.get("ThoiDiemXuLy")) or read_time(item.get("NgayBatDau")) or context.now
    status = read_status(item.get("TrangThai")) or Status.PROCESSING  # what province software fills in itself
    facts = step_facts(item, context.applicants.get(code, "")) | {"kind": Kind.PROGRESS.value, "code": code.printed}
    facts |= {"occurred_at": _iso(at), "status": int(status)}
    if isinstance(code, DossierCode):  # a step of an agency that has another's dossier by a hand-over
        facts["agency"] = code.agency.value
    said = {name: read_text(item.get(name)) for name in STEP_FIELDS} | {"MaHoSo": code.printed}
    return [_read(_named(facts, said), item, context)]


def _record_facts(item: dict[str, Any], code: Code, context: Context) -> dict[str, Any]:
    procedure = procedure_of(item, context.procedures, first=context.standing.status is None)
    facts = {
        "code": code.printed,
        "aliases": [alias.printed for alias in _aliases(item, code, context)],
        "procedure": procedure,
        "received_at": _iso(read_time(item.get("NgayTiepNhan"))),
        "due_at": _iso(read_time(item.get("NgayHenTra"))),
        "responsible": responsible_of(item),
        "missing": missing_of(item),
        "fee": fee_of(item),
        "hand_over": hand_over_of(item, context.agencies, context.sender),
    }
    return {name: value for name, value in facts.items() if value}


def _moments(item: dict[str, Any], context: Context) -> list[tuple[Status, datetime]]:
    """The statuses that the record tells of, and when each came to be."""
    standing = context.standing
    status = read_status(item.get("TrangThaiHoSo")) or standing.status or _first_status(item)
    stated = {name: read_time(item.get(name)) for name in ("NgayNopHoSo", "NgayTiepNhan", "NgayTuChoi", "NgayTra")}
    ended = read_time(item.get("NgayKetThucXuLy"))
    said = {
        Status.NEWLY_REGISTERED: stated["NgayNopHoSo"] or stated["NgayTiepNhan"],
        Status.RECEIVED: stated["NgayTiepNhan"],
        Status.REFUSED: stated["NgayTuChoi"],
        Status.FINISHED: ended,
        Status.RETURNED: stated["NgayTra"],
    }
    at = _placed(said.get(status), context)
    if status is Status.RETURNED and not (standing.status and standing.status.is_completed) and ended and ended < at:
        return [
            (Status.FINISHED, _placed(ended, context)),
            (status, at),
        ]  # the result's day decides whether it is on time
    return [(status, at)]


def _first_status(item: dict[str, Any]) -> Status:
    return Status.RECEIVED if read_time(item.get("NgayTiepNhan")) else Status.NEWLY_REGISTERED


def _placed(stated: datetime | None, context: Context) -> datetime:
    """The moment a record counts at: the stated one, unless it is yet to come or another way told of a later change."""
    changed_at = context.standing.changed_at
    if stated and stated <= context.now and not (changed_at and stated < changed_at):
        return stated
    return max(context.now, changed_at) if changed_at else context.now


def _aliases(item: dict[str, Any], code: Code, context: Context) -> list[Code]:
    """The other code in SoBienNhan, where it is one: of the agency's own form, or a national one beside a local one.

    Most software leaves it empty or writes a number of its own there.
    """
    other = _parsed(read_text(item.get("SoBienNhan")))
    if other is None:
        return []
    if isinstance(other, DossierCode):
        return [other] if not isinstance(code, DossierCode) else []
    fits = context.local_form and context.local_form.fullmatch(other.printed)
    return [other] if fits and other != code else []


def _parsed(text: str) -> Code | None:
    try:
        return parse_code(text) if len(text) <= LONGEST_CODE else None
    except CodeNotReadable:
        return None


def _flaw(item: Any, code: Code | None, sender: AgencyCode) -> Flaw | None:
    """Why the item cannot be read at all; None when it can."""
    if not isinstance(item, dict):
        return Flaw(sender, None, Reason.NOT_VALID, NOT_AN_OBJECT, as_text(item))
    if code is None:
        return _refused(item, sender, Reason.NOT_A_CODE, about_fields([("MaHoSo", A_CODE)]))
    if unfit := unfit_fields(item):
        return _refused(item, sender, Reason.NOT_VALID, about_fields(unfit))
    return None


def _refused(item: dict[str, Any], sender: AgencyCode, reason: Reason, detail: Words) -> Flaw:
    code = code_of(item)
    return Flaw(sender, code.printed if code else None, reason, detail, as_text(item))


def _named(facts: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    """The facts with an id that follows from `content`: nothing of an applicant is in it."""
    return facts | {"id": ID_PREFIX + sha256(as_text(content).encode()).hexdigest()[:ID_DIGITS]}


def _read(facts: dict[str, Any], item: dict[str, Any], context: Context) -> Delivery | Flaw:
    read = read_item(facts, context.sender)
    return (
        _refused(item, context.sender, read.reason, read.detail)
        if isinstance(read, Flaw)
        else replace(read, raw=as_text(item))
    )


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
