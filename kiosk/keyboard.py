"""Deals out the window's keys: to the hand-held scanner first, then to the ring of the focus, then to what is typed.

Two things are reached by keys alone. Ctrl+Alt+S is the staff's door, for who cannot touch the screen. And Space or F9
is what a single switch sends: it lets the ring move by itself, until any other key of the ring. Space does so where no
ring is, F9 always.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from kiosk.flow.events import EaseChosen, EraseChosen, Event, KeyPressed, StaffChosen, SubmitChosen
from kiosk.flow.states import Keypad, Phone, StaffDoor, State
from kiosk.hardware.keyboard_scanner import ENTER_KEYS, SPACE_KEY, KeyboardScanner

BACKSPACE = 8
SWITCH_KEY = 290  # F9: no scanner sends it, and nothing is typed with it
STAFF_KEY, STAFF_MODIFIERS = ord("s"), frozenset({"ctrl", "alt"})
HANDS = frozenset({9, 27, 273, 274, 275, 276})  # Tab, Escape, arrows: no switch sends them
TYPED_INTO = Keypad | Phone | StaffDoor


class Ring(Protocol):
    """What moves and presses by keys: `kiosk.screens.board.Board`."""

    def key(self, key: int, modifiers: list[str]) -> bool:
        """A key went down; whether it meant something."""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """`scanner` is None where no scanner types into the window; `shown` gives the state that is shown. Times are
    seconds of one monotonic clock."""

    scanner: KeyboardScanner | None
    ring: Ring
    shown: Callable[[], State]
    post: Callable[[Event], None]

    def typed(self, text: str, now: float) -> None:
        """Signs came from the keyboard: a scanner's, or a person's, which nobody can tell before the end."""
        if self.scanner:
            self.scanner.typed(text, now)
        if isinstance(self.shown().screen, TYPED_INTO):
            for sign in text.upper():
                self.post(KeyPressed(sign))

    def pressed(self, key: int, modifiers: list[str], now: float) -> None:
        """A key went down."""
        if self.scanner and self.scanner.pressed(key, now):
            return
        if key == STAFF_KEY and set(modifiers) >= STAFF_MODIFIERS:
            self.post(StaffChosen())
        elif self.shown().ease.switch and key in HANDS:
            self._switch(on=False)
        elif key == SWITCH_KEY:
            self._switch_pressed(modifiers)
        elif not self.ring.key(key, modifiers):
            self._without_ring(key)

    def _without_ring(self, key: int) -> None:
        if key in ENTER_KEYS:
            self.post(SubmitChosen())
        elif key == BACKSPACE:
            self.post(EraseChosen())
        elif key == SPACE_KEY:
            self._switch(on=True)

    def _switch_pressed(self, modifiers: list[str]) -> None:
        if self.shown().ease.switch:
            self.ring.key(SPACE_KEY, modifiers)
        else:
            self._switch(on=True)

    def _switch(self, on: bool) -> None:
        ease = self.shown().ease
        if ease.switch is not on:
            self.post(EaseChosen(replace(ease, switch=on)))
