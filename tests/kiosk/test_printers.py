"""The real printer: what it sends by which way, and that nothing a printer does can hold the kiosk up."""

import os
import pty
import threading
import time
import tty
from collections.abc import Iterator
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import cast

import pytest

from kiosk.errors import PrinterUnavailable
from kiosk.hardware.escpos_printer import Child, EscposPrinter
from kiosk.hardware.paper import Paper
from kiosk.hardware.printer_lines import opener
from kiosk.hardware.printing_child import Outcome, ask_paper, print_one
from kiosk.saying.slip import slip_of
from lookup_api.domain.wording import Language
from lookup_api.paper.printing import document_escpos
from lookup_api.paper.roll import Roll
from tests.kiosk.builders import CODE, an_answer
from tests.lookup_api.paper.sheets import read_by_zxing
from tests.sample_site.loopback_printer import LoopbackPrinter, Mood, PaperLeft
from tests.waiting import wait_until

SLIP = slip_of(an_answer(), Language.VI, "0276 1022")


@pytest.fixture
def loopback() -> Iterator[LoopbackPrinter]:
    """A printer that listens."""
    with LoopbackPrinter(Roll.MM58) as printer:
        yield printer


@pytest.fixture
def printer(loopback: LoopbackPrinter) -> Iterator[EscposPrinter]:
    """The kiosk's side of it, its process listening, and little patience."""
    printer = EscposPrinter(address_of(loopback), Roll.MM58, print_seconds=2.0)
    wait_until("its process listens", lambda: printer.paper() is Paper.OK)
    yield printer
    printer.close()


class Deaf:
    """A process that hangs in a driver."""

    def is_alive(self) -> bool:
        """It is."""
        return True

    def kill(self) -> None:
        """It does not hear."""

    def join(self, seconds: float) -> None:
        """It does not end."""


def address_of(loopback: LoopbackPrinter) -> str:
    return f"tcp://127.0.0.1:{loopback.port}"


def test_the_slip_that_comes_out_carries_the_code(printer: EscposPrinter, loopback: LoopbackPrinter) -> None:
    printer.print(SLIP)
    [paper] = loopback.papers(1)
    assert read_by_zxing(paper) == {CODE}


def test_a_printer_that_hangs_in_a_job_is_given_up_in_time(printer: EscposPrinter, loopback: LoopbackPrinter) -> None:
    loopback.mood = Mood.HANGING
    with pytest.raises(PrinterUnavailable):
        printer.print(SLIP)


def test_a_job_for_which_too_little_time_is_left_is_not_begun(
    printer: EscposPrinter, loopback: LoopbackPrinter
) -> None:
    """Cut off, it might come out all the same, and once more when the citizen tries again."""
    child = printer._child
    assert printer._busy.acquire()
    release = threading.Timer(0.6 * printer.print_seconds, printer._busy.release)
    release.start()
    with pytest.raises(PrinterUnavailable):
        printer.print(SLIP)
    release.join()
    assert printer._child is child
    printer.print(SLIP)
    assert len(loopback.papers(1)) == 1


def test_a_printer_that_hangs_for_days_is_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    printer = EscposPrinter("/dev/null", Roll.MM80, print_seconds=0.1)
    for _ in range(3):
        ours, _its = printer.context.Pipe()
        printer._child = Child(cast(SpawnProcess, Deaf()), ours, time.monotonic(), listens=True)
        with pytest.raises(PrinterUnavailable):
            printer.print(SLIP)
    assert len(caplog.records) == 1


def test_after_a_process_was_killed_the_next_slip_is_printed(printer: EscposPrinter, loopback: LoopbackPrinter) -> None:
    assert printer._child
    printer._child.process.kill()
    printer._child.process.join()
    printer.print_seconds = 30.0  # a new process has to start
    printer.print(SLIP)
    assert len(loopback.papers(1)) == 1


def test_while_something_is_printed_the_paper_is_what_it_was(printer: EscposPrinter, loopback: LoopbackPrinter) -> None:
    loopback.left = PaperLeft.OUT
    with printer._busy:
        assert printer.paper() is Paper.OK
    assert printer.paper() is Paper.OUT


def test_paper_that_ends_within_a_job_is_noticed(loopback: LoopbackPrinter) -> None:
    loopback.mood = Mood.RUNS_OUT
    assert print_one(SLIP, opener(address_of(loopback)), Roll.MM58) is Outcome.NO_PAPER


def test_a_printer_at_a_device_file_is_written_to(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    device.touch()
    assert print_one(SLIP, opener(str(device)), Roll.MM80) is Outcome.PRINTED
    assert document_escpos(SLIP, Roll.MM80) in device.read_bytes()


def test_a_printer_at_a_serial_line_that_says_nothing_has_unknown_paper() -> None:
    ours, its = pty.openpty()
    tty.setraw(ours)
    assert ask_paper(opener(f"serial:{os.ttyname(its)}:9600")) is Paper.UNKNOWN
    assert os.read(ours, 9) == b"\x10\x04\x04\x10\x04\x02\x10\x04\x01"
    os.close(ours)
    os.close(its)


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "/dev/usb/no-such-printer", "usb:dead:beef", "serial:/dev/no"]
)
def test_a_printer_that_is_not_there_is_a_fault_and_offline(address: str) -> None:
    assert print_one(SLIP, opener(address), Roll.MM80) is Outcome.FAILED
    assert ask_paper(opener(address)) is Paper.OFFLINE


def test_an_unplugged_printer_leaves_no_file_behind(tmp_path: Path) -> None:
    gone = tmp_path / "lp0"
    assert print_one(SLIP, opener(str(gone)), Roll.MM80) is Outcome.FAILED
    assert not gone.exists()
