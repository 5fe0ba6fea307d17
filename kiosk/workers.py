"""Carries out the flow's effects away from the screen, and posts what came of them."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from kiosk.care.self_test_report import Check, CheckState, SelfTestReport
from kiosk.errors import KioskFault, PrinterUnavailable
from kiosk.flow import effects, events
from kiosk.flow.effects import Effect
from kiosk.flow.events import Event
from kiosk.last_resort import broken_where
from kiosk.question import Grammar
from kiosk.service import Service
from lookup_api.domain.errors import LookupFailure, LookupUnavailable

ASKERS = 4  # so that one slow answer to a citizen who has left does not hold up the next one
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Workers:
    """Threads that ask, print and test. A printer that hangs holds up nothing but printing, a test nothing but tests.

    `service` does the work; a worker that fails tells the flow so by the failure's code.
    """

    service: Service
    grammar: Grammar
    post: Callable[[Event], None]
    askers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(ASKERS, "asker"))
    printers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "printer"))
    testers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "tester"))

    def carry_out(self, effect: Effect) -> None:
        """Begin what the flow wants; never waits."""
        match effect:
            case effects.ReadText(text, otherwise):
                self.post(self._read(text, otherwise))
            case effects.CheckStaffCode(typed):
                self.post(self.service.staff.open(typed))
            case effects.SendRating() | effects.ReportDifference():
                self.service.outbox.put(effect)
            case _ if type(effect) in WORK:
                self._begin(effect)

    def stop(self) -> None:
        """Begin nothing new; what is under way ends by its own time limits."""
        for pool in (self.askers, self.printers, self.testers):
            pool.shutdown(wait=False, cancel_futures=True)

    def _read(self, text: str, otherwise: str) -> Event:
        try:
            return events.CodeRead(self.grammar.read_typed(text))
        except LookupFailure as failure:
            return self._read(otherwise, "") if otherwise else events.CodeUnread(failure.code)

    def _begin(self, effect: Effect) -> None:
        pool = self.printers if isinstance(effect, PAPERS) else self.askers
        pool = self.testers if isinstance(effect, effects.RunSelfTest) else pool
        pool.submit(self._do, effect).add_done_callback(_log_failure)

    def _do(self, effect: Any) -> None:
        """Whatever happens, the flow hears of it."""
        work, failed = WORK[type(effect)]
        try:
            self.post(work(self.service, effect))
        except (LookupFailure, KioskFault) as failure:
            self.post(failed(effect.request, failure.code))
        except Exception:
            self.post(failed(effect.request, UNEXPECTED.get(failed, LookupUnavailable.code)))
            raise


def _broken_test(request: int, problem: str) -> Event:
    """A self-test that breaks is a finding too."""
    return events.SelfTestCame(request, SelfTestReport((Check("self_test", CheckState.FAILED, problem),)))


PAPERS = effects.PrintSlip | effects.PrintProcedure | effects.PrintTestPage
Work = tuple[Callable[[Service, Any], Event], Callable[[int, str], Event]]
WORK: dict[type, Work] = {
    effects.AskLookup: (Service.look_up, events.LookupFailed),
    effects.FindNear: (Service.find_near, lambda request, _: events.NearFound(request, ())),
    effects.FetchProcedures: (Service.fetch_procedures, events.ProceduresMissed),
    effects.AskNotice: (Service.ask_notice, events.NoticeRefused),
    effects.PrintSlip: (Service.print_slip, events.PrintFailed),
    effects.PrintProcedure: (Service.print_procedure, events.PrintFailed),
    effects.PrintTestPage: (Service.print_test_page, events.PrintFailed),
    effects.RunSelfTest: (Service.run_self_test, _broken_test),
}
UNEXPECTED: dict[object, str] = {events.PrintFailed: PrinterUnavailable.code, _broken_test: KioskFault.code}


def _log_failure(done: "Future[None]") -> None:
    """What nobody expected: it was told to the citizen as a failure, and belongs into the log."""
    if not done.cancelled() and (failure := done.exception()):
        logger.error("A worker failed: %s", broken_where(failure))
