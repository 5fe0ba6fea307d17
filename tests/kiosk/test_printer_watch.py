"""The printer is watched: its faults come and go by themselves."""

import pytest

from kiosk.errors import PaperLow, PaperOut, PaperUnknown, PrinterUnavailable
from kiosk.flow.events import Event, FaultFound, FaultGone
from kiosk.hardware.paper import Paper
from kiosk.hardware.printer_watch import PrinterWatch
from kiosk.hardware.recording_printer import RecordingPrinter
from tests.lookup_api.paper.sheets import a_slip
from tests.waiting import wait_until


def looked_at(*papers: Paper) -> list[Event]:
    """What is posted when the paper is found like this, look after look."""
    posted: list[Event] = []
    printer = RecordingPrinter()
    watch = PrinterWatch(printer, posted.append)
    for printer.left in papers:
        watch.look()
    return posted


def test_low_paper_and_then_none_are_told_once_each() -> None:
    assert looked_at(Paper.OK, Paper.LOW, Paper.LOW, Paper.OUT, Paper.OK) == [
        FaultFound(PaperLow.code),
        FaultGone(PaperLow.code),
        FaultFound(PaperOut.code),
        FaultGone(PaperOut.code),
    ]


@pytest.mark.parametrize(
    ("paper", "fault"), [(Paper.OFFLINE, PrinterUnavailable.code), (Paper.UNKNOWN, PaperUnknown.code)]
)
def test_a_single_missed_question_is_not_believed_but_two_are(paper: Paper, fault: str) -> None:
    assert looked_at(paper, Paper.OK, paper, Paper.OK) == []
    assert looked_at(paper, paper, paper) == [FaultFound(fault)]


def test_after_each_print_it_looks_at_once() -> None:
    posted: list[Event] = []
    printer = RecordingPrinter()
    watch = PrinterWatch(printer, posted.append, every=3600)
    watch.start()
    printer.left = Paper.LOW
    watch.print(a_slip())
    wait_until("low paper is told", lambda: FaultFound(PaperLow.code) in posted)
    watch.stop()
    assert printer.printed == [a_slip()]
