"""What the kiosk shows, as plain values: one screen, and what outlives a change of screens."""

from dataclasses import dataclass, field, replace
from enum import Enum

from kiosk.question import Question
from lookup_api.contract import Answer
from lookup_api.domain.wording import Language


class Printing(Enum):
    """How the citizen's slip stands."""

    NOT_ASKED = "not_asked"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Welcome:
    """The attract screen. The camera is awake: who holds a receipt before it need not touch anything."""


@dataclass(frozen=True, slots=True)
class Scanning:
    """The live camera picture; it opens by a touch, or by itself when something is held before the camera."""


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
    """Where the dossier stands. `refresh` and `slip` are the numbers of the open requests to ask again and to print, 0
    where there is none; `stale` when the centre last could not be asked."""

    question: Question
    answer: Answer
    refresh: int = 0
    stale: bool = False
    slip: int = 0
    printing: Printing = Printing.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something the citizen must be told; `problem` is the code of a LookupFailure or a KioskFault."""

    problem: str
    question: Question | None = None


Screen = Welcome | Scanning | Keypad | Searching | Result | Trouble


@dataclass(frozen=True, slots=True)
class Site:
    """What never changes while this kiosk runs: its first language, and how the codes of its province begin."""

    language: Language = Language.VI
    code_start: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """All that the kiosk knows. `asked` is the number of the last request to the centre or the printer; it only grows,
    so that a late answer to an earlier citizen is known as such. `faults` are the codes of what is broken here."""

    site: Site = field(default_factory=Site)
    screen: Screen = field(default_factory=Welcome)
    language: Language = Language.VI
    asked: int = 0
    asking_more_time: bool = False
    faults: frozenset[str] = frozenset()

    @classmethod
    def at_start(cls, site: Site) -> "State":
        """How a kiosk wakes."""
        return cls(site=site, language=site.language)

    @property
    def home(self) -> "State":
        """The attract screen, with nothing left of the citizen: no text, no language, no open question."""
        return replace(State.at_start(self.site), asked=self.asked, faults=self.faults)
