"""What all screens share on which one of several things is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from kivy.clock import Clock
from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.flow.events import DoneChosen, Event
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import Emit, KioskScreen
from kiosk.screens.theme import look
from kiosk.screens.tile import Tile

AT_ONCE, EACH_FRAME = 8, 2
LOW_UPRIGHT, LOW_WIDE = 0.66, 0.4  # of the room, from above: there the first tile of many stands for low reach


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things: what stands on its tile, and what a touch on it says."""

    title: str
    note: str
    event: Event
    sign: str = ""


class ChoiceScreen(KioskScreen):
    """A heading and a tile for each choice; or, where there is nothing to choose, why, and a way to try again.

    For low reach the first tile stands in the lower half, and scrolling brings each other one down there too. `across`
    is how many tiles stand side by side.
    """

    title = StringProperty("")
    lead = StringProperty("")
    note = StringProperty("")
    news_sign = StringProperty("")
    news_title = StringProperty("")
    news = StringProperty("")
    number = StringProperty("")
    can_retry = BooleanProperty(False)
    across = NumericProperty(1)
    way_out: Event = DoneChosen()

    def __init__(self, emit: Emit) -> None:
        self._offered: tuple[Choice, ...] = ()
        self._waiting: list[Choice] = []
        super().__init__(emit)
        self._retry = self.ids.retry.__self__  # the tree alone would let go of it
        self.bind(upright=self._share_out, can_retry=self._offer_retry)
        self._share_out()
        self._offer_retry()

    def offer(self, choices: Iterable[Choice]) -> None:
        """Show these tiles; those that stand there already are left in peace."""
        choices = tuple(choices)
        if choices == self._offered:
            return
        self._offered, self._waiting = choices, list(choices)
        self.ids.tiles.clear_widgets()
        self._lay(AT_ONCE)
        if self._waiting:
            Clock.schedule_interval(lambda _: self._lay(EACH_FRAME), 0)

    def columns(self) -> int:
        """How many tiles stand side by side, as the window is turned and the texts are large."""
        return 1

    def low_start(self, room: float, heading: float, tiles: float) -> float:
        """For low reach: how far below the heading the tiles begin, in pixels. A few stand at the bottom of the room;
        of many, the first."""
        all_seen, first_seen = room - tiles - 7 * look.gap, room * (LOW_UPRIGHT if self.upright else LOW_WIDE)
        return max(0.0, (all_seen if all_seen > room / 2 else first_seen) - heading)

    def _lay(self, count: int) -> bool:
        """The next tiles: what is seen first comes at once, the rest of a long list behind it. Whether more follow."""
        now, self._waiting = self._waiting[:count], self._waiting[count:]
        for choice in now:
            tile = Tile(title=choice.title, note=choice.note, sign=choice.sign, big=bool(choice.note))
            tile.bind(on_release=partial(self._choose, choice.event))
            self.ids.tiles.add_widget(tile)
        return bool(self._waiting and self.parent)

    def _share_out(self, *_: object) -> None:
        self.across = self.columns()

    def _choose(self, event: Event, _: object) -> None:
        self.emit(event)

    def _offer_retry(self, *_: object) -> None:
        """The button stands there only while there is something to try again."""
        ways = self.ids.ways
        if self.can_retry and self._retry.parent is None:
            ways.add_widget(self._retry)
        elif not self.can_retry and self._retry.parent is not None:
            ways.remove_widget(self._retry)


load_layout("choice.kv")
