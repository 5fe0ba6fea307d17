"""Each part of the touch panel wants one touch."""

from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.flow.events import FieldTouched
from kiosk.flow.states import TOUCH_FIELDS, State, TouchTest
from kiosk.languages.staff import STAFF
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import Emit, KioskScreen
from lookup_api.domain.wording import Language


class TouchField(Widget):
    """One field, filled once it was touched."""

    touched = BooleanProperty(False)


class TouchBoard(GridLayout):
    """The fields. They see each finger that comes down or is drawn over them, and leave it to what lies above."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self.on_field: Any = None
        self.fields = tuple(TouchField() for _ in range(TOUCH_FIELDS))
        for field in self.fields:
            self.add_widget(field)

    def see(self, touch: Any) -> None:
        """A finger is here."""
        number = next((at for at, field in enumerate(self.fields) if field.collide_point(*touch.pos)), None)
        if number is not None and not self.fields[number].touched and self.on_field:
            self.on_field(number)


class TouchTestScreen(KioskScreen):
    """Fields from edge to edge, also under what is written on them; no head and no bar."""

    told = ObjectProperty(STAFF[Language.VI], rebind=True)
    news = StringProperty("")
    done = BooleanProperty(False)

    def __init__(self, emit: Emit) -> None:
        super().__init__(emit)
        self.board: TouchBoard = self.ids.board
        self.board.on_field = lambda number: self.emit(FieldTouched(number))
        self.remove_widget(self.ids.head)

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, TouchTest):
            touched, self.told, self.no_voice = state.screen.touched, STAFF[state.language], ""
            for number, field in enumerate(self.board.fields):
                field.touched = number in touched
            self.done = len(touched) == TOUCH_FIELDS
            self.news = self.told.touch_well if self.done else f"{self.told.touch_lead} ({len(touched)}/{TOUCH_FIELDS})"

    def on_touch_down(self, touch: Any) -> bool:
        """The field first; what lies above it has its touch too."""
        self.board.see(touch)
        return bool(super().on_touch_down(touch))

    def on_touch_move(self, touch: Any) -> bool:
        """A finger that is drawn over the fields."""
        self.board.see(touch)
        return bool(super().on_touch_move(touch))

    def _place_bar(self) -> None:
        """Nowhere: every place is for a finger."""


load_layout("touch_test.kv")
