"""Deals out the window's keys: to the hand-held scanner first, then to the ring of the focus, then to what is typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kiosk.flow.events import EraseChosen, Event, KeyPressed, SubmitChosen
from kiosk.flow.states import Keypad, Phone, Screen, StaffDoor
from kiosk.hardware.keyboard_scanner import ENTER_KEYS, KeyboardScanner

BACKSPACE = 8
TYPED_INTO = Keypad | Phone | StaffDoor


class Ring(Protocol):
    """What moves and presses by keys: `kiosk.screens.board.Board`."""

    def key(self, key: int, modifiers: list[str]) -> bool:
        """A key went down; whether it meant something."""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """`scanner` is None where no scanner types into the window; `shown` gives the screen that is shown. Times are
    seconds of one monotonic clock."""

    scanner: KeyboardScanner | None
    ring: Ring
    shown: Callable[[], Screen]
    post: Callable[[Event], None]

    def typed(self, text: str, now: float) -> None:
        """Signs came from the keyboard: a scanner's, or a person's, which nobody can tell before the end."""
        if self.scanner:
            self.scanner.typed(text, now)
        if isinstance(self.shown(), TYPED_INTO):
            for sign in text.upper():
                self.post(KeyPressed(sign))

    def pressed(self, key: int, modifiers: list[str], now: float) -> None:
        """A key went down."""
        if self.scanner and self.scanner.pressed(key, now):
            return
        if self.ring.key(key, modifiers):
            return
        if key in ENTER_KEYS:
            self.post(SubmitChosen())
        elif key == BACKSPACE:
            self.post(EraseChosen())
