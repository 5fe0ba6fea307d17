"""Big keys for figures alone."""

from collections.abc import Callable
from functools import partial
from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.gridlayout import GridLayout

from kiosk.flow.events import ClearChosen, EraseChosen, Event, KeyPressed
from kiosk.screens.keypad import Key
from kiosk.screens.parts import load_layout

AS_ON_TELEPHONES = (*"123456789", "clear", "0", "erase")
IN_A_ROW = (*"1234567890", "clear", "erase")
THREE = 3


class WordKey(Key):
    """A key with a word, which may stand on two lines."""


class FigurePad(GridLayout):
    """Ten figures and two keys that take back; `across` keys stand in a row, and none does anything while `locked`."""

    emit = ObjectProperty(None, allownone=True)
    across = NumericProperty(THREE)
    locked = BooleanProperty(False)
    erase_name = StringProperty("")
    clear_text = StringProperty("")
    clear_name = StringProperty("")

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self.bind(across=self._lay)
        self._lay()

    def _lay(self, *_: object) -> None:
        self.clear_widgets()
        self.cols = int(self.across)
        for sign in AS_ON_TELEPHONES if self.cols == THREE else IN_A_ROW:
            self.add_widget(self._key(sign))

    def _key(self, sign: str) -> Key:
        if sign == "clear":
            return self._bound(WordKey(), ClearChosen(), clear_text="text", clear_name="name")
        if sign == "erase":
            return self._bound(Key(text="⌫"), EraseChosen(), erase_name="name")
        return self._bound(Key(text=sign), KeyPressed(sign))

    def _bound(self, key: Key, event: Event, **named: str) -> Key:
        """A key that says `event`; what it is called follows the properties of the pad."""
        key.bind(on_release=partial(self._say, event))
        for mine, its in {**named, "locked": "disabled"}.items():
            setattr(key, its, getattr(self, mine))
            self.bind(**{mine: key.setter(its)})
        return key

    def _say(self, event: Event, _: object) -> None:
        emit: Callable[[Event], None] | None = self.emit
        if emit:
            emit(event)


load_layout("figure_pad.kv")
