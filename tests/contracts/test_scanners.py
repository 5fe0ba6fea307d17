"""What every hand-held scanner promises: by the window's keys, by its device file, and the recording one."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from kiosk.flow.events import Event, TextScanned
from kiosk.hardware.evdev_scanner import EvdevScanner
from kiosk.hardware.keyboard_scanner import KeyboardScanner
from kiosk.hardware.ports import Scanner
from kiosk.hardware.recording_scanner import RecordingScanner
from tests.kiosk.builders import CODE
from tests.kiosk.key_device import plugged_scanner
from tests.waiting import eventually

LINK = f"https://tracuu.example.vn/r/{CODE}/ABCD1234"
ENTER = 13


@dataclass(frozen=True)
class Counter:
    """A scanner that listens, a hand that scans (a line's end is Enter), what was posted, and what is there by half."""

    scanner: Scanner
    scan: Callable[[str], None]
    events: list[Event]
    half: Callable[[], str]


@pytest.fixture(params=["keys", "evdev", "recording"])
def counter(request: pytest.FixtureRequest) -> Iterator[Counter]:
    """One of each kind."""
    events: list[Event] = []
    if request.param == "evdev":
        with plugged_scanner() as port:
            device_scanner = EvdevScanner(port.open, events.append)
            device_scanner.start()
            eventually(lambda: port.opened)
            yield Counter(device_scanner, port.type, events, lambda: device_scanner.reader.text)
            device_scanner.stop()
        return
    keys, recording = KeyboardScanner(events.append), RecordingScanner(events.append)
    if request.param == "keys":
        counter = Counter(keys, _keys(keys), events, lambda: keys.text)
    else:
        counter = Counter(recording, recording.scan, events, lambda: recording.half)
    counter.scanner.start()
    yield counter
    counter.scanner.stop()


def _keys(scanner: KeyboardScanner) -> Callable[[str], None]:
    def scan(text: str) -> None:
        for sign in text:
            if sign == "\n":
                scanner.pressed(ENTER, time.monotonic())
            else:
                scanner.typed(sign, time.monotonic())

    return scan


def test_a_text_is_posted_whole_when_it_ends(counter: Counter) -> None:
    counter.scan(LINK[:20])
    counter.scan(LINK[20:])
    assert counter.events == []
    counter.scan("\n")
    assert eventually(lambda: counter.events) == [TextScanned(LINK)]


def test_two_texts_are_two_events(counter: Counter) -> None:
    counter.scan(f"{CODE}\n{LINK}\n")
    eventually(lambda: len(counter.events) == 2)
    assert counter.events == [TextScanned(CODE), TextScanned(LINK)]


def test_an_empty_line_is_nothing(counter: Counter) -> None:
    counter.scan(f"\n \n{CODE}\n")
    assert eventually(lambda: counter.events) == [TextScanned(CODE)]


def test_what_an_earlier_citizen_scanned_in_part_is_forgotten(counter: Counter) -> None:
    counter.scan("H53.19-")
    eventually(lambda: counter.half() == "H53.19-")
    counter.scanner.forget()
    counter.scan(f"{LINK}\n")
    assert eventually(lambda: counter.events) == [TextScanned(LINK)]


def test_a_scanner_that_was_stopped_posts_nothing(counter: Counter) -> None:
    counter.scanner.stop()
    counter.scan(f"{CODE}\n")
    assert counter.events == []
