"""Effects are carried out away from the screen, and what came of them is posted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event as Gate

import pytest

from kiosk.care.self_test_report import Check, CheckState, SelfTestReport
from kiosk.care.staff_code import StaffCode
from kiosk.centre.centre import RecordingCentre
from kiosk.centre.offline import Told
from kiosk.centre.outbox import Outbox
from kiosk.errors import NotEnrolled, PaperOut
from kiosk.flow.effects import (
    AskLookup,
    AskNotice,
    CheckStaffCode,
    Effect,
    FetchProcedures,
    FindNear,
    ForgetCitizen,
    PrintProcedure,
    PrintSlip,
    PrintTestPage,
    ReadText,
    RunSelfTest,
)
from kiosk.flow.events import (
    AnswerCame,
    CodeRead,
    CodeUnread,
    Event,
    LookupFailed,
    NearFound,
    NoticeAsked,
    NoticeRefused,
    PaperPrinted,
    PrintFailed,
    ProceduresCame,
    SelfTestCame,
    StaffTurnedAway,
)
from kiosk.hardware.paper import Paper
from kiosk.hardware.recording_printer import RecordingPrinter
from kiosk.question import Grammar
from kiosk.service import Service
from kiosk.workers import Workers
from lookup_api.domain.codes import Code, DossierCode
from lookup_api.domain.errors import DossierNotFound, LookupUnavailable
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.wording import Language
from lookup_api.paper.printable import Printable
from tests.kiosk.builders import CODE, a_procedure, a_question, an_answer
from tests.waiting import eventually

REPORT = SelfTestReport((Check("camera", CheckState.OK),))


@dataclass
class StandInLookup:
    """Answers, or fails as told; waits for the gate first."""

    failure: Exception | None = None
    gate: Gate = field(default_factory=Gate)

    def look_up(self, code: Code, secret: ReceiptSecret | None = None) -> Told:
        """See KeepingLookup."""
        self.gate.wait(10)
        if self.failure:
            raise self.failure
        return Told(an_answer(code=code.printed), kept=True)


class EmptyPrinter:
    """Has no paper."""

    def print(self, document: Printable) -> None:
        """See Printer."""
        raise PaperOut

    def paper(self) -> Paper:
        """See Printer."""
        return Paper.OUT

    def close(self) -> None:
        """See Printer."""


class Bench:
    """Workers with stand-ins around them, and what they post."""

    def __init__(self, printer: EmptyPrinter | None = None) -> None:
        self.posted: list[Event] = []
        self.lookup = StandInLookup()
        self.lookup.gate.set()
        self.printer = RecordingPrinter()
        self.centre = RecordingCentre({CODE: an_answer()}, (a_procedure(),))
        self.tested: list[SelfTestReport] = [REPORT]
        service = Service(
            centre=self.centre,
            public=self.centre,
            lookup=self.lookup,
            printer=printer or self.printer,
            outbox=Outbox(self.centre),
            staff=StaffCode("246813"),
            self_test=self.tested.pop,
            hotline=lambda: "0276 1022",
            device="Sảnh chính",
            prefixes=frozenset({"H53"}),
            clock=lambda: datetime.now(UTC),
        )
        self.workers = Workers(service, Grammar(), self.posted.append)

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


def test_an_answer_comes_back_under_its_number_and_says_whether_it_was_kept(bench: Bench) -> None:
    assert bench.first(AskLookup(7, a_question())) == AnswerCame(7, an_answer(), kept=True)


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
    bench.workers.carry_out(ReadText(CODE))
    bench.workers.carry_out(PrintSlip(2, an_answer(), Language.VI))
    assert eventually(lambda: len(bench.posted) == 2)
    assert bench.posted == [CodeRead(a_question()), PaperPrinted(2)]


def test_what_is_no_code_says_why(bench: Bench) -> None:
    assert bench.first(ReadText("xin chào")) == CodeUnread("code_not_readable")


def test_a_text_that_is_no_code_gives_way_to_the_other_one(bench: Bench) -> None:
    assert bench.first(ReadText("42", otherwise=CODE)) == CodeRead(a_question())


def test_only_codes_that_have_a_dossier_are_offered(bench: Bench) -> None:
    mistyped = DossierCode.parse("H53.91-261116-0042")
    assert bench.first(FindNear(3, mistyped)) == NearFound(3, (a_question().code,))


def test_codes_that_look_alike_are_not_asked_for_one_by_one_while_the_centre_is_away(bench: Bench) -> None:
    asked: list[bool] = []

    def away() -> None:
        asked.append(True)
        raise LookupUnavailable

    bench.centre.before = away
    assert bench.first(FindNear(3, DossierCode.parse("H53.91-261116-0042"))) == NearFound(3, ())
    assert len(asked) == 1  # each would have cost an asker four seconds


def test_the_slip_tells_what_the_code_alone_tells(bench: Bench) -> None:
    assert bench.first(PrintSlip(3, an_answer(applicant="Phạm V. Đ."), Language.EN)) == PaperPrinted(3)
    assert "Phạm" not in repr(bench.printer.printed)


def test_the_mark_of_a_test_page_comes_back_with_it(bench: Bench) -> None:
    event = bench.first(PrintTestPage(3))
    assert isinstance(event, PaperPrinted)
    assert DossierCode.parse(event.mark).printed == event.mark


def test_a_sheet_of_a_procedure_is_printed(bench: Bench) -> None:
    assert bench.first(PrintProcedure(4, a_procedure(), Language.KM)) == PaperPrinted(4)


def test_a_printer_that_fails_says_why() -> None:
    bench = Bench(EmptyPrinter())
    assert bench.first(PrintSlip(4, an_answer(), Language.VI)) == PrintFailed(4, "paper_out")
    bench.workers.stop()


def test_the_catalogue_comes_from_the_centre(bench: Bench) -> None:
    assert bench.first(FetchProcedures(5)) == ProceduresCame(5, (a_procedure(),))


def test_a_wish_to_be_told_is_taken_or_refused_with_a_reason(bench: Bench) -> None:
    assert bench.first(AskNotice(6, a_question(), "0900000001", Language.VI)) == NoticeAsked(6)
    bench.posted.clear()
    assert bench.first(AskNotice(7, a_question(), "12", Language.VI)) == NoticeRefused(7, "number_not_readable")


def test_a_self_test_that_breaks_is_a_finding_too(bench: Bench) -> None:
    assert bench.first(RunSelfTest(8)) == SelfTestCame(8, REPORT)
    bench.posted.clear()
    event = bench.first(RunSelfTest(9))
    assert isinstance(event, SelfTestCame)
    assert not event.report.ok


def test_the_staffs_code_is_checked_at_once(bench: Bench) -> None:
    bench.workers.carry_out(CheckStaffCode("111111"))
    assert bench.posted == [StaffTurnedAway("staff_code_wrong")]


def test_forgetting_asks_nothing_of_the_workers(bench: Bench) -> None:
    bench.workers.carry_out(ForgetCitizen())
    assert bench.posted == []


