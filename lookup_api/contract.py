"""The answer to a look-up as JSON, version 1: made from a dossier for one tier, read back by the kiosk.

Wire format: docs/wire-format.md.
"""

from datetime import datetime
from functools import cache
from zlib import crc32

import orjson
from pydantic import BaseModel, ConfigDict

from lookup_api.domain.calendar import WorkCalendar, local_day
from lookup_api.domain.deadlines import Timeliness, due_at, standing_to_due
from lookup_api.domain.disclosure import Applicant, Tier, name_for
from lookup_api.domain.dossier import Dossier, Step
from lookup_api.domain.saying import AGENCY, DUE_ON, FOUND, OFFICER, STATUS, UNIT, VERSION, Facts
from lookup_api.domain.status import Status
from lookup_api.domain.update import Responsible
from lookup_api.domain.wording import Language, status_name

AS_OF = b'"as_of"'


class Part(BaseModel):
    """A part of an answer. A reader ignores names it does not know, so that the centre may learn to say more."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ProcedureAnswer(Part):
    code: str
    name: str
    field: str


class ResponsibleAnswer(Part):
    """Who is responsible (article 5.3). Texts are "" when unknown."""

    officer: str
    unit: str
    agency: str
    phone: str


class StepAnswer(Part):
    """One line of the timeline. `note` is free text of the agency: only who holds the receipt reads it."""

    at: datetime
    status: Status
    officer: str
    unit: str
    agency: str
    note: str


class Answer(Part):
    """Where a dossier stands, as one caller may see it. Times are aware UTC, `fee` is in đồng.

    `as_of` is when the centre's database said so; `version` grows with each update and never goes backwards.
    `applicant` is the masked name for a receipt holder, None for a stranger.
    """

    code: str
    procedure: ProcedureAnswer | None
    status: Status
    responsible: ResponsibleAnswer | None
    received_at: datetime | None
    due_at: datetime | None
    completed_at: datetime | None
    timeliness: Timeliness
    steps: tuple[StepAnswer, ...]
    missing: tuple[str, ...]
    fee: int | None
    applicant: str | None
    version: int
    as_of: datetime


class PublishedAnswer(Answer):
    """An answer with the status in words, for those who do not know the national table."""

    status_text: dict[Language, str]


def published(answer: Answer) -> bytes:
    """`answer` as JSON, a PublishedAnswer."""
    # Put together from texts: to make a second model of the answer would take as long as the answer itself.
    return b'%s,"status_text":%s}' % (answer.model_dump_json().encode()[:-1], _status_text(answer.status))


def tag_of(answer: Answer, body: bytes) -> str:
    """The weak ETag of a published answer: it changes with all of it but `as_of`."""
    return f'W/"{answer.version}-{crc32(body[: body.rindex(AS_OF)]):08x}"'


def read_answer(body: bytes) -> Answer:
    """The answer that `published` gave; ValidationError when `body` is none."""
    return Answer.model_validate_json(body)


def answer_for(tier: Tier, dossier: Dossier, calendar: WorkCalendar, now: datetime) -> Answer:
    """What `tier` may know of `dossier` (one that `is_known`) at `now`, aware UTC; the applicant is not named yet."""
    procedure, responsible = dossier.procedure, dossier.responsible
    due, completed_at = due_at(dossier, calendar), dossier.completed_at
    return Answer(
        code=dossier.code.printed,
        procedure=ProcedureAnswer.model_validate(procedure, from_attributes=True) if procedure else None,
        status=dossier.status,
        responsible=_responsible(responsible) if responsible else None,
        received_at=dossier.received_at,
        due_at=due,
        completed_at=completed_at,
        timeliness=standing_to_due(dossier.status, due, completed_at, now),
        steps=tuple(_step(step, tier) for step in dossier.steps),
        missing=dossier.missing,
        fee=dossier.fee,
        applicant=None,
        version=dossier.version,
        as_of=now,
    )


def naming(answer: Answer, tier: Tier, applicant: Applicant | None) -> Answer:
    """`answer` with the applicant's name as `tier` may read it: masked for a holder, none for a stranger."""
    return answer.model_copy(update={"applicant": name_for(tier, applicant)})


@cache
def _status_text(status: Status) -> bytes:
    return orjson.dumps({str(language): status_name(status, language) for language in Language})


def facts_of(answer: Answer) -> Facts:
    """The facts of an answer that channels are compared by."""
    who = answer.responsible
    return {
        FOUND: "yes",
        STATUS: str(int(answer.status)),
        DUE_ON: local_day(answer.due_at).isoformat() if answer.due_at else "",
        OFFICER: who.officer if who else "",
        UNIT: who.unit if who else "",
        AGENCY: who.agency if who else "",
        VERSION: str(answer.version),
    }


def _responsible(responsible: Responsible) -> ResponsibleAnswer:
    return ResponsibleAnswer.model_validate(responsible, from_attributes=True)


def _step(step: Step, tier: Tier) -> StepAnswer:
    who = step.responsible or Responsible("", "", "")
    note = "" if tier is Tier.STRANGER else step.note
    return StepAnswer(at=step.at, status=step.status, officer=who.officer, unit=who.unit, agency=who.agency, note=note)
