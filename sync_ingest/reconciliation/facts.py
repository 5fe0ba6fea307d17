"""What agency and centre compare of a dossier: the facts that its newest record states, as both ends can write them.

Not compared are the time and the number of that record, which order it among others and may be moved on the way, and
the applicant, who is sealed. docs/reconciliation.md says why.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from lookup_api.domain.calendar import VIETNAM
from lookup_api.domain.codes import AgencyCode, Code, DossierCode
from lookup_api.domain.update import Responsible, StatusUpdate
from sync_ingest.reconciliation.tree import Digest

Facts = Mapping[str, Any]
"""The stated facts by name, as JSON values; what is not stated is left out."""

AGENTS_ID = re.compile(r"[0-9a-f]{40}|r[0-9a-f]{39}")
NO_PERIOD = "none"
PART = 5  # bytes of one of a digest's three parts


def facts_of(update: StatusUpdate, known_as: Mapping[str, str]) -> Facts:
    """What `update` states. `known_as` gives the present code of agencies that are named by an older one."""
    return {name: value for name, value in _stated(update, known_as) if value is not None}


def digest_of(facts: Facts) -> Digest:
    """The digest of one dossier's facts, its code among them."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    found = sha256(text.encode()).digest()
    first, second, third = (int.from_bytes(found[at : at + PART], "big") for at in (0, PART, 2 * PART))
    return first, second, third


def period_of(code: Code, received_at: datetime | None) -> str:
    """The month (`2026-11`, in Viet Nam) in which the dossier was received, by its code where nothing else says so;
    NO_PERIOD when nothing does.
    """
    if received_at is not None:
        return _month(received_at)
    return _month(code.received_on) if isinstance(code, DossierCode) else NO_PERIOD


def is_agents(update_id: str) -> bool:
    """Whether an agent gave this id; a clerk's and a vendor's have other forms."""
    return AGENTS_ID.fullmatch(update_id) is not None


def covers(standing: Facts, stated: Facts) -> bool:
    """Whether all that `stated` states stands so. A note is of its step, and two hands write two notes."""
    compared = stated.keys() - {"code", "aliases", "note"}
    return all(standing.get(name) == stated[name] for name in compared)


def _month(at: date) -> str:
    """Departments mistype years: of 202 and of 9999 too it is a month, and the same one at both ends."""
    try:
        local = at.astimezone(VIETNAM) if isinstance(at, datetime) else at
    except OverflowError:
        return NO_PERIOD
    return f"{local.year:04}-{local.month:02}"


def _stated(update: StatusUpdate, known_as: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield "code", update.code.printed
    yield "aliases", sorted(code.printed for code in update.aliases) or None
    yield "status", int(update.status)
    procedure, hand_over = update.procedure, update.hand_over
    yield "procedure", procedure and {"code": procedure.code, "name": procedure.name, "field": procedure.field}
    yield "received_at", _text(update.received_at)
    yield "due_at", _text(update.due_at)
    yield "responsible", update.responsible and _who(update.responsible)
    yield "note", update.note or None
    yield "missing", None if update.missing is None else list(update.missing)
    yield "fee", update.fee
    yield "hand_over", hand_over and {"to": _present(hand_over.to, known_as), "due_at": _text(hand_over.due_at)}


def _who(responsible: Responsible) -> dict[str, str]:
    return {
        "officer": responsible.officer,
        "unit": responsible.unit,
        "agency": responsible.agency,
        "phone": responsible.phone,
    }


def _present(agency: AgencyCode | None, known_as: Mapping[str, str]) -> str | None:
    return None if agency is None else known_as.get(agency.value, agency.value)


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")
