"""The ways to a receipt printer: the network, USB, a serial line or a device file. Each is opened for one job."""

import os
import re
import select
import termios
import time
import tty
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from escpos.exceptions import Error as EscposError
from escpos.printer import Network, Usb
from usb.core import NoBackendError, USBError, USBTimeoutError

RAW_PRINTING_PORT = 9100
CONNECT_SECONDS = 0.8
WRITE_SECONDS = 5.0
DEFAULT_BAUD = 19200
USB_ADDRESS = re.compile(r"usb:(?P<maker>[0-9a-fA-F]{4}):(?P<model>[0-9a-fA-F]{4})")
SERIAL_ADDRESS = re.compile(r"serial:(?P<device>/[^:]+)(?::(?P<baud>\d+))?")
FAILURES = (
    EscposError,
    OSError,
    USBError,
    NoBackendError,
    termios.error,
)  # what any line raises when the printer cannot be reached


class Line(Protocol):
    """An open way to one printer. Its methods raise one of FAILURES when the printer is gone."""

    def write(self, data: bytes) -> None:
        """Send all of it."""

    def read(self, seconds: float) -> bytes:
        """What the printer sent by then; b"" when that is nothing."""

    def close(self) -> None:
        """Let go of the printer."""


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """See Line. A raw printing port."""

    device: Network

    def write(self, data: bytes) -> None:
        """See Line."""
        self.device.device.settimeout(WRITE_SECONDS)
        self.device._raw(data)

    def read(self, seconds: float) -> bytes:
        """See Line."""
        self.device.device.settimeout(max(seconds, 0.001))
        try:
            return bytes(self.device._read())
        except TimeoutError:
            return b""

    def close(self) -> None:
        """See Line."""
        self.device.close()


@dataclass(frozen=True, slots=True)
class UsbLine:
    """See Line. A printer of the USB printer class."""

    device: Usb

    def write(self, data: bytes) -> None:
        """See Line."""
        self.device._raw(data)

    def read(self, seconds: float) -> bytes:
        """See Line."""
        try:
            return bytes(self.device.device.read(self.device.in_ep, 16, round(seconds * 1000) or 1))
        except USBTimeoutError:
            return b""

    def close(self) -> None:
        """See Line."""
        self.device.close()


@dataclass(frozen=True, slots=True)
class FileLine:
    """See Line. A device file, which is never waited for longer than WRITE_SECONDS."""

    descriptor: int

    def write(self, data: bytes) -> None:
        """See Line."""
        rest, give_up_at = memoryview(data), time.monotonic() + WRITE_SECONDS
        while rest:
            _, ready, _ = select.select((), (self.descriptor,), (), max(0.0, give_up_at - time.monotonic()))
            if not ready:
                raise TimeoutError
            rest = rest[os.write(self.descriptor, rest) :]

    def read(self, seconds: float) -> bytes:
        """See Line."""
        ready, _, _ = select.select((self.descriptor,), (), (), seconds)
        return os.read(self.descriptor, 16) if ready else b""

    def close(self) -> None:
        """See Line."""
        os.close(self.descriptor)


def opener(address: str) -> Callable[[], Line]:
    """How to open the printer at `address`: `tcp://host:9100`, `usb:04b8:0202`, `serial:/dev/ttyS0:19200` or a device
    file such as `/dev/usb/lp0`."""
    if usb := USB_ADDRESS.fullmatch(address):
        return lambda: _usb(int(usb["maker"], 16), int(usb["model"], 16))
    if serial := SERIAL_ADDRESS.fullmatch(address):
        return lambda: _serial(serial["device"], int(serial["baud"] or DEFAULT_BAUD))
    if "://" in address:
        there = urlsplit(address)
        return lambda: _network(there.hostname or "", there.port or RAW_PRINTING_PORT)
    return lambda: FileLine(_opened(address))


def _network(host: str, port: int) -> Line:
    device = Network(host, port=port, timeout=CONNECT_SECONDS)
    device.open()
    return NetworkLine(device)


def _usb(maker: int, model: int) -> Line:
    device = Usb(maker, model, timeout=round(WRITE_SECONDS * 1000))  # milliseconds; the default is none at all
    device.open()
    return UsbLine(device)


def _serial(device: str, baud: int) -> Line:
    descriptor = _opened(device)
    tty.setraw(descriptor)
    modes = termios.tcgetattr(descriptor)
    modes[4] = modes[5] = getattr(termios, f"B{baud}")
    termios.tcsetattr(descriptor, termios.TCSANOW, modes)
    return FileLine(descriptor)


def _opened(path: str) -> int:
    """Only one that is there: opening a missing one would make a plain file, and slips would vanish in it."""
    return os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
