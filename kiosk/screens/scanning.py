"""The live camera picture."""

from kivy.animation import Animation
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.flow.states import State
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import Emit, KioskScreen
from kiosk.screens.theme import BLACK, look

READ, NONE = "read", "none"
SIGNS = {
    "nearer": "▼",
    "farther": "▲",
    "hold_still": "⏸",
    "turn_over": "↔",
    "more_light": "☆",
    "less_glare": "★",
    READ: "✔",
}
GUIDE_SECONDS, GUIDE_TIMES, GUIDE_GONE_SECONDS = 1.6, 3, 0.4


class Viewfinder(Widget):
    """The corners of a frame, drawn over the picture."""


class ScanGuide(Widget):
    """A receipt that comes into the frame from below, to show what to do; `progress` from 0 to 1."""

    progress = NumericProperty(0)
    strength = NumericProperty(0)

    def play(self) -> None:
        """Show it a few times, then no more. Where nothing may move it stands still, faintly."""
        if look.still:
            self.progress, self.strength = 1.0, 0.35
            return
        once = Animation(progress=1.0, strength=0.9, duration=GUIDE_SECONDS * 0.6, t="out_cubic")
        once += Animation(strength=0.0, duration=GUIDE_SECONDS * 0.4, t="in_cubic")
        once += Animation(progress=0.0, duration=0)
        whole = once
        for _ in range(GUIDE_TIMES - 1):
            whole = whole + once
        whole.start(self)

    def leave(self) -> None:
        """Something is held up: nobody needs it any more."""
        Animation.cancel_all(self)
        if self.strength:
            Animation(strength=0.0, duration=0 if look.still else GUIDE_GONE_SECONDS).start(self)


class ScanningScreen(KioskScreen):
    """The picture with the outline of what is seen, what would help, and the way to the keypad."""

    hint = StringProperty("")
    hint_sign = StringProperty("")
    hint_ink = ColorProperty(BLACK)
    is_read = BooleanProperty(False)

    def __init__(self, emit: Emit) -> None:
        super().__init__(emit)
        self.ids.view.bind(hint=self._say_hint, outline=self._see)
        self.ids.guide.play()

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        self._say_hint(self.ids.view, self.ids.view.hint)

    def _say_hint(self, _: object, hint: str) -> None:
        self.hint = self.labels.hints.get(hint, "")
        self.hint_sign = SIGNS.get(hint, "") if self.hint else ""
        self.is_read = hint == READ
        self.hint_ink = look.paint.ready.ink if self.is_read else BLACK
        if hint != NONE:
            self.ids.guide.leave()

    def _see(self, _: object, outline: list[float]) -> None:
        if outline:
            self.ids.guide.leave()


load_layout("scanning.kv")
