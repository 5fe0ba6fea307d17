"""Carries out the flow's effects away from the screen, and posts what came of them."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.errors import KioskFault, NotEnrolled
from kiosk.flow.effects import AskLookup, Effect, PrintSlip, ReadText
from kiosk.flow.events import AnswerCame, CodeRead, CodeUnread, Event, LookupFailed, PrintFailed, SlipPrinted
from kiosk.hardware.ports import Printer
from kiosk.question import Grammar
from kiosk.slip import slip_of
from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import LookupFailure, LookupUnavailable
from lookup_api.domain.receipt import ReceiptSecret

ASKERS = 4  # so that one slow answer to a citizen who has left does not hold up the next one
logger = logging.getLogger(__name__)


class Lookup(Protocol):
    """Whoever knows where a dossier stands: `lookup_api.client.LookupClient`, or a stand-in."""

    def look_up(self, code: Code, secret: ReceiptSecret | None) -> Answer:
        """The answer within about four seconds, or a LookupFailure or KioskFault."""


class LookupWithoutIdentity:
    """See Lookup. A machine that is not enrolled: the centre would not answer it."""

    def look_up(self, code: Code, secret: ReceiptSecret | None) -> Answer:
        """See Lookup."""
        raise NotEnrolled


@dataclass(frozen=True, slots=True)
class Workers:
    """Threads that ask and print. A printer that hangs holds up nothing but printing."""

    lookup: Lookup
    printer: Printer
    grammar: Grammar
    hotline: str
    post: Callable[[Event], None]
    askers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(ASKERS, "asker"))
    printers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "printer"))

    def carry_out(self, effect: Effect) -> None:
        """Begin what the flow wants; never waits."""
        match effect:
            case ReadText(text):
                self.post(self._read(text))
            case AskLookup():
                self.askers.submit(self._ask, effect).add_done_callback(_log_failure)
            case PrintSlip():
                self.printers.submit(self._print, effect).add_done_callback(_log_failure)

    def stop(self) -> None:
        """Begin nothing new; what is under way ends by its own time limits."""
        self.askers.shutdown(wait=False, cancel_futures=True)
        self.printers.shutdown(wait=False, cancel_futures=True)

    def _read(self, text: str) -> Event:
        try:
            return CodeRead(self.grammar.read_typed(text))
        except LookupFailure as failure:
            return CodeUnread(failure.code)

    def _ask(self, effect: AskLookup) -> None:
        try:
            answer = self.lookup.look_up(effect.question.code, effect.question.secret)
        except (LookupFailure, KioskFault) as failure:
            self.post(LookupFailed(effect.request, failure.code))
        except Exception:
            self.post(LookupFailed(effect.request, LookupUnavailable.code))
            raise
        else:
            self.post(AnswerCame(effect.request, answer))

    def _print(self, effect: PrintSlip) -> None:
        try:
            self.printer.print(slip_of(effect.answer, effect.language, self.hotline))
        except KioskFault as failure:
            logger.warning("No slip was printed: %s.", failure.code)
            self.post(PrintFailed(effect.request))
        except Exception:
            self.post(PrintFailed(effect.request))
            raise
        else:
            self.post(SlipPrinted(effect.request))


def _log_failure(done: "Future[None]") -> None:
    """What nobody expected: it was told to the citizen as a failure, and belongs into the log."""
    if not done.cancelled() and (failure := done.exception()):
        logger.error("A worker failed.", exc_info=failure)
