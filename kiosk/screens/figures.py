"""What the screens share on which figures are typed: a telephone number, the staff's code."""

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.flow.events import DoneChosen, Event
from kiosk.screens import figure_pad
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import Emit, KioskScreen
from kiosk.screens.theme import look

FIGURE_WIDTH = 0.62  # em: of a figure in bold, with its share of the gaps between groups


class FiguresScreen(KioskScreen):
    """What is asked for and why, what is typed, large, and a pad. `typed` is as it may be seen by others."""

    title = StringProperty("")
    lead = StringProperty("")
    note = StringProperty("")
    problem = StringProperty("")
    typed = StringProperty("")
    empty = StringProperty("")
    submit = StringProperty("")
    locked = BooleanProperty(False)
    across = NumericProperty(3)
    way_out: Event = DoneChosen()

    def __init__(self, emit: Emit) -> None:
        super().__init__(emit)
        self.bind(upright=self._share_out)
        self._share_out()

    def typed_size(self, size: float, room: float, typed: str) -> float:
        """The size in which what is typed stands on one line; as large as a title where that fits."""
        return float(min(size, room / (FIGURE_WIDTH * max(1, len(typed))) if room > 0 else size))

    def _share_out(self, *_: object) -> None:
        """For low reach the pad is broad and low."""
        self.across = 3 if not look.low_reach else 4 if self.upright else 6


__all__ = ["FiguresScreen", "figure_pad"]

load_layout("figures.kv")
