"""A printer with an eye kept on it, so that a clerk brings paper before a citizen misses it."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.errors import KioskFault, PaperLow, PaperOut, PaperUnknown, PrinterUnavailable
from kiosk.flow.events import Event, FaultFound, FaultGone
from kiosk.hardware.paper import Paper
from kiosk.hardware.ports import Printer
from lookup_api.paper.printable import Printable

LOOK_SECONDS = 30.0
FAULTS: dict[Paper, type[KioskFault]] = {
    Paper.LOW: PaperLow,
    Paper.OUT: PaperOut,
    Paper.OFFLINE: PrinterUnavailable,
    Paper.UNKNOWN: PaperUnknown,
}
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class PrinterWatch:
    """See Printer: it prints, and a thread posts the printer's fault when it comes and when it goes. A single OFFLINE
    or UNKNOWN is not believed: a printer that is just waking up may miss one question."""

    printer: Printer
    post: Callable[[Event], None]
    every: float = LOOK_SECONDS
    found: Paper = Paper.OK
    doubted: Paper = Paper.OK
    ending: threading.Event = field(default_factory=threading.Event)
    woken: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self.thread = threading.Thread(target=self._run, name="printer watch")
        self.thread.start()

    def print(self, document: Printable) -> None:
        """See Printer; then it looks at the paper at once."""
        try:
            self.printer.print(document)
        finally:
            self.woken.set()

    def paper(self) -> Paper:
        """See Printer."""
        return self.printer.paper()

    def close(self) -> None:
        """See Printer."""
        self.printer.close()

    def stop(self) -> None:
        """End the thread and let go of the printer."""
        self.ending.set()
        self.woken.set()
        self.printer.close()  # also ends a question that is under way
        if self.thread:
            self.thread.join()
        self.printer.close()

    def look(self) -> bool:
        """One look; whether it is to be believed."""
        paper = self.printer.paper()
        if paper in (Paper.OFFLINE, Paper.UNKNOWN) and paper not in (self.doubted, self.found):
            self.doubted = paper
            return False
        self.doubted = paper
        self._tell(paper)
        return True

    def _tell(self, paper: Paper) -> None:
        before, self.found = self.found, paper
        if paper is before:
            return
        logger.warning("The printer's paper: %s.", paper.value)
        if fault := FAULTS.get(before):
            self.post(FaultGone(fault.code))
        if fault := FAULTS.get(paper):
            self.post(FaultFound(fault.code))

    def _run(self) -> None:
        while not self.ending.is_set():
            try:
                believed = self.look()
            except Exception:
                logger.exception("A look at the printer failed.")
                believed = True
            self.woken.wait(self.every if believed else self.every / 10)
            self.woken.clear()
