"""A network receipt printer on loopback: what programs print arrives here as pictures of paper."""

from collections.abc import Callable
from enum import Enum
from io import BufferedIOBase
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Condition, Event, Thread
from types import TracebackType
from typing import cast

from PIL import Image

from lookup_api.paper.roll import Roll
from tests.sample_site.escpos_renderer import EscposRenderer

PRINTER, OFFLINE_CAUSE, PAPER = 1, 2, 4  # what DLE EOT may ask for


class PaperLeft(Enum):
    """What the paper sensors say."""

    OK = "ok"
    LOW = "low"
    OUT = "out"


class Mood(Enum):
    """How it behaves: SILENT prints and answers nothing; HANGING answers until a job begins, and reads no further;
    COVER_OPEN says that it can't print; RUNS_OUT has paper until a job begins."""

    WELL = "well"
    SILENT = "silent"
    HANGING = "hanging"
    COVER_OPEN = "cover_open"
    RUNS_OUT = "runs_out"


ANSWERS = {
    PaperLeft.OK: {PRINTER: 0x12, OFFLINE_CAUSE: 0x12, PAPER: 0x12},
    PaperLeft.LOW: {PRINTER: 0x12, OFFLINE_CAUSE: 0x12, PAPER: 0x1E},
    PaperLeft.OUT: {PRINTER: 0x1A, OFFLINE_CAUSE: 0x32, PAPER: 0x7E},
}
COVER_IS_OPEN = {PRINTER: 0x1A, OFFLINE_CAUSE: 0x16, PAPER: 0x12}


class LoopbackPrinter:
    """A printer at a free port of 127.0.0.1, for as long as the `with` block lasts. Without paper it prints nothing."""

    def __init__(self, roll: Roll, port: int = 0) -> None:
        self.left = PaperLeft.OK
        self.mood = Mood.WELL
        self.roll = roll
        self._papers: list[Image.Image] = []
        self._printed = Condition()
        self._ending = Event()
        self._server = _Server(("127.0.0.1", port), _Connection)
        self._server.printer = self
        self._thread = Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="loopback printer"
        )

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def papers(self, count: int, seconds: float = 10) -> list[Image.Image]:
        """The papers printed so far, as soon as there are `count` of them; TimeoutError after `seconds`."""
        with self._printed:
            if not self._printed.wait_for(lambda: len(self._papers) >= count, seconds):
                raise TimeoutError(f"{len(self._papers)} of {count} papers printed")
            return list(self._papers)

    def take(self) -> list[Image.Image]:
        """The papers printed so far, taken out of its tray."""
        with self._printed:
            taken, self._papers = self._papers, []
            return taken

    def serve(self, source: BufferedIOBase, answers: BufferedIOBase) -> None:
        """Print what one connection sends, and answer what it asks."""

        def answer(question: int) -> None:
            if self.mood is not Mood.SILENT:
                answers.write(bytes([self._answer_to(question)]))
                answers.flush()

        EscposRenderer(_Hesitant(source, self._begin_job), self.roll, self._deliver, answer).run()

    def _answer_to(self, question: int) -> int:
        told = COVER_IS_OPEN if self.mood is Mood.COVER_OPEN else ANSWERS[self.left]
        return told.get(question, 0x12)

    def _begin_job(self, sign: bytes) -> None:
        """What happens at the first byte of a job: ESC or GS."""
        if sign not in (b"\x1b", b"\x1d"):
            return
        if self.mood is Mood.HANGING:
            self._ending.wait()
        if self.mood is Mood.RUNS_OUT:
            self.left = PaperLeft.OUT

    def _deliver(self, paper: Image.Image) -> None:
        if self.left is PaperLeft.OUT:
            return
        with self._printed:
            self._papers.append(paper)
            self._printed.notify_all()

    def __enter__(self) -> "LoopbackPrinter":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Hesitant(BufferedIOBase):
    """What a connection sends; `before` is told each single byte before it is handed on."""

    def __init__(self, source: BufferedIOBase, before: Callable[[bytes], None]) -> None:
        self._source, self._before = source, before

    def read(self, size: int | None = -1, /) -> bytes:
        taken = self._source.read(size)
        self._before(taken)
        return taken


class _Connection(StreamRequestHandler):
    def handle(self) -> None:
        cast(_Server, self.server).printer.serve(self.rfile, self.wfile)


class _Server(ThreadingTCPServer):
    printer: LoopbackPrinter
    allow_reuse_address = True
    daemon_threads = True  # a program may hold its connection open when the test ends
