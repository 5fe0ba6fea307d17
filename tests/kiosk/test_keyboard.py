"""Keys of a scanner, of a person who types, and of one who moves the ring."""

from dataclasses import dataclass, field

import pytest

from kiosk.flow.events import EaseChosen, EraseChosen, Event, KeyPressed, StaffChosen, SubmitChosen, TextScanned
from kiosk.flow.states import Ease, Keypad, Screen, State, Welcome
from kiosk.hardware.keyboard_scanner import KeyboardScanner
from kiosk.keyboard import BACKSPACE, SWITCH_KEY, Keyboard

ENTER, SPACE, TAB, ESCAPE = 13, 32, 9, 27


@dataclass
class Desk:
    """A keyboard with a scanner beside it, and a ring that knows the Tab key alone."""

    screen: Screen
    posted: list[Event] = field(default_factory=list)
    ringed: list[int] = field(default_factory=list)
    ease: Ease = field(default_factory=Ease)

    def __post_init__(self) -> None:
        scanner = KeyboardScanner(self.posted.append)
        scanner.start()
        self.keyboard = Keyboard(scanner, self, lambda: State(screen=self.screen, ease=self.ease), self.posted.append)

    def key(self, key: int, modifiers: list[str]) -> bool:
        """See Ring."""
        self.ringed.append(key)
        return key == TAB


def test_a_scan_is_one_text_and_presses_nothing() -> None:
    desk = Desk(Welcome())
    desk.keyboard.typed("H53.19 261116-0042", 1.0)
    desk.keyboard.pressed(SPACE, [], 1.01)
    desk.keyboard.pressed(ENTER, [], 1.02)
    assert (desk.posted, desk.ringed) == ([TextScanned("H53.19 261116-0042")], [])


def test_who_types_into_the_keypad_sees_each_sign() -> None:
    desk = Desk(Keypad())
    desk.keyboard.typed("h5", 1.0)
    desk.keyboard.pressed(BACKSPACE, [], 3.0)
    desk.keyboard.pressed(ENTER, [], 5.0)
    assert desk.posted == [KeyPressed("H"), KeyPressed("5"), EraseChosen(), SubmitChosen()]


def test_what_is_no_scan_moves_the_ring() -> None:
    desk = Desk(Welcome())
    desk.keyboard.pressed(TAB, [], 1.0)
    assert (desk.ringed, desk.posted) == ([TAB], [])


def test_a_switch_begins_by_being_pressed_and_a_scanners_last_key_is_none() -> None:
    desk = Desk(Welcome(), ease=Ease(text=2.0))
    desk.keyboard.pressed(SPACE, [], 1.0)
    desk.keyboard.pressed(ENTER, [], 2.0)
    assert desk.posted == [EaseChosen(Ease(text=2.0, switch=True)), SubmitChosen()]


def test_f9_is_a_switch_also_where_a_ring_is() -> None:
    desk = Desk(Keypad("H53"))
    desk.keyboard.pressed(SWITCH_KEY, [], 1.0)
    assert (desk.ringed, desk.posted) == ([], [EaseChosen(Ease(switch=True))])


def test_f9_takes_what_the_ring_is_around() -> None:
    desk = Desk(Keypad("H53"), ease=Ease(switch=True))
    desk.keyboard.pressed(SWITCH_KEY, [], 1.0)
    assert (desk.ringed, desk.posted) == ([SPACE], [])


@pytest.mark.parametrize("key", [TAB, ESCAPE])
def test_who_has_a_whole_keyboard_is_served_by_the_whole_of_it(key: int) -> None:
    desk = Desk(Welcome(), ease=Ease(switch=True))
    desk.keyboard.pressed(key, [], 1.0)
    assert (desk.ringed, desk.posted) == ([], [EaseChosen(Ease())])


def test_the_staffs_door_is_reached_by_keys_too() -> None:
    desk = Desk(Welcome())
    desk.keyboard.pressed(ord("s"), ["alt"], 1.0)
    desk.keyboard.pressed(ord("s"), ["alt", "ctrl", "numlock"], 2.0)
    assert desk.posted == [StaffChosen()]
