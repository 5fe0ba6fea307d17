"""What the flow wants done outside of itself."""

from dataclasses import dataclass

from kiosk.question import Question
from lookup_api.contract import Answer
from lookup_api.domain.wording import Language


@dataclass(frozen=True, slots=True)
class ReadText:
    """Hold a text against the grammar; CodeRead or CodeUnread comes back at once."""

    text: str


@dataclass(frozen=True, slots=True)
class AskLookup:
    """Ask the centre; AnswerCame or LookupFailed with the same `request` comes back."""

    request: int
    question: Question


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """Print the answer; SlipPrinted or PrintFailed with the same `request` comes back."""

    request: int
    answer: Answer
    language: Language


@dataclass(frozen=True, slots=True)
class LookAfresh:
    """Somebody wants to scan: a paper that was asked for before may be asked for again."""


@dataclass(frozen=True, slots=True)
class ForgetCitizen:
    """The session is over: whatever still holds something of it lets go."""


Effect = ReadText | AskLookup | PrintSlip | LookAfresh | ForgetCitizen
