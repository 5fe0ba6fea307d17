"""What every screen has: the head with the choice of language, and a way to say what was touched."""

from collections.abc import Callable
from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.events import Event, LanguageChosen
from kiosk.flow.states import State
from kiosk.languages.catalogue import Catalogue
from kiosk.languages.shelf import CATALOGUES
from kiosk.screens.parts import Ink, load_layout
from lookup_api.domain.wording import Language

Emit = Callable[[Event], None]


class LanguagePress(ButtonBehavior, Ink):
    """One language, by its own name; filled when it is the one being spoken."""

    chosen = BooleanProperty(False)


class Head(BoxLayout):
    """Whose machine this is, and the languages it speaks."""

    words = ObjectProperty(CATALOGUES[Language.VI], rebind=True)


class KioskScreen(BoxLayout):
    """One screen. A subclass says with `show` what a state looks like; what is touched goes out through `emit`."""

    words = ObjectProperty(CATALOGUES[Language.VI], rebind=True)
    upright = BooleanProperty(True)

    def __init__(self, emit: Emit, **rest: Any) -> None:
        self.emit = emit
        self._spoken: Catalogue | None = None
        super().__init__(**rest)
        self.bind(size=self._turn)

    def show(self, state: State) -> None:
        """Draw `state`."""
        words = CATALOGUES[state.language]
        if words is not self._spoken:
            self._spoken = self.words = words
            self._show_languages(words)

    def _show_languages(self, spoken: Catalogue) -> None:
        choice = self.ids.head.ids.languages
        choice.clear_widgets()
        for words in CATALOGUES.values():
            press = LanguagePress(text=words.language_name, chosen=words is spoken)
            press.bind(on_release=lambda _, language=words.language: self.emit(LanguageChosen(language)))
            choice.add_widget(press)

    def _turn(self, *_: object) -> None:
        self.upright = self.height >= self.width


load_layout("screen.kv")
