"""A hand-held scanner types like a keyboard. What every scanner promises stands in tests/contracts/."""

import pytest

from kiosk.flow.events import Event, TextScanned
from kiosk.hardware.keyboard_scanner import KeyboardScanner
from tests.kiosk.builders import CODE


class Typing:
    """A scanner that listens, and hands that type into it; `events` are what it posts."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.scanner = KeyboardScanner(self.events.append)
        self.scanner.start()
        self.now = 100.0

    def type(self, text: str, pause: float = 0.004) -> None:
        """Type a text as a scanner does."""
        for sign in text:
            self.now += pause
            self.scanner.typed(sign, self.now)


@pytest.mark.parametrize("enter", [13, 271])
def test_a_text_ends_with_enter(enter: int) -> None:
    typing = Typing()
    typing.type(CODE)
    typing.scanner.pressed(enter, typing.now)
    typing.scanner.pressed(enter, typing.now)
    assert typing.events == [TextScanned(CODE)]


def test_other_keys_end_nothing() -> None:
    typing = Typing()
    typing.type(CODE)
    typing.scanner.pressed(65, typing.now)
    assert typing.events == []


def test_a_person_who_types_slowly_is_no_scanner() -> None:
    typing = Typing()
    typing.type(CODE, pause=0.8)
    typing.scanner.pressed(13, typing.now)
    assert typing.events == [TextScanned(CODE[-1])]


def test_an_old_text_is_not_sent_by_a_later_enter() -> None:
    typing = Typing()
    typing.type(CODE)
    typing.scanner.pressed(13, typing.now + 5)
    assert typing.events == []
