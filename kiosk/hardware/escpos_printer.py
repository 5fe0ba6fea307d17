"""A receipt printer that speaks ESC/POS, driven by a process of its own: one that hangs in a driver freezes nothing."""

import logging
import multiprocessing
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess

from kiosk.errors import PaperOut, PrinterUnavailable
from kiosk.hardware.paper import Paper
from kiosk.hardware.printing_child import Outcome, serve
from lookup_api.paper.printable import Printable
from lookup_api.paper.roll import Roll

PRINT_SECONDS = 9.0  # and one more to end a process that hangs
ASK_SECONDS = 2.0
START_SECONDS = 30.0  # until a fresh process listens, on a slow machine; nobody waits for it before the screen
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Child:
    """The process, and our end of the pipe to it."""

    process: SpawnProcess
    jobs: Connection
    began_at: float
    listens: bool = False

    @classmethod
    def begin(cls, context: SpawnContext, address: str, roll: Roll) -> "Child":
        """Start it."""
        ours, its = context.Pipe()
        process = context.Process(target=serve, args=(its, address, roll), name="printer", daemon=True)
        process.start()
        its.close()
        return cls(process, ours, time.monotonic())

    def is_ready(self, seconds: float) -> bool:
        """Whether it listens by then: it needs a second or two to start. EOFError when it died."""
        if not self.listens and self.jobs.poll(seconds):
            self.jobs.recv()
            self.listens = True
        return self.listens

    @property
    def is_lost(self) -> bool:
        """Whether it died, or will never listen."""
        return not self.process.is_alive() or not (self.listens or time.monotonic() - self.began_at < START_SECONDS)

    def end(self) -> None:
        """Kill it; one that hangs in a driver may not even hear that, and is not waited for."""
        self.process.kill()
        self.process.join(1.0)
        self.jobs.close()


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time for one job, by the monotonic clock. What has not begun in its first half is not begun: a job that
    is cut off may come out all the same, and once more when the citizen tries again."""

    begin_by: float
    end_by: float

    @classmethod
    def of(cls, seconds: float) -> "Span":
        """So many seconds from now."""
        now = time.monotonic()
        return cls(now + seconds / 2, now + seconds)

    @property
    def to_begin(self) -> float:
        """Seconds that are left to begin in."""
        return max(0.0, self.begin_by - time.monotonic())

    @property
    def to_end(self) -> float:
        """Seconds that are left at all."""
        return max(0.0, self.end_by - time.monotonic())


@dataclass(slots=True)
class EscposPrinter:
    """See Printer. The printer is opened anew for each job, so it may be switched off and on between two."""

    address: str
    roll: Roll
    print_seconds: float = PRINT_SECONDS
    context: SpawnContext = field(default_factory=lambda: multiprocessing.get_context("spawn"))
    _busy: threading.Lock = field(default_factory=threading.Lock)
    _child: Child | None = None
    _paper: Paper = Paper.UNKNOWN
    _answers: bool = True

    def print(self, document: Printable) -> None:
        """See Printer."""
        span = Span.of(self.print_seconds)
        if not self._busy.acquire(timeout=span.to_begin):
            raise PrinterUnavailable
        try:
            outcome = self._ask_child(document, span)
        finally:
            self._busy.release()
        if outcome is Outcome.NO_PAPER:
            raise PaperOut
        if outcome is not Outcome.PRINTED:
            raise PrinterUnavailable

    def paper(self) -> Paper:
        """See Printer."""
        if not self._busy.acquire(blocking=False):
            return self._paper  # it is printing, and is not disturbed
        try:
            answer = self._ask_child(None, Span.of(ASK_SECONDS))
            if isinstance(answer, Paper):
                self._paper = answer
            elif self._child is None:  # it hung, and is gone
                self._paper = Paper.OFFLINE
        finally:
            self._busy.release()
        return self._paper

    def close(self) -> None:
        """See Printer."""
        child, self._child = self._child, None
        if child:
            child.end()

    def _ask_child(self, job: Printable | None, span: Span) -> object:
        """What the child answers, or None when it does not in time: then the next job has a fresh one, unless this one
        has only just been started."""
        child = self._living_child()
        try:
            if not child.is_ready(span.to_begin):
                return None
            child.jobs.send(job)
            if child.jobs.poll(span.to_end):
                self._answers = True
                return child.jobs.recv()
        except (EOFError, OSError):
            pass  # it died, or was closed
        if self._answers:
            logger.warning("The printer's process does not answer; it is started again for each job until it does.")
        self._answers = False
        self.close()
        return None

    def _living_child(self) -> Child:
        if self._child and self._child.is_lost:
            self.close()
        self._child = self._child or Child.begin(self.context, self.address, self.roll)
        return self._child
