"""The question whether somebody is still there, over the screen that waits behind it."""

from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from kiosk.flow.events import StayChosen
from kiosk.languages.shelf import CATALOGUES
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import Emit
from lookup_api.domain.wording import Language


class MoreTime(FloatLayout):
    """A touch anywhere keeps the screen."""

    words = ObjectProperty(CATALOGUES[Language.VI], rebind=True)
    seconds = NumericProperty(0)

    def __init__(self, emit: Emit) -> None:
        self.emit = emit
        super().__init__()

    def read_on(self, pages: float) -> None:
        """There is nothing to scroll."""

    def on_touch_down(self, touch: object) -> bool:
        """The buttons first; any other place means that somebody is there. Nothing reaches the screen behind."""
        if not super().on_touch_down(touch):
            self.emit(StayChosen())
        return True


load_layout("more_time.kv")
