"""What the kiosk shows, as plain values: one screen, and what outlives a change of screens."""

from dataclasses import dataclass, field, replace
from enum import Enum

from kiosk.care.self_test_report import SelfTestReport
from kiosk.errors import OutOfService as OutOfServiceFault
from kiosk.question import Question
from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.wording import Language

TEXT_SIZES = (1.0, 1.5, 2.0)


class Printing(Enum):
    """How the citizen's print stands."""

    NOT_ASKED = "not_asked"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"


class Asking(Enum):
    """Whether the centre has what it was asked to do."""

    NOT_ASKED = "not_asked"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Print:
    """The paper that was asked for last on this screen; `request` is its number, `problem` why there is none."""

    request: int = 0
    printing: Printing = Printing.NOT_ASKED
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Ease:
    """How one citizen wants to be served; it ends with the session.

    `text` is one of TEXT_SIZES, `contrast` black on white and white on black, `low_reach` all controls in the lower
    part, `voice` every screen read aloud, `still` nothing moves, `switch` all by one button.
    """

    text: float = 1.0
    contrast: bool = False
    low_reach: bool = False
    voice: bool = False
    still: bool = False
    switch: bool = False

    @property
    def needs_time(self) -> bool:
        """Whether reading or reaching takes longer than usual (WCAG 2.2.1)."""
        return self.voice or self.switch or self.text > 1.0


@dataclass(frozen=True, slots=True)
class Welcome:
    """The attract screen. The camera is awake: who holds a receipt before it need not touch anything."""


@dataclass(frozen=True, slots=True)
class Help:
    """How to use this machine, and whom to ask (articles 5.4, 7.5)."""


@dataclass(frozen=True, slots=True)
class Scanning:
    """The live camera picture; it opens by a touch, or by itself when something is held before the camera. `glimpse` is
    the request that asks whether there is a dossier under a code that was read once only."""

    glimpse: int = 0
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Keypad:
    """Typing a code. `problem` is the code of why the typed text was refused, until the next key."""

    typed: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Searching:
    """The centre is being asked; `request` is the number of the question."""

    question: Question
    request: int


@dataclass(frozen=True, slots=True)
class Result:
    """Where the dossier stands. `refresh` is the number of the open request to ask again, 0 where there is none;
    `stale` when the centre last could not be asked, `kept` when the answer comes from this machine's own memory.
    `stars` are the citizen's rating, 0 before it; `reported` that a difference was reported; `notice` how the wish to
    be told by text message stands.
    """

    question: Question
    answer: Answer
    refresh: int = 0
    stale: bool = False
    kept: bool = False
    slip: Print = field(default_factory=Print)
    stars: int = 0
    reported: bool = False
    notice: Asking = Asking.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Phone:
    """Typing the number that is to be told of changes. `result` waits behind it; `request` is the number of the open
    request, `problem` the code of why the number was refused."""

    result: Result
    typed: str = ""
    problem: str = ""
    request: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """Where was something else said (article 8.4)? `result` waits behind it."""

    result: Result


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something the citizen must be told; `problem` is the code of a LookupFailure or a KioskFault. `request` is the
    number of the search for codes that look alike, `near` what it found."""

    problem: str
    question: Question | None = None
    request: int = 0
    near: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Fields:
    """The guide to procedures: its fields. The procedures stand in State; `request` is the number of the open request
    for them, `problem` why there are none."""

    request: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Procedures:
    """The procedures of one field."""

    field: str


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """One procedure: papers, term, fee."""

    procedure: Procedure
    sheet: Print = field(default_factory=Print)


@dataclass(frozen=True, slots=True)
class StaffDoor:
    """The staff's code is asked for; `problem` is why it was refused."""

    typed: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """For clerks and technicians (article 7.4): the self-test and its report; `request` while one runs."""

    request: int = 0
    report: SelfTestReport | None = None


@dataclass(frozen=True, slots=True)
class TouchTest:
    """A board of fields; those that were touched have their numbers in `touched`."""

    touched: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PrintBack:
    """A test page is printed and then held before the camera: `mark` is the code on it, "" before it is printed;
    `read` that it was read back."""

    page: Print = field(default_factory=Print)
    mark: str = ""
    read: bool = False


@dataclass(frozen=True, slots=True)
class OutOfService:
    """The centre has taken this machine out of service; it shows nothing else."""


Screen = (
    Welcome | Help | Scanning | Keypad | Searching | Result | Phone | Difference | Trouble | Fields | Procedures
    | ProcedurePage | StaffDoor | Staff | TouchTest | PrintBack | OutOfService
)  # fmt: skip
BehindTheDoor = Staff | TouchTest | PrintBack
BesideTheResult = Phone | Difference
TOUCH_FIELDS = 24


def dossier_on(screen: Screen) -> Question | None:
    """The dossier that the screen answers, or is about to; None where there is none."""
    if isinstance(screen, BesideTheResult):
        return screen.result.question
    return screen.question if isinstance(screen, Searching | Result) else None


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom a citizen may ask otherwise; "" where there is none. `address` is the public site as people read it."""

    hotline: str = ""
    sms_number: str = ""
    address: str = ""
    hotline_hours: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What belongs to no citizen: the first language, how the codes of the province begin, whom to ask otherwise."""

    language: Language = Language.VI
    code_start: str = ""
    contacts: Contacts = field(default_factory=Contacts)


@dataclass(frozen=True, slots=True)
class State:
    """All that the kiosk knows. `asked` is the number of the last request to the centre or the printer; it only grows,
    so that a late answer to an earlier citizen is known as such. `faults` are the codes of what is broken here,
    `procedures` the catalogue once it was fetched."""

    site: Site = field(default_factory=Site)
    screen: Screen = field(default_factory=Welcome)
    language: Language = Language.VI
    ease: Ease = field(default_factory=Ease)
    asked: int = 0
    asking_more_time: bool = False
    faults: frozenset[str] = frozenset()
    procedures: tuple[Procedure, ...] = ()

    @classmethod
    def at_start(cls, site: Site, procedures: tuple[Procedure, ...] = ()) -> "State":
        """How a kiosk wakes."""
        return cls(site=site, language=site.language, procedures=procedures)

    @property
    def home(self) -> "State":
        """The attract screen, with nothing left of the citizen: no text, no language, no ease, no open question."""
        screen: Screen = OutOfService() if OutOfServiceFault.code in self.faults else Welcome()
        return replace(
            State.at_start(self.site, self.procedures),
            screen=screen,
            asked=self.asked,
            faults=self.faults,
        )
