"""Two versions of one dossier beside each other, in a clerk's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language, status_name
from lookup_api.paper.words import amount
from sync_ingest.backoffice.words import moment
from sync_ingest.reconciliation.agreements import DifferenceLeft
from sync_ingest.reconciliation.facts import Facts

NOT_SAID = "–"
NAMES = {
    "status": "Trạng thái",
    "procedure": "Thủ tục",
    "received_at": "Tiếp nhận",
    "due_at": "Hẹn trả",
    "responsible": "Người giải quyết",
    "missing": "Cần bổ sung",
    "fee": "Phí, lệ phí",
    "hand_over": "Liên thông",
}
AgencyNames = Mapping[str, str]
"""Agencies' names by their codes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fact as each side has it."""

    name: str
    there: str
    here: str
    differs: bool


def lines_of(left: DifferenceLeft, names: AgencyNames) -> list[Line]:
    """The facts that either side states, those that differ first. A fact that the agency does not state is none that
    differs: what was stated before stands.
    """
    here, there = left.here or {}, left.there or {}
    lines = [_line(fact, here, there, names) for fact in NAMES if fact in here or fact in there]
    return sorted(lines, key=lambda line: not line.differs)


def _line(fact: str, here: Facts, there: Facts, names: AgencyNames) -> Line:
    differs = bool(here) and fact in there and there[fact] != here.get(fact)
    return Line(NAMES[fact], _text(fact, there, names), _text(fact, here, names), differs)


def _text(fact: str, facts: Facts, names: AgencyNames) -> str:
    return (IN_WORDS[fact](facts[fact], names) if facts.get(fact) is not None else "") or NOT_SAID


def _status(value: int, _: AgencyNames) -> str:
    return status_name(Status(value), Language.VI)


def _moment(value: str, _: AgencyNames) -> str:
    try:
        return moment(datetime.fromisoformat(value))
    except ValueError:  # as the agency wrote it
        return value


def _money(value: int, _: AgencyNames) -> str:
    return amount(value, Language.VI)


def _papers(value: list[str], _: AgencyNames) -> str:
    return "; ".join(value)


def _procedure(value: Mapping[str, str], _: AgencyNames) -> str:
    return value.get("name", "")


def _who(value: Mapping[str, str], _: AgencyNames) -> str:
    return ", ".join(filter(None, (value.get(part, "") for part in ("officer", "unit", "agency"))))


def _hand_over(value: Mapping[str, str | None], names: AgencyNames) -> str:
    to = value.get("to")
    return f"Đang ở {names.get(to, to)}" if to else "Không chuyển cơ quan nào"


IN_WORDS: dict[str, Callable[[Any, AgencyNames], str]] = {
    "status": _status,
    "procedure": _procedure,
    "received_at": _moment,
    "due_at": _moment,
    "responsible": _who,
    "missing": _papers,
    "fee": _money,
    "hand_over": _hand_over,
}
