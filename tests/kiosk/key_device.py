"""A scanner's device file without a device: the kernel's events come through a pipe and evdev's own reading of them."""

import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

from evdev import InputEvent, ecodes

from kiosk.hardware.us_keys import SIGNS

parsing = import_module("evdev._input")  # the compiled half of evdev, which says nothing of its types
EVENT = struct.Struct("@llHHi")  # struct input_event: seconds, microseconds, type, code, value
KEYS = {sign: (code, shifted) for code, signs in reversed(SIGNS.items()) for shifted, sign in enumerate(signs)}
ENTER, SHIFT = 28, 42


class PipeDevice:
    """See KeyDevice."""

    def __init__(self, reading: int) -> None:
        self._reading = reading

    def fileno(self) -> int:
        """See KeyDevice."""
        return self._reading

    def read(self) -> Iterable[InputEvent]:
        """See KeyDevice."""
        events = parsing.device_read_many(self._reading)
        if not events:  # the pipe's end; a device that is gone says ENODEV
            raise OSError
        return (InputEvent(*event) for event in events)

    def close(self) -> None:
        """See KeyDevice."""
        os.close(self._reading)


class PluggedScanner:
    """A scanner at a USB port. `open` is what a program does with its device file."""

    def __init__(self) -> None:
        self._writing: int | None = None
        self.opened = 0

    def open(self) -> PipeDevice:
        """Open and grab; OSError while it is unplugged, or opened by somebody."""
        if self._writing is None or self.opened:
            raise OSError
        self.opened += 1
        return PipeDevice(self._reading)

    def plug(self) -> None:
        """Put it in."""
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        self.opened = 0

    def unplug(self) -> None:
        """Pull it out."""
        if self._writing is not None:
            os.close(self._writing)
        self._writing = None

    def type(self, text: str) -> None:
        """Press and let go the keys of a text; a line's end is Enter."""
        events = [event for sign in text for event in _strokes(sign)]
        assert self._writing is not None
        with suppress(BrokenPipeError):  # nobody reads
            os.write(self._writing, b"".join(EVENT.pack(0, 0, *event) for event in events))


@contextmanager
def plugged_scanner() -> Iterator[PluggedScanner]:
    """One that is plugged in, and pulled out at the end."""
    scanner = PluggedScanner()
    scanner.plug()
    try:
        yield scanner
    finally:
        scanner.unplug()


def _strokes(sign: str) -> Iterator[tuple[int, int, int]]:
    """The events of one sign: type, code, value."""
    code, shifted = (ENTER, 0) if sign == "\n" else KEYS[sign]
    keys = [SHIFT, code] if shifted else [code]
    for value, order in ((1, keys), (0, keys[::-1])):
        for key in order:
            yield ecodes.EV_MSC, ecodes.MSC_SCAN, 458_756
            yield ecodes.EV_KEY, key, value
            yield ecodes.EV_SYN, ecodes.SYN_REPORT, 0
