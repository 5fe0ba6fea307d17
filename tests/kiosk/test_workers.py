"""Effects are carried out away from the screen, and what came of them is posted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event as Gate

import pytest

from kiosk.errors import NotEnrolled, PrinterUnavailable
from kiosk.flow.effects import AskLookup, Effect, ForgetCitizen, PrintSlip, ReadText
from kiosk.flow.events import AnswerCame, CodeRead, CodeUnread, Event, LookupFailed, PrintFailed, SlipPrinted
from kiosk.hardware.recording_printer import RecordingPrinter
from kiosk.question import Grammar
from kiosk.workers import LookupWithoutIdentity, Workers
from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import DossierNotFound
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.wording import Language
from lookup_api.paper.slip import Slip
from tests.kiosk.builders import a_question, an_answer
from tests.waiting import eventually


@dataclass
class StandInLookup:
    """Answers, or fails as told; waits for the gate first."""

    failure: Exception | None = None
    gate: Gate = field(default_factory=Gate)

    def look_up(self, code: Code, secret: ReceiptSecret | None) -> Answer:
        """See Lookup."""
        self.gate.wait(10)
        if self.failure:
            raise self.failure
        return an_answer(code=code.printed)


class BrokenPrinter:
    """Never prints."""

    def print(self, slip: Slip) -> None:
        """See Printer."""
        raise PrinterUnavailable


@dataclass
class Bench:
    """Workers with stand-ins around them, and what they post."""

    lookup: StandInLookup = field(default_factory=StandInLookup)
    printer: RecordingPrinter = field(default_factory=RecordingPrinter)
    posted: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lookup.gate.set()
        self.workers = Workers(self.lookup, self.printer, Grammar(), "0276 1022", self.posted.append)

    def first(self, effect: Effect) -> Event:
        """The first event that an effect brings."""
        self.workers.carry_out(effect)
        eventually(lambda: self.posted)
        return self.posted[0]


@pytest.fixture
def bench() -> Iterator[Bench]:
    """A bench whose threads are ended."""
    bench = Bench()
    yield bench
    bench.lookup.gate.set()
    bench.workers.stop()


def test_an_answer_comes_back_under_its_number(bench: Bench) -> None:
    assert bench.first(AskLookup(7, a_question())) == AnswerCame(7, an_answer())


@pytest.mark.parametrize(
    ("failure", "problem"),
    [
        (DossierNotFound(), "dossier_not_found"),
        (NotEnrolled(), "not_enrolled"),
        (RuntimeError("a bug"), "lookup_unavailable"),
    ],
)
def test_every_failure_comes_back_as_a_problem(bench: Bench, failure: Exception, problem: str) -> None:
    bench.lookup.failure = failure
    assert bench.first(AskLookup(7, a_question())) == LookupFailed(7, problem)


def test_a_slow_centre_holds_up_neither_reading_nor_printing(bench: Bench) -> None:
    bench.lookup.gate.clear()
    bench.workers.carry_out(AskLookup(1, a_question()))
    bench.workers.carry_out(ReadText("H53.19-261116-0042"))
    bench.workers.carry_out(PrintSlip(2, an_answer(), Language.VI))
    assert eventually(lambda: len(bench.posted) == 2)
    assert bench.posted == [CodeRead(a_question()), SlipPrinted(2)]


def test_what_is_no_code_says_why(bench: Bench) -> None:
    assert bench.first(ReadText("xin chào")) == CodeUnread("code_not_readable")


def test_the_slip_tells_what_the_code_alone_tells(bench: Bench) -> None:
    assert bench.first(PrintSlip(3, an_answer(applicant="Phạm V. Đ."), Language.EN)) == SlipPrinted(3)
    (slip,) = bench.printer.printed
    assert (slip.code, slip.hotline, slip.language) == (a_question().code, "0276 1022", Language.EN)
    assert "Phạm" not in repr(slip)


def test_a_printer_that_fails_is_reported() -> None:
    posted: list[Event] = []
    workers = Workers(StandInLookup(), BrokenPrinter(), Grammar(), "", posted.append)
    workers.carry_out(PrintSlip(4, an_answer(), Language.VI))
    assert eventually(lambda: posted == [PrintFailed(4)])
    workers.stop()


def test_forgetting_asks_nothing_of_the_workers(bench: Bench) -> None:
    bench.workers.carry_out(ForgetCitizen())
    assert bench.posted == []


def test_a_machine_without_an_identity_asks_nobody() -> None:
    with pytest.raises(NotEnrolled):
        LookupWithoutIdentity().look_up(a_question().code, None)
