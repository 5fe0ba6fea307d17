"""A hand-held scanner types like a keyboard."""

import pytest

from kiosk.hardware.keyboard_scanner import KeyboardScanner
from tests.kiosk.builders import CODE


def scan(scanner: KeyboardScanner, text: str, pause: float = 0.004) -> float:
    """Type a text as a scanner does; the time of its last sign."""
    now = 100.0
    for sign in text:
        now += pause
        scanner.typed(sign, now)
    return now


@pytest.mark.parametrize("enter", [13, 271])
def test_a_text_ends_with_enter(enter: int) -> None:
    scanner = KeyboardScanner()
    now = scan(scanner, CODE)
    assert scanner.pressed(enter, now) == CODE
    assert scanner.pressed(enter, now) is None


def test_other_keys_end_nothing() -> None:
    scanner = KeyboardScanner()
    assert scanner.pressed(65, scan(scanner, CODE)) is None


def test_a_person_who_types_slowly_is_no_scanner() -> None:
    scanner = KeyboardScanner()
    now = scan(scanner, CODE, pause=0.8)
    assert scanner.pressed(13, now) == CODE[-1]


def test_an_old_text_is_not_sent_by_a_later_enter() -> None:
    scanner = KeyboardScanner()
    assert scanner.pressed(13, scan(scanner, CODE) + 5) is None
