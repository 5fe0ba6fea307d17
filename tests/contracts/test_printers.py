"""What every printer promises, whichever it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from kiosk.errors import PaperOut, PrinterUnavailable
from kiosk.hardware.escpos_printer import EscposPrinter
from kiosk.hardware.paper import Paper
from kiosk.hardware.ports import Printer
from kiosk.hardware.recording_printer import RecordingPrinter
from lookup_api.paper.printable import Printable
from lookup_api.paper.roll import Roll
from tests.lookup_api.paper.sheets import a_procedure_sheet, a_slip, a_trial_page
from tests.sample_site.loopback_printer import LoopbackPrinter, Mood, PaperLeft
from tests.waiting import wait_until


@dataclass
class Bench:
    """A printer, and a way to change how its paper is and to count what it has printed."""

    printer: Printer
    make: Callable[[Paper], None]
    printed: Callable[[int], bool]


def at_loopback(loopback: LoopbackPrinter, printer: EscposPrinter) -> Bench:
    def make(paper: Paper) -> None:
        loopback.left = {Paper.LOW: PaperLeft.LOW, Paper.OUT: PaperLeft.OUT}.get(paper, PaperLeft.OK)
        loopback.mood = {Paper.OFFLINE: Mood.COVER_OPEN, Paper.UNKNOWN: Mood.SILENT}.get(paper, Mood.WELL)

    return Bench(printer, make, lambda count: len(loopback.papers(count)) == count)


def recording(printer: RecordingPrinter) -> Bench:
    def make(paper: Paper) -> None:
        printer.left = paper

    return Bench(printer, make, lambda count: len(printer.printed) == count)


@pytest.fixture(scope="module")
def escpos() -> Iterator[tuple[LoopbackPrinter, EscposPrinter]]:
    """One printer for all: its process takes a second or two to start."""
    with LoopbackPrinter(Roll.MM80) as loopback:
        printer = EscposPrinter(f"tcp://127.0.0.1:{loopback.port}", Roll.MM80)
        wait_until("its process listens", lambda: printer.paper() is Paper.OK)
        yield loopback, printer
        printer.close()


@pytest.fixture(params=["escpos", "recording"])
def bench(request: pytest.FixtureRequest, escpos: tuple[LoopbackPrinter, EscposPrinter]) -> Bench:
    """Each kind of printer, with paper and nothing printed yet."""
    escpos[0].take()
    made = recording(RecordingPrinter()) if request.param == "recording" else at_loopback(*escpos)
    made.make(Paper.OK)
    return made


@pytest.mark.parametrize("document", [a_slip(), a_procedure_sheet(), a_trial_page()], ids=["slip", "sheet", "page"])
def test_a_printer_takes_every_document_one_after_the_other(bench: Bench, document: Printable) -> None:
    bench.printer.print(document)
    bench.printer.print(document)
    assert bench.printed(2)


@pytest.mark.parametrize("paper", Paper)
def test_a_printer_says_how_its_paper_is(bench: Bench, paper: Paper) -> None:
    bench.make(paper)
    assert bench.printer.paper() is paper


def test_without_paper_nothing_is_printed_and_that_is_said(bench: Bench) -> None:
    bench.make(Paper.OUT)
    with pytest.raises(PaperOut):
        bench.printer.print(a_slip())
    assert bench.printed(0)


def test_a_printer_that_cannot_print_is_a_fault(bench: Bench) -> None:
    bench.make(Paper.OFFLINE)
    with pytest.raises(PrinterUnavailable):
        bench.printer.print(a_slip())


@pytest.mark.parametrize("paper", [Paper.LOW, Paper.UNKNOWN])
def test_little_paper_or_no_answer_is_no_reason_not_to_print(bench: Bench, paper: Paper) -> None:
    bench.make(paper)
    bench.printer.print(a_slip())
    assert bench.printed(1)
