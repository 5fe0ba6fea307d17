"""What the kiosk can do for a citizen and for the staff: each method does one effect's work and says what came of it.

All may wait (for the centre four seconds, for paper ten, for the self-test a minute) and are called by worker threads.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Protocol

from kiosk.care.self_test_report import SelfTestReport
from kiosk.care.staff_code import StaffCode
from kiosk.centre.centre import Centre, Public
from kiosk.centre.offline import Told
from kiosk.centre.outbox import Outbox
from kiosk.flow import effects
from kiosk.flow.events import AnswerCame, NearFound, NoticeAsked, PaperPrinted, ProceduresCame, SelfTestCame
from kiosk.hardware.ports import Printer
from kiosk.hardware.print_back import a_test_page
from kiosk.saying.slip import slip_of
from lookup_api.domain.codes import Code, DossierCode, near_misses
from lookup_api.domain.errors import DossierNotFound, LookupFailure
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.paper.procedure_sheet import ProcedureSheet

MOST_ASKED, MOST_OFFERED = 12, 3  # near misses: each costs the centre a look-up, and a citizen a glance


class Lookup(Protocol):
    """Whoever tells where a dossier stands, also while the centre is away: `kiosk.centre.offline.KeepingLookup`."""

    def look_up(self, code: Code, secret: ReceiptSecret | None) -> Told:
        """The answer within about four seconds, or a LookupFailure or KioskFault."""


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that do the work. `prefixes` are the province's own ("H53"), `clock` gives aware UTC."""

    centre: Centre
    public: Public
    lookup: Lookup
    printer: Printer
    outbox: Outbox
    staff: StaffCode
    self_test: Callable[[], SelfTestReport]
    hotline: Callable[[], str]
    device: str
    prefixes: frozenset[str]
    clock: Callable[[], datetime]

    def look_up(self, effect: effects.AskLookup) -> AnswerCame:
        """Where the dossier stands, or a LookupFailure or KioskFault."""
        told = self.lookup.look_up(effect.question.code, effect.question.secret)
        return AnswerCame(effect.request, told.answer, told.kept)

    def find_near(self, effect: effects.FindNear) -> NearFound:
        """The dossiers under codes that look alike; none when the centre can't be asked, which is found out once."""
        code = effect.code
        alike = near_misses(code, self.prefixes) if isinstance(code, DossierCode) else ()
        try:
            return NearFound(effect.request, tuple(islice(filter(self._exists, alike[:MOST_ASKED]), MOST_OFFERED)))
        except LookupFailure:
            return NearFound(effect.request, ())

    def fetch_procedures(self, effect: effects.FetchProcedures) -> ProceduresCame:
        """The catalogue, or LookupUnavailable."""
        return ProceduresCame(effect.request, self.public.list_procedures())

    def ask_notice(self, effect: effects.AskNotice) -> NoticeAsked:
        """The wish is at the centre, or a LookupFailure."""
        question = effect.question
        self.centre.ask_notice(question.code, question.secret, effect.phone, effect.language)
        return NoticeAsked(effect.request)

    def print_slip(self, effect: effects.PrintSlip) -> PaperPrinted:
        """A slip, or PrinterUnavailable."""
        self.printer.print(slip_of(effect.answer, effect.language, self.hotline()))
        return PaperPrinted(effect.request)

    def print_procedure(self, effect: effects.PrintProcedure) -> PaperPrinted:
        """What a procedure asks for, or PrinterUnavailable."""
        self.printer.print(ProcedureSheet(effect.procedure, self.hotline(), effect.language, self.clock()))
        return PaperPrinted(effect.request)

    def print_test_page(self, effect: effects.PrintTestPage) -> PaperPrinted:
        """A page with a fresh mark, or PrinterUnavailable."""
        page = a_test_page(self.device, self.clock(), random.SystemRandom())
        self.printer.print(page)
        return PaperPrinted(effect.request, page.mark)

    def run_self_test(self, effect: effects.RunSelfTest) -> SelfTestCame:
        """The report."""
        return SelfTestCame(effect.request, self.self_test())

    def _exists(self, code: Code) -> bool:
        try:
            self.centre.look_up(code, None)
        except DossierNotFound:
            return False
        return True
