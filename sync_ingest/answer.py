"""What a sender is told of each update, in words and on the wire; shared by the endpoint and the agent."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import orjson
from pydantic import BaseModel, ConfigDict

from sync_ingest.reasons import Reason, Words


class Outcome(StrEnum):
    """What became of one update. Only QUARANTINED needs a person; all the others are settled for the sender."""

    APPLIED = "applied"
    HISTORY_ONLY = "history_only"
    ALREADY_SEEN = "already_seen"
    WAITING = "waiting"
    QUARANTINED = "quarantined"


class Result(NamedTuple):
    """One update's outcome. `update_id` is None where none could be read; `version` is the dossier's after the batch,
    None where no dossier was touched.
    """

    update_id: str | None
    outcome: Outcome
    reason: Reason | None = None
    detail: Words | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcomes of a batch in the order of its updates, and the number of the newest event once it was written."""

    results: tuple[Result, ...]
    event: int

    @property
    def outcomes(self) -> list[Outcome]:
        """The outcomes alone."""
        return [result.outcome for result in self.results]


class WordsForm(BaseModel):
    vi: str
    en: str


class ResultForm(BaseModel):
    """One outcome on the wire. Senders must take a reason that they do not know."""

    model_config = ConfigDict(extra="ignore")

    id: str | None
    outcome: Outcome
    reason: str | None = None
    detail: WordsForm | None = None
    version: int | None = None


class AnswerForm(BaseModel):
    """The answer to a batch on the wire: one outcome for each update, in their order."""

    model_config = ConfigDict(extra="ignore")

    outcomes: list[ResultForm]
    event: int

    @classmethod
    def of(cls, answer: Answer) -> "AnswerForm":
        """The wire form of `answer`."""
        return cls.model_validate_json(answer_body(answer))


def answer_body(answer: Answer) -> bytes:
    """`answer` as what goes over the wire: an AnswerForm, written without making one."""
    return orjson.dumps({"outcomes": list(map(_written, answer.results)), "event": answer.event})


def _written(result: Result) -> dict[str, Any]:
    return {
        "id": result.update_id,
        "outcome": result.outcome.value,
        "reason": result.reason and result.reason.value,
        "detail": result.detail and {"vi": result.detail.vi, "en": result.detail.en},
        "version": result.version,
    }
