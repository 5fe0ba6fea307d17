"""A hand-held scanner that is read from its device file. What every scanner promises stands in tests/contracts/."""

from collections.abc import Iterator

import evdev
import pytest

from kiosk.flow.events import Event, FaultFound, FaultGone, TextScanned
from kiosk.hardware.evdev_scanner import EvdevScanner, is_scanner, opener
from kiosk.hardware.us_keys import KeyReader
from tests.kiosk.builders import CODE
from tests.kiosk.key_device import KEYS, PluggedScanner
from tests.waiting import eventually

LINK = f"https://tracuu.example.vn/r/{CODE}/ABCD1234?a=b&c#d%20_~"
GONE, BACK = FaultFound("scanner_unavailable"), FaultGone("scanner_unavailable")
LETTERS = [evdev.ecodes.KEY_0, evdev.ecodes.KEY_A, evdev.ecodes.KEY_ENTER]


class Desk:
    """A scanner's port, and who reads there; `events` are what is posted."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.port = PluggedScanner()
        self.scanner = EvdevScanner(self.port.open, self.events.append, retry=0.02)


@pytest.fixture
def desk() -> Iterator[Desk]:
    """With a scanner that is not plugged in yet."""
    desk = Desk()
    desk.scanner.start()
    yield desk
    desk.scanner.stop()
    desk.port.unplug()


def strokes(reader: KeyReader, *keys: int) -> str | None:
    """Press keys, one after another, without letting go; what the last one ends."""
    return [reader.key(key, 1, 100.0) for key in keys][-1]


def test_an_address_with_every_kind_of_sign_comes_as_it_was_printed(desk: Desk) -> None:
    desk.port.plug()
    eventually(lambda: desk.port.opened)
    desk.port.type(LINK + "\n")
    eventually(lambda: TextScanned(LINK) in desk.events)


def test_a_scanner_that_is_pulled_out_is_reported_once_and_works_again_when_it_is_back(desk: Desk) -> None:
    eventually(lambda: GONE in desk.events)
    desk.port.plug()
    eventually(lambda: BACK in desk.events)
    desk.port.unplug()
    eventually(lambda: desk.events.count(GONE) == 2)
    desk.port.plug()
    eventually(lambda: desk.events.count(BACK) == 2)
    desk.port.type(CODE + "\n")
    eventually(lambda: desk.events[-1] == TextScanned(CODE))
    assert desk.events == [GONE, BACK, GONE, BACK, TextScanned(CODE)]


def test_what_was_half_scanned_when_it_was_pulled_out_is_dropped(desk: Desk) -> None:
    desk.port.plug()
    eventually(lambda: desk.port.opened)
    desk.port.type("H53.19-")
    desk.port.unplug()
    eventually(lambda: desk.events and desk.events[-1] == GONE)
    desk.port.plug()
    eventually(lambda: desk.events[-1] == BACK)
    desk.port.type(CODE + "\n")
    eventually(lambda: desk.events[-1] == TextScanned(CODE))


@pytest.mark.parametrize("end", [(28,), (96,), (15,), (29, 36), (97, 50)])
def test_a_text_ends_with_enter_tab_line_feed_or_carriage_return(end: tuple[int, ...]) -> None:
    assert strokes(KeyReader(), KEYS["7"][0], *end) == "7"


def test_a_key_that_is_held_down_types_once() -> None:
    reader = KeyReader()
    for value in (1, 2, 2, 0):
        reader.key(KEYS["7"][0], value, 100.0)
    assert strokes(reader, 28) == "7"


@pytest.mark.parametrize(
    ("name", "keys", "expected"),
    [
        ("Honeywell 1450g HID Scanner", LETTERS, True),
        ("USBScn Chip BARCODE reader", LETTERS, True),
        ("Logitech USB Keyboard", LETTERS, False),
        ("Fingerprint scanner", [evdev.ecodes.KEY_POWER], False),
    ],
)
def test_only_what_types_and_calls_itself_a_scanner_is_taken_unasked(
    name: str, keys: list[int], expected: bool
) -> None:
    assert is_scanner(name, keys) is expected


@pytest.mark.parametrize("address", ["/dev/input/by-id/usb-nothing-here-event-kbd", ""])
def test_a_scanner_that_is_not_plugged_in_is_an_os_error(address: str) -> None:
    with pytest.raises(OSError):  # noqa: PT011
        opener(address)()
