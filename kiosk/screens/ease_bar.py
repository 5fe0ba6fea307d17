"""The bar that every screen has: three languages by their own names, and what makes the machine easier to use."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from kivy.properties import BooleanProperty, ColorProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.errors import VoiceUnavailable
from kiosk.flow.events import EaseChosen, Event, LanguageChosen, QuietChosen, SpeakChosen
from kiosk.flow.states import TEXT_SIZES, Ease, State
from kiosk.languages.labels import Labels
from kiosk.languages.shelf import CATALOGUES
from kiosk.screens.parts import Press, Touchable
from kiosk.screens.theme import look
from kiosk.screens.ways import Ways

HALF_MOON = "◐"  # drawn, since the typeface lacks it


class LanguagePress(Press):
    """One language, by its own name; filled when it is the one being spoken."""

    chosen = BooleanProperty(False)


class Tool(Touchable, BoxLayout):
    """A sign, and below it what it does where there is room (`labelled`); filled while it is on (`chosen`)."""

    sign = StringProperty("")
    chosen = BooleanProperty(False)
    labelled = BooleanProperty(True)
    ink = ColorProperty(look.paint.on_head)


class EaseBar(BoxLayout):
    """Languages and tools, `upright` in two rows and else in one. `lend_languages`: they may stand elsewhere."""

    upright = BooleanProperty(True)

    def __init__(self, emit: Callable[[Event], None]) -> None:
        super().__init__()
        self._emit = emit
        self._shown: tuple[Any, ...] = ()
        self._languages = Ways(spacing=look.gap / 2, pos_hint={"center_y": 0.5})
        self._tools = Ways(spacing=look.gap / 2, pos_hint={"center_y": 0.5})
        self.take_back_languages()

    def show(self, state: State, labels: Labels) -> None:
        """Draw what is chosen."""
        can_speak = VoiceUnavailable.code not in state.faults
        shown = (state.language, state.ease, can_speak)
        if shown != self._shown:
            self._shown = shown
            self._show_languages(state)
            self._show_tools(state, labels, can_speak)

    def lend_languages(self) -> Ways:
        """The choice of languages, to be put elsewhere."""
        self.remove_widget(self._languages)
        self._languages.size_hint_x = 1
        return self._languages

    def take_back_languages(self) -> None:
        """Languages first, then tools."""
        if self._languages.parent:
            self._languages.parent.remove_widget(self._languages)
        self.clear_widgets()
        self.orientation = "vertical" if self.upright else "horizontal"
        self.add_widget(self._languages)
        self.add_widget(self._tools)
        self._share_out()

    def _share_out(self) -> None:
        """In one row the languages take what their names need, and the tools the rest."""
        for tool in self._tools.children:
            tool.labelled = not look.is_large
        self._languages.size_hint_x = 1 if self.upright else None
        names = self._languages.children
        if not self.upright and names:
            widest = max(press.full_width() + press.margin for press in names)
            self._languages.width = len(names) * (widest + look.gap / 2)

    def _show_languages(self, state: State) -> None:
        self._languages.clear_widgets()
        for language, words in CATALOGUES.items():
            press = LanguagePress(text=words.language_name, chosen=language is state.language)
            self._put(self._languages, press, LanguageChosen(language))

    def _show_tools(self, state: State, labels: Labels, can_speak: bool) -> None:
        self._tools.clear_widgets()
        for sign, name, chosen, event in _tools(state.ease, labels, can_speak):
            self._put(self._tools, Tool(sign=sign, name=name, chosen=chosen), event)
        self._share_out()

    def _put(self, ways: Ways, press: Any, event: Event) -> None:
        press.bind(on_release=partial(self._say, event))
        ways.add_widget(press)

    def _say(self, event: Event, _: object) -> None:
        self._emit(event)


def _tools(ease: Ease, labels: Labels, can_speak: bool) -> list[tuple[str, str, bool, Event]]:
    """Sign, name, whether it is on, and what it asks for."""
    tools: list[tuple[str, str, bool, Event]] = [
        ("Aa", labels.text_size, ease.text > 1.0, EaseChosen(larger(ease))),
        (HALF_MOON, labels.contrast, ease.contrast, EaseChosen(replace(ease, contrast=not ease.contrast))),
        ("♿", labels.low_reach, ease.low_reach, EaseChosen(replace(ease, low_reach=not ease.low_reach))),
    ]
    if can_speak:
        tools.append(("🔊", labels.again if ease.voice else labels.read_aloud, ease.voice, SpeakChosen()))
    if can_speak and ease.voice:
        tools.append(("■", labels.quiet, False, QuietChosen()))
    return tools


def larger(ease: Ease) -> Ease:
    """The next text size, and after the largest the usual one again."""
    after = TEXT_SIZES.index(ease.text) + 1 if ease.text in TEXT_SIZES else 0
    return replace(ease, text=TEXT_SIZES[after % len(TEXT_SIZES)])
