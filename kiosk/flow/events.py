"""What can happen to the kiosk."""

from dataclasses import dataclass

from kiosk.care.self_test_report import SelfTestReport
from kiosk.errors import PrinterUnavailable
from kiosk.flow.states import Contacts, Ease
from kiosk.question import Question
from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.procedure import Procedure
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
class BackChosen:
    """One screen back, where that is not the first screen."""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """Everything in this language from now on."""

    language: Language


@dataclass(frozen=True, slots=True)
class EaseChosen:
    """To be served in this way from now on."""

    ease: Ease


@dataclass(frozen=True, slots=True)
class SpeakChosen:
    """To hear this screen, again if it was heard already; the next ones are read aloud too."""


@dataclass(frozen=True, slots=True)
class QuietChosen:
    """To hear nothing more."""


@dataclass(frozen=True, slots=True)
class HelpChosen:
    """How does this work?"""


@dataclass(frozen=True, slots=True)
class GuideChosen:
    """Which papers does which procedure need?"""


@dataclass(frozen=True, slots=True)
class FieldChosen:
    """The procedures of one field."""

    field: str


@dataclass(frozen=True, slots=True)
class ProcedureChosen:
    """One procedure."""

    procedure: Procedure


@dataclass(frozen=True, slots=True)
class NearChosen:
    """The receipt in the citizen's hand says this code."""

    code: Code


@dataclass(frozen=True, slots=True)
class NoticeChosen:
    """To be told of changes by text message."""


@dataclass(frozen=True, slots=True)
class DifferenceChosen:
    """Elsewhere something else is said of this dossier (article 8.4)."""


@dataclass(frozen=True, slots=True)
class ElsewhereChosen:
    """Where: `sms`, `web` or `paper`."""

    elsewhere: str


@dataclass(frozen=True, slots=True)
class StarsChosen:
    """The service was worth so many stars, 1 to 5."""

    stars: int


# From clerks and technicians.


@dataclass(frozen=True, slots=True)
class StaffChosen:
    """The hidden way to the staff's door."""


@dataclass(frozen=True, slots=True)
class SelfTestChosen:
    """Test the machine."""


@dataclass(frozen=True, slots=True)
class TouchTestChosen:
    """Test the touch panel, field by field."""


@dataclass(frozen=True, slots=True)
class FieldTouched:
    """A field of the touch test was touched."""

    number: int


@dataclass(frozen=True, slots=True)
class PrintBackChosen:
    """Print a test page and read it back; again, for another page."""


@dataclass(frozen=True, slots=True)
class RestartChosen:
    """Begin the program anew."""


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
class CodeGlimpsed:
    """Bars were read once only, which may be a misreading: it counts if there is a dossier under the code."""

    question: Question


@dataclass(frozen=True, slots=True)
class CodeUnread:
    """A scanned or typed text is none; `problem` says why."""

    problem: str


# From the centre, the printer, the machine and the clock. `request` is the number that the effect carried.


@dataclass(frozen=True, slots=True)
class AnswerCame:
    """The centre says where the dossier stands; `kept` when it could not be asked and this is what it said before."""

    request: int
    answer: Answer
    kept: bool = False


@dataclass(frozen=True, slots=True)
class LookupFailed:
    """The centre has no answer; `problem` is the failure's code."""

    request: int
    problem: str


@dataclass(frozen=True, slots=True)
class NearFound:
    """These codes look alike and have a dossier."""

    request: int
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class ProceduresCame:
    """The catalogue."""

    request: int
    procedures: tuple[Procedure, ...]


@dataclass(frozen=True, slots=True)
class ProceduresMissed:
    """The catalogue can't be had; `problem` is the failure's code."""

    request: int
    problem: str


@dataclass(frozen=True, slots=True)
class NoticeAsked:
    """The centre has the wish, and will ask the number by text message."""

    request: int


@dataclass(frozen=True, slots=True)
class NoticeRefused:
    """The centre does not have the wish; `problem` is the failure's code."""

    request: int
    problem: str


@dataclass(frozen=True, slots=True)
class PaperPrinted:
    """The paper lies in the tray; `mark` is the code on a test page."""

    request: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PrintFailed:
    """There is no paper; `problem` is the fault's code."""

    request: int
    problem: str = PrinterUnavailable.code


@dataclass(frozen=True, slots=True)
class StaffLetIn:
    """It was the staff's code."""


@dataclass(frozen=True, slots=True)
class StaffTurnedAway:
    """It was not, or there is none; `problem` says which."""

    problem: str


@dataclass(frozen=True, slots=True)
class SelfTestCame:
    """What the self-test found."""

    request: int
    report: SelfTestReport


@dataclass(frozen=True, slots=True)
class ContactsCame:
    """Whom a citizen may ask otherwise, as the centre says."""

    contacts: Contacts


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
    | StayChosen | DoneChosen | BackChosen | LanguageChosen | EaseChosen | SpeakChosen | QuietChosen | HelpChosen
    | GuideChosen | FieldChosen | ProcedureChosen | NearChosen | NoticeChosen | DifferenceChosen | ElsewhereChosen
    | StarsChosen
)  # fmt: skip
FromStaff = (
    StaffChosen | SelfTestChosen | TouchTestChosen | FieldTouched | PrintBackChosen | RestartChosen
)  # fmt: skip
FromReaders = SomethingHeld | TextScanned | CodeRead | CodeGlimpsed | CodeUnread
FromElsewhere = (
    AnswerCame | LookupFailed | NearFound | ProceduresCame | ProceduresMissed | NoticeAsked | NoticeRefused
    | PaperPrinted | PrintFailed | StaffLetIn | StaffTurnedAway | SelfTestCame | ContactsCame
    | RefreshDue | QuietTooLong | IdleTooLong | FaultFound | FaultGone
)  # fmt: skip
Event = FromCitizen | FromStaff | FromReaders | FromElsewhere
