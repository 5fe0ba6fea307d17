"""What every screen has: whose machine this is, the bar that makes it easier to use, and a way to say what was touched.

A screen tells in its Content and is steered from its Foot below. For low reach the bar stands below the foot too, so
that every control is in the lower part; the arrows that scroll stand in the foot always.
"""

from collections.abc import Callable
from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.events import Event, StaffChosen
from kiosk.flow.states import State
from kiosk.hardware.voice import SPOKEN
from kiosk.languages.catalogue import Catalogue
from kiosk.languages.labels import LABELS, Labels
from kiosk.languages.shelf import CATALOGUES
from kiosk.screens.ease_bar import EaseBar
from kiosk.screens.hidden_way import HiddenWay
from kiosk.screens.parts import Content, Press, load_layout
from kiosk.screens.theme import look
from kiosk.screens.ways import Ways
from lookup_api.domain.wording import Language

Emit = Callable[[Event], None]


class Head(BoxLayout):
    """Whose machine this is; where the window is wide, the bar stands in it."""

    words = ObjectProperty(CATALOGUES[Language.VI], rebind=True)
    upright = BooleanProperty(True)

    @property
    def has_brand(self) -> bool:
        """Whether the name has room beside the choice of languages."""
        return look.low_reach or not look.is_large


class Foot(BoxLayout):
    """The controls of a screen."""


class KioskScreen(BoxLayout):
    """One screen. A subclass says with `show` what a state looks like; what is touched goes out through `emit`.

    `words` and `labels` are the texts of the language that is spoken; `upright` whether it is higher than wide,
    `stacked` whether things stand below each other, as in a high window and with large texts. What a layout calls
    `wishes` stands in the foot, and at the end of the content where large texts leave the foot no room for it.
    """

    words = ObjectProperty(CATALOGUES[Language.VI], rebind=True)
    labels = ObjectProperty(LABELS[Language.VI], rebind=True)
    upright = BooleanProperty(True)
    stacked = BooleanProperty(True)
    overflows = BooleanProperty(False)
    no_voice = StringProperty("")  # said to who wants to hear a language that no voice speaks
    wishes_above = True

    def __init__(self, emit: Emit, **rest: Any) -> None:
        self.emit = emit
        self.bar = EaseBar(emit)
        self._spoken: Catalogue | None = None
        super().__init__(**rest)
        self._up, self._down = (self._arrow(sign, by) for sign, by in (("▲", -1), ("▼", 1)))
        self.ids.head.ids.mark.bind(on_found=lambda _: self.emit(StaffChosen()))
        self.bind(size=self._turn)
        self._place_bar()
        self._place_wishes()
        if content := self.content:
            content.bind(overflows=self._offer_arrows)

    def show(self, state: State) -> None:
        """Draw `state`."""
        words = CATALOGUES[state.language]
        if words is not self._spoken:
            self._spoken = self.words = words
            self.labels = LABELS[state.language]
        self.no_voice = self.labels.no_voice if state.ease.voice and state.language not in SPOKEN else ""
        self.bar.show(state, self.labels)
        self._up.name, self._down.name = self.labels.up, self.labels.down

    @property
    def content(self) -> Content | None:
        """What can be scrolled, None where nothing can."""
        return next((child for child in self.walk(restrict=True) if isinstance(child, Content)), None)

    def read_on(self, pages: float) -> None:
        """Scroll by so many screens, if there is more than one."""
        if content := self.content:
            content.read_on(pages)

    def _turn(self, *_: object) -> None:
        upright = self.height >= self.width
        if upright is not self.upright:
            self.upright = upright
            self.stacked = upright or look.is_large
            self._place_bar()
            self._place_wishes()

    def _place_bar(self) -> None:
        """Languages in the head and tools below it; where the window is wide, both in it; for low reach both below all
        else."""
        if self.bar.parent:
            self.bar.parent.remove_widget(self.bar)
        self.bar.upright = self.upright
        self.bar.take_back_languages()
        if look.low_reach:
            self.add_widget(self.bar)
        elif self.upright:
            self.ids.head.add_widget(self.bar.lend_languages())
            self.add_widget(self.bar, index=len(self.children) - 1)
        else:
            self.ids.head.add_widget(self.bar)

    def _place_wishes(self) -> None:
        wishes, foot, content = self.ids.get("wishes"), self.ids.get("foot"), self.content
        if not (wishes and foot and content):
            return
        wishes = wishes.__self__  # it lives on while it stands nowhere
        wishes.parent.remove_widget(wishes)
        if look.is_large and not (look.low_reach and self.upright):
            content.add_widget(wishes)
        else:
            foot.add_widget(wishes, index=len(foot.children) if self.wishes_above else 0)

    def _arrow(self, sign: str, pages: int) -> Press:
        press = Press(text=sign, kind="quiet", size_hint_x=None, width=look.least)
        press.bind(on_release=lambda _: self.read_on(pages))
        return press

    def _offer_arrows(self, _: object, overflows: bool) -> None:
        """They stand in the last row of the foot."""
        self.overflows = overflows
        row = self.ids.get("foot_row")
        for arrow in (self._down, self._up):
            if arrow.parent:
                arrow.parent.remove_widget(arrow)
            if overflows and row:
                row.add_widget(arrow, index=len(row.children))  # before all else


__all__ = ["Emit", "Foot", "Head", "HiddenWay", "KioskScreen", "Labels", "Ways"]

load_layout("screen.kv")
