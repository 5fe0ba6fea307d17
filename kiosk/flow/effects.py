"""What the flow wants done outside of itself."""

from dataclasses import dataclass

from kiosk.question import Question
from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.wording import Language

# For the citizen's question.


@dataclass(frozen=True, slots=True)
class ReadText:
    """Hold a text against the grammar, or another one if it is no code; CodeRead or CodeUnread comes back at once."""

    text: str
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class AskLookup:
    """Ask the centre; AnswerCame or LookupFailed with the same `request` comes back."""

    request: int
    question: Question


@dataclass(frozen=True, slots=True)
class FindNear:
    """Which codes that look like this one have a dossier? NearFound with the same `request` comes back."""

    request: int
    code: Code


@dataclass(frozen=True, slots=True)
class FetchProcedures:
    """Fetch the catalogue; ProceduresCame or ProceduresMissed with the same `request` comes back."""

    request: int


# Paper. PaperPrinted or PrintFailed with the same `request` comes back.


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """Print the answer."""

    request: int
    answer: Answer
    language: Language


@dataclass(frozen=True, slots=True)
class PrintProcedure:
    """Print what a procedure asks for."""

    request: int
    procedure: Procedure
    language: Language


@dataclass(frozen=True, slots=True)
class PrintTestPage:
    """Print a page with a mark that can be read back; the mark comes with PaperPrinted."""

    request: int


# What the citizen wishes of the centre.


@dataclass(frozen=True, slots=True)
class AskNotice:
    """Ask for text messages about a dossier; NoticeAsked or NoticeRefused with the same `request` comes back."""

    request: int
    question: Question
    phone: str
    language: Language


@dataclass(frozen=True, slots=True)
class SendRating:
    """Tell the centre how the service was, 1 to 5; nothing comes back."""

    stars: int
    code: Code
    language: Language


@dataclass(frozen=True, slots=True)
class ReportDifference:
    """Tell the centre that `elsewhere` (`sms`, `web` or `paper`) says something else; nothing comes back."""

    code: Code
    version: int
    elsewhere: str
    language: Language


# For the machine.


@dataclass(frozen=True, slots=True)
class Speak:
    """Say the screen aloud, from its beginning."""


@dataclass(frozen=True, slots=True)
class HoldTongue:
    """Say nothing more."""


@dataclass(frozen=True, slots=True)
class LookAfresh:
    """Somebody wants to scan: a paper that was asked for before may be asked for again."""


@dataclass(frozen=True, slots=True)
class ForgetCitizen:
    """The session is over: whatever still holds something of it lets go."""


@dataclass(frozen=True, slots=True)
class CheckStaffCode:
    """Is this the staff's code? StaffLetIn or StaffTurnedAway comes back at once."""

    typed: str


@dataclass(frozen=True, slots=True)
class RunSelfTest:
    """Test the machine; SelfTestCame with the same `request` comes back within a minute."""

    request: int


@dataclass(frozen=True, slots=True)
class EndProgram:
    """End the program; what watches it begins it anew."""


Effect = (
    ReadText | AskLookup | FindNear | FetchProcedures | PrintSlip | PrintProcedure | PrintTestPage | AskNotice
    | SendRating | ReportDifference | Speak | HoldTongue | LookAfresh | ForgetCitizen | CheckStaffCode | RunSelfTest
    | EndProgram
)  # fmt: skip
