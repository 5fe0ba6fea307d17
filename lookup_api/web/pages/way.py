"""The way of a dossier in a few stations, and at which of them it is now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lookup_api.contract import Answer
from lookup_api.domain.calendar import VIETNAM
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language, status_name
from lookup_api.web.pages.texts import texts_in

HANDED_IN, RECEIVED, HANDLED, RESULT = range(4)
REACHED = {
    Status.NEWLY_REGISTERED: HANDED_IN,
    Status.RECEIVED: RECEIVED,
    Status.PROCESSING: HANDLED,
    Status.SUPPLEMENT_REQUESTED: HANDLED,
    Status.PAYMENT_REQUIRED: HANDLED,
    Status.FINISHED: RESULT,
    Status.RETURNED: RESULT,
}
"""How far a dossier has come by its status; the other statuses end the way before its result."""


class Place(StrEnum):
    """Where a station lies, seen from where the dossier is; the words for it are the texts `way_…`."""

    PASSED = "passed"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Station:
    """One station: what it is called, where it lies, and a day in words that belongs to it, or ""."""

    name: str
    place: Place
    day: str = ""


def way_of(answer: Answer, language: Language) -> tuple[Station, ...]:
    """The stations, first to last. A dossier that ended without a result has only those that it saw."""
    reached = REACHED.get(answer.status)
    return _ended(answer, language) if reached is None else _open(answer, reached, language)


def _open(answer: Answer, reached: int, language: Language) -> tuple[Station, ...]:
    texts = texts_in(language)
    is_returned = answer.status is Status.RETURNED
    names = {
        RECEIVED: texts["way_handed_in" if reached == HANDED_IN else "way_received"],
        HANDLED: texts["way_handled"],
        RESULT: texts["way_returned" if is_returned else "way_result"],
    }
    here = max(reached, RECEIVED)
    days = {RECEIVED: _day(answer.received_at), RESULT: _result_day(answer, language)}
    return tuple(Station(name, _place(at, here), days.get(at, "")) for at, name in names.items())


def _ended(answer: Answer, language: Language) -> tuple[Station, ...]:
    here = Station(status_name(answer.status, language), Place.HERE, _day(answer.steps[-1].at))
    if answer.received_at is None:
        return (here,)
    received = texts_in(language)["way_received"]
    return (Station(received, Place.PASSED, _day(answer.received_at)), here)


def _place(at: int, here: int) -> Place:
    if at == here:
        return Place.HERE
    return Place.PASSED if at < here else Place.AHEAD


def _result_day(answer: Answer, language: Language) -> str:
    """The day of the result; while there is none, the day that it is due."""
    if answer.completed_at:
        return _day(answer.completed_at)
    return texts_in(language)["way_due"].format(day=_day(answer.due_at)) if answer.due_at else ""


def _day(at: datetime | None) -> str:
    return f"{at.astimezone(VIETNAM):%d/%m/%Y}" if at else ""
