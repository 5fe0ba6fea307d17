"""A hand-held scanner read from its device file, for us alone: no other program sees what it types."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import Protocol

import evdev

from kiosk.errors import ScannerUnavailable
from kiosk.flow.events import Event, FaultFound, FaultGone, TextScanned
from kiosk.hardware.us_keys import KeyReader
from kiosk.scanning.bell import Bell

RETRY_SECONDS = 2.0
NAMES = ("scanner", "barcode", "bar code", "honeywell", "datalogic", "zebra", "symbol tech", "newland", "opticon")
NEEDED_KEYS = frozenset({evdev.ecodes.KEY_0, evdev.ecodes.KEY_A, evdev.ecodes.KEY_ENTER})
logger = logging.getLogger(__name__)


class KeyEvent(Protocol):
    """What the kernel says of one key; evdev.InputEvent has it."""

    type: int
    code: int
    value: int


class KeyDevice(Protocol):
    """An opened device; evdev.InputDevice has it."""

    def fileno(self) -> int:
        """Readable when there are events."""

    def read(self) -> Iterable[KeyEvent]:
        """The events that wait; OSError when the device was unplugged."""

    def close(self) -> None:
        """Let go of the device, and of the grab."""


class EvdevScanner:
    """See Scanner. `open_device` gives the device, or raises OSError while it is not there; it is asked again every two
    seconds, so the scanner may be unplugged and plugged in again."""

    def __init__(
        self, open_device: Callable[[], KeyDevice], post: Callable[[Event], None], retry: float = RETRY_SECONDS
    ) -> None:
        self._open_device = open_device
        self._post = post
        self._retry = retry
        self.reader = KeyReader()
        self._is_gone = False
        self._ending = Bell.make(get_context("spawn"))
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """See Scanner."""
        self._thread = threading.Thread(target=self._run, name="scanner")
        self._thread.start()

    def forget(self) -> None:
        """See Scanner."""
        self.reader = KeyReader()

    def stop(self) -> None:
        """See Scanner."""
        thread, self._thread = self._thread, None
        if thread:
            self._ending.ring()
            thread.join()
            self._ending.close()

    def _run(self) -> None:
        is_ending = False
        while not is_ending:
            try:
                is_ending = self._serve()
            except OSError:
                self._report(gone=True)
                is_ending = bool(wait([self._ending.listening], self._retry))

    def _serve(self) -> bool:
        """Read until it is time to end; OSError when the device is not there or goes."""
        with closing(self._open_device()) as device:
            self._report(gone=False)
            self.forget()
            while self._ending.listening not in wait([device.fileno(), self._ending.listening]):
                self._read(device)
        return True

    def _read(self, device: KeyDevice) -> None:
        with suppress(BlockingIOError):  # woken for nothing
            for event in device.read():
                if event.type == evdev.ecodes.EV_KEY:
                    self._key(event)

    def _key(self, event: KeyEvent) -> None:
        text = self.reader.key(event.code, event.value, time.monotonic())
        if text:
            self._post(TextScanned(text))

    def _report(self, gone: bool) -> None:
        if gone != self._is_gone:
            self._is_gone = gone
            logger.warning("The hand-held scanner is %s.", "gone" if gone else "back")
            self._post((FaultFound if gone else FaultGone)(ScannerUnavailable.code))


def opener(address: str) -> Callable[[], KeyDevice]:
    """How to open and grab a scanner: the device at the path `address`, or with "" the first whose name says that it is
    a scanner. An ordinary keyboard is only ever taken when its path is given."""
    return lambda: _grabbed(address or _find())


def is_scanner(name: str, keys: Iterable[int]) -> bool:
    """Whether a device with this name and these keys is a scanner: it can type, and says what it is."""
    return set(keys) >= NEEDED_KEYS and any(word in name.lower() for word in NAMES)


def _find() -> str:
    for path in sorted(evdev.list_devices()):
        with suppress(OSError), closing(evdev.InputDevice(path)) as device:
            if is_scanner(device.name, device.capabilities().get(evdev.ecodes.EV_KEY, [])):
                return str(path)
    raise FileNotFoundError("no scanner is plugged in")


def _grabbed(path: str) -> KeyDevice:
    device = evdev.InputDevice(path)
    try:
        device.grab()
    except OSError:
        device.close()
        raise
    opened: KeyDevice = device
    return opened
