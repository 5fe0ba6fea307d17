"""Typing a code."""

from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from kiosk.flow.events import KeyPressed
from kiosk.flow.states import Keypad, State
from kiosk.screens.parts import Press, load_layout
from kiosk.screens.screen import Emit, KioskScreen
from kiosk.screens.theme import look
from lookup_api.domain.wording import failure_sentence

FIGURES = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "-", "0", ".")
LETTERS = (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "/")
KEY_HEIGHT = 1.2  # of its sign's size, at least
FIGURE_WIDTH = 0.68  # em: the mean width of a code's signs in bold


class Key(Press):
    """One big key."""


class PadPlace(BoxLayout):
    """The keys and what belongs to them; `least_height` is what they need."""

    least_height = NumericProperty(0)


class PadRows(GridLayout):
    """The keys in rows; `least_height` is what they need."""

    least_height = NumericProperty(0)

    def measure(self) -> None:
        """After keys were put in."""
        rows = -(-len(self.children) // self.cols) if self.cols else 0
        key = max(look.least, look.title * KEY_HEIGHT)
        self.least_height = rows * key + max(0, rows - 1) * self.spacing[1]


class KeypadScreen(KioskScreen):
    """What is typed, large and in groups; big keys; and, when it is no code, what to do about it."""

    typed = StringProperty("")
    problem = StringProperty("")
    letters = BooleanProperty(False)

    def __init__(self, emit: Emit) -> None:
        super().__init__(emit)
        self._before = " "
        self._lay_keys()
        self.bind(upright=self._lay_keys)

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, Keypad):
            self._turn_for(state.screen.typed)
            self.typed = state.screen.typed
            self.problem = failure_sentence(state.screen.problem, state.language) if state.screen.problem else ""

    def turn_over(self) -> None:
        """From figures to letters and back."""
        self.letters = not self.letters
        self._lay_keys()

    def typed_size(self, size: float, room: float, typed: str) -> float:
        """The size in which what is typed stands on one line; as large as a title where that fits."""
        return float(min(size, room / (FIGURE_WIDTH * max(1, len(typed))) if room > 0 else size))

    def _turn_for(self, typed: str) -> None:
        """A code begins with a letter, and figures follow."""
        before, self._before = self._before, typed
        if bool(before) != bool(typed) and self.letters == bool(typed):
            self.turn_over()

    def _columns(self) -> int:
        if look.low_reach and not self.upright:
            return 9 if self.letters else 6
        if look.low_reach and not self.letters:
            return 4
        return 6 if self.letters else 3

    def _lay_keys(self, *_: Any) -> None:
        pad = self.ids.pad
        pad.clear_widgets()
        pad.cols = self._columns()
        for sign in LETTERS if self.letters else FIGURES:
            key = Key(text="–" if sign == "-" else sign)
            key.bind(on_release=lambda _, sign=sign: self.emit(KeyPressed(sign)))
            pad.add_widget(key)
        pad.measure()


load_layout("keypad.kv")
