"""An answer as the page of a worried reader: where is it, what must I do, when, who has it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lookup_api.contract import Answer, StepAnswer
from lookup_api.domain.calendar import local_day
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from lookup_api.web.pages.texts import texts_in
from lookup_api.web.pages.way import Station, way_of
from lookup_api.web.pages.words import count_of_days, days_until

STEPS_AT_FIRST = 5
STALE_AFTER = timedelta(minutes=2)  # while all is well an answer is never older than one minute


class Tone(StrEnum):
    """How the page feels about something, in colour and icon; the words say it as well."""

    MOVING = "moving"
    NEEDS_YOU = "needs-you"
    DONE = "done"
    ENDED = "ended"
    LATE = "late"


STATUS_TONES = {
    Status.NEWLY_REGISTERED: Tone.MOVING,
    Status.RECEIVED: Tone.MOVING,
    Status.REFUSED: Tone.ENDED,
    Status.PROCESSING: Tone.MOVING,
    Status.SUPPLEMENT_REQUESTED: Tone.NEEDS_YOU,
    Status.PAYMENT_REQUIRED: Tone.NEEDS_YOU,
    Status.WITHDRAWN: Tone.ENDED,
    Status.STOPPED: Tone.ENDED,
    Status.FINISHED: Tone.DONE,
    Status.RETURNED: Tone.DONE,
}
NO_LONGER_DUE = (Timeliness.STOPPED, Timeliness.WITHDRAWN, Timeliness.REFUSED)


@dataclass(frozen=True, slots=True)
class Due:
    """The due date in words: `remark` is short ("Còn 2 ngày"), `more` a sentence or ""."""

    remark: str
    tone: Tone
    more: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What the result page shows beside the answer itself; `steps` are newest first.

    `edition` changes when the page has something new to say.
    """

    answer: Answer
    edition: str
    way: tuple[Station, ...]
    tone: Tone
    due: Due | None
    steps: tuple[StepAnswer, ...]
    earlier_steps: tuple[StepAnswer, ...]
    is_stale: bool


def result_of(answer: Answer, language: Language, now: datetime) -> Result:
    """The page of `answer` for somebody who reads it at `now` (aware UTC)."""
    newest_first = tuple(reversed(answer.steps))
    due = due_in_words(answer, language, now)
    is_overdue = due is not None and due.tone is Tone.LATE and not answer.status.is_completed
    return Result(
        answer=answer,
        edition=edition_of(answer),
        way=way_of(answer, language),
        tone=Tone.LATE if is_overdue else STATUS_TONES[answer.status],
        due=due,
        steps=newest_first[:STEPS_AT_FIRST],
        earlier_steps=newest_first[STEPS_AT_FIRST:],
        is_stale=now - answer.as_of > STALE_AFTER,
    )


def edition_of(answer: Answer) -> str:
    """What tells this page from an earlier one of the same dossier: the standing changes with the day, the rest with
    the version.
    """
    return f"{answer.version}-{answer.timeliness}"


def due_in_words(answer: Answer, language: Language, now: datetime) -> Due | None:
    """What to say of the due date; None when the dossier ended without a result."""
    texts = texts_in(language)
    if answer.timeliness in NO_LONGER_DUE:
        return None
    if answer.timeliness is Timeliness.WAITING:
        return Due(texts["due_waiting"], Tone.NEEDS_YOU, texts["due_waiting_more"])
    if answer.due_at is None:
        is_new = answer.status is Status.NEWLY_REGISTERED
        return Due(texts["due_not_yet" if is_new else "due_none"], Tone.ENDED)
    # A completed dossier is measured at its completion, an open one today.
    days = days_until(answer.due_at, local_day(answer.completed_at or now))
    if answer.completed_at is None:
        return _open(days, language)
    return _completed(days, language)


def _open(days: int, language: Language) -> Due:
    texts, distance = texts_in(language), count_of_days(abs(days), language)
    if days < 0:
        return Due(texts["due_overdue"].format(days=distance), Tone.LATE, texts["due_sorry"])
    return Due(texts["due_left"].format(days=distance) if days else texts["due_today"], Tone.MOVING)


def _completed(days: int, language: Language) -> Due:
    texts, distance = texts_in(language), count_of_days(abs(days), language)
    if days < 0:
        return Due(texts["due_late"].format(days=distance), Tone.LATE)
    return Due(texts["due_early"].format(days=distance) if days else texts["due_on_time"], Tone.DONE)
