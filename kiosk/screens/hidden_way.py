"""The way to the staff's door that citizens do not find."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import NumericProperty

from kiosk.screens.parts import Door

TOUCHES = 5
QUICK_SECONDS = 0.8  # from one touch to the next
MARGIN = 0.5  # of the mark's width, around it: a finger is broader than the mark


class HiddenWay(Door):
    """The product's mark. Five quick touches on it, or one that stays for `hold_seconds`, are `on_found`."""

    hold_seconds = NumericProperty(5.0)
    __events__ = ("on_found",)

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self._count, self._last, self._held = 0, 0.0, None

    def on_found(self) -> None:
        """Somebody knew."""

    def on_touch_down(self, touch: Any) -> bool:
        """Count it."""
        if not self._is_on(touch):
            return bool(super().on_touch_down(touch))
        touch.grab(self)
        quick = touch.time_start - self._last <= QUICK_SECONDS
        self._count, self._last = self._count + 1 if quick else 1, touch.time_start
        self._let_go()  # of an earlier finger: two at once are a hand that leans there
        self._held = Clock.schedule_once(lambda _: self._find(), self.hold_seconds)
        if self._count >= TOUCHES:
            self._find()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """It did not stay."""
        if touch.grab_current is not self:
            return bool(super().on_touch_up(touch))
        touch.ungrab(self)
        self._let_go()
        return True

    def _find(self) -> None:
        self._let_go()
        self._count = 0
        self.dispatch("on_found")

    def _let_go(self) -> None:
        if self._held:
            self._held.cancel()
        self._held = None

    def _is_on(self, touch: Any) -> bool:
        margin = MARGIN * self.width
        across = self.x - margin <= touch.x <= self.right + margin
        return bool(across and self.y - margin <= touch.y <= self.top + margin)
