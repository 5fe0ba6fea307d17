"""What can happen to the kiosk."""

from dataclasses import dataclass

from kiosk.question import Question
from lookup_api.contract import Answer
from lookup_api.domain.wording import Language

# From the citizen.


@dataclass(frozen=True, slots=True)
class ScanChosen:
    """The live camera picture was asked for."""


@dataclass(frozen=True, slots=True)
class KeypadChosen:
    """Typing was preferred."""


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """One letter, figure, dash, dot or slash."""

    sign: str


@dataclass(frozen=True, slots=True)
class EraseChosen:
    """The last sign was a mistake."""


@dataclass(frozen=True, slots=True)
class ClearChosen:
    """All that was typed was a mistake."""


@dataclass(frozen=True, slots=True)
class SubmitChosen:
    """The typed code is complete."""


@dataclass(frozen=True, slots=True)
class PrintChosen:
    """A slip is wanted."""


@dataclass(frozen=True, slots=True)
class RetryChosen:
    """The same question once more."""


@dataclass(frozen=True, slots=True)
class StayChosen:
    """More time is wanted."""


@dataclass(frozen=True, slots=True)
class DoneChosen:
    """The citizen is done, or goes back to the first screen."""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """Everything in this language from now on."""

    language: Language


# From the camera, the scanner and the reader of texts.


@dataclass(frozen=True, slots=True)
class SomethingHeld:
    """Something is before the camera that was not there."""


@dataclass(frozen=True, slots=True)
class TextScanned:
    """A hand-held scanner sent a text."""

    text: str


@dataclass(frozen=True, slots=True)
class CodeRead:
    """A scanned or typed text is a question."""

    question: Question


@dataclass(frozen=True, slots=True)
class CodeUnread:
    """A scanned or typed text is none; `problem` says why."""

    problem: str


# From the centre, the printer and the clock. `request` is the number that AskLookup and PrintSlip carried.


@dataclass(frozen=True, slots=True)
class AnswerCame:
    """The centre says where the dossier stands."""

    request: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class LookupFailed:
    """The centre has no answer; `problem` is the failure's code."""

    request: int
    problem: str


@dataclass(frozen=True, slots=True)
class SlipPrinted:
    """The slip lies in the tray."""

    request: int


@dataclass(frozen=True, slots=True)
class PrintFailed:
    """There is no slip."""

    request: int


@dataclass(frozen=True, slots=True)
class RefreshDue:
    """The answer on the screen has been there for a while."""


@dataclass(frozen=True, slots=True)
class QuietTooLong:
    """Nobody has touched anything for a while."""


@dataclass(frozen=True, slots=True)
class IdleTooLong:
    """Nobody is here any more."""


@dataclass(frozen=True, slots=True)
class FaultFound:
    """Something on this machine broke; `fault` is the code of a KioskFault."""

    fault: str


@dataclass(frozen=True, slots=True)
class FaultGone:
    """It works again."""

    fault: str


FromCitizen = (
    ScanChosen | KeypadChosen | KeyPressed | EraseChosen | ClearChosen | SubmitChosen | PrintChosen | RetryChosen
    | StayChosen | DoneChosen | LanguageChosen
)  # fmt: skip
FromReaders = SomethingHeld | TextScanned | CodeRead | CodeUnread
FromElsewhere = (
    AnswerCame | LookupFailed | SlipPrinted | PrintFailed | RefreshDue | QuietTooLong | IdleTooLong | FaultFound
    | FaultGone
)  # fmt: skip
Event = FromCitizen | FromReaders | FromElsewhere
