"""Printers: what each of them promises, and what the real one sends."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.errors import PrinterUnavailable
from kiosk.hardware.escpos_printer import EscposPrinter, opener
from kiosk.hardware.ports import Printer
from kiosk.hardware.recording_printer import RecordingPrinter
from kiosk.slip import slip_of
from lookup_api.domain.wording import Language
from lookup_api.paper.printing import slip_escpos
from lookup_api.paper.roll import Roll
from tests.kiosk.builders import an_answer
from tests.waiting import eventually

SLIP = slip_of(an_answer(), Language.VI, "0276 1022")


@dataclass
class PrinterAtTheNetwork:
    """Takes what is sent to it, one connection after the other."""

    jobs: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    @property
    def address(self) -> str:
        """As MOTCUA_KIOSK_PRINTER_ADDRESS takes it."""
        return f"tcp://127.0.0.1:{self.door.getsockname()[1]}"

    def close(self) -> None:
        """Take no more jobs."""
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        self.thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.door.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as sent:
                self.jobs.append(sent.read())


@pytest.fixture
def at_the_network() -> Iterator[PrinterAtTheNetwork]:
    """A printer that listens."""
    printer = PrinterAtTheNetwork()
    yield printer
    printer.close()


@pytest.fixture(params=["escpos", "recording"])
def printer(request: pytest.FixtureRequest, at_the_network: PrinterAtTheNetwork) -> Printer:
    """Each kind of printer."""
    if request.param == "recording":
        return RecordingPrinter()
    return EscposPrinter(opener(at_the_network.address), Roll.MM80)


def test_a_printer_takes_one_slip_after_the_other(printer: Printer) -> None:
    printer.print(SLIP)
    printer.print(SLIP)


def test_the_slip_is_sent_whole(at_the_network: PrinterAtTheNetwork) -> None:
    EscposPrinter(opener(at_the_network.address), Roll.MM58).print(SLIP)
    assert eventually(lambda: at_the_network.jobs) == [slip_escpos(SLIP, Roll.MM58)]


def test_a_printer_at_a_device_file_is_written_to(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    device.touch()
    EscposPrinter(opener(str(device)), Roll.MM80).print(SLIP)
    assert device.read_bytes() == slip_escpos(SLIP, Roll.MM80)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "/dev/usb/no-such-printer", "usb:dead:beef"])
def test_a_printer_that_is_not_there_is_a_fault(address: str) -> None:
    with pytest.raises(PrinterUnavailable):
        EscposPrinter(opener(address), Roll.MM80).print(SLIP)


def test_an_unplugged_printer_leaves_no_file_behind(tmp_path: Path) -> None:
    gone = tmp_path / "lp0"
    with pytest.raises(PrinterUnavailable):
        EscposPrinter(opener(str(gone)), Roll.MM80).print(SLIP)
    assert not gone.exists()
