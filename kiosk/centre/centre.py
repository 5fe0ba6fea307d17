"""Whom the kiosk asks: the centre. The real one is `lookup_api.client.LookupClient`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.errors import NotEnrolled
from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import DossierNotFound
from lookup_api.domain.phone import PhoneNumber
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.wording import Language
from lookup_api.site_file import SiteFacts


class Public(Protocol):
    """What the centre tells anybody. Each answers within seconds, or raises a LookupFailure."""

    def list_procedures(self) -> tuple[Procedure, ...]:
        """All procedures of the catalogue."""

    def site(self) -> SiteFacts:
        """What is told of the offices."""


class Centre(Public, Protocol):
    """Whoever knows where a dossier stands, and takes what citizens wish. Each answers within about four seconds, or
    raises a LookupFailure or a KioskFault; what was asked for once counts once.
    """

    def look_up(self, code: Code, secret: ReceiptSecret | None) -> Answer:
        """Where the dossier stands, with what a receipt's `secret` opens."""

    def ask_notice(self, code: Code, secret: ReceiptSecret | None, phone: str, language: Language) -> None:
        """Ask for a number to be told by SMS when the dossier changes; it is asked first. NumberNotReadable."""

    def rate(self, stars: int, code: Code | None, language: Language) -> None:
        """Rate the service, 1 to 5 stars."""

    def report_difference(self, code: Code, version: int, elsewhere: str, language: Language) -> None:
        """Report that `sms`, `web` or `paper` says something else than the answer of this `version` (article 8.4)."""


@dataclass(frozen=True)
class CentreWithoutIdentity:
    """A machine that is not enrolled: the centre would answer it nothing but what it tells anybody."""

    public: Public

    def look_up(self, code: Code, secret: ReceiptSecret | None) -> Answer:
        """See Centre."""
        raise NotEnrolled

    def ask_notice(self, code: Code, secret: ReceiptSecret | None, phone: str, language: Language) -> None:
        """See Centre."""
        raise NotEnrolled

    def rate(self, stars: int, code: Code | None, language: Language) -> None:
        """See Centre."""
        raise NotEnrolled

    def report_difference(self, code: Code, version: int, elsewhere: str, language: Language) -> None:
        """See Centre."""
        raise NotEnrolled

    def list_procedures(self) -> tuple[Procedure, ...]:
        """See Public."""
        return self.public.list_procedures()

    def site(self) -> SiteFacts:
        """See Public."""
        return self.public.site()


@dataclass
class RecordingCentre:
    """A centre of memory alone, for the demo and for tests: it knows `answers` by printed code and keeps what was
    wished. `before` is called first each time, and may wait or raise.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    procedures: tuple[Procedure, ...] = ()
    facts: SiteFacts = field(default_factory=SiteFacts)
    before: Callable[[], object] = lambda: None
    asked: list[Code] = field(default_factory=list)
    notices: list[tuple[Code, PhoneNumber]] = field(default_factory=list, repr=False)
    ratings: list[tuple[int, Code | None]] = field(default_factory=list)
    differences: list[tuple[Code, int, str]] = field(default_factory=list)

    def look_up(self, code: Code, secret: ReceiptSecret | None) -> Answer:
        """See Centre."""
        self.before()
        self.asked.append(code)
        return self._find(code)

    def ask_notice(self, code: Code, secret: ReceiptSecret | None, phone: str, language: Language) -> None:
        """See Centre."""
        self.before()
        number = PhoneNumber.parse(phone)
        self._find(code)
        self.notices.append((code, number))

    def rate(self, stars: int, code: Code | None, language: Language) -> None:
        """See Centre."""
        self.before()
        self.ratings.append((stars, code))

    def report_difference(self, code: Code, version: int, elsewhere: str, language: Language) -> None:
        """See Centre."""
        self.before()
        self._find(code)
        self.differences.append((code, version, elsewhere))

    def list_procedures(self) -> tuple[Procedure, ...]:
        """See Public."""
        self.before()
        return self.procedures

    def site(self) -> SiteFacts:
        """See Public."""
        self.before()
        return self.facts

    def _find(self, code: Code) -> Answer:
        if code.printed not in self.answers:
            raise DossierNotFound
        return self.answers[code.printed]
