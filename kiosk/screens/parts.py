"""The few widgets that all screens are made of."""

from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    ListProperty,
    NumericProperty,
    StringProperty,
)
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from kiosk.screens.lines import FIXED_SPACE, broken, widest_word
from kiosk.screens.theme import look

LAYOUT = Path(__file__).parent / "layout"


def load_layout(name: str) -> None:
    """Read a layout file of this folder."""
    Builder.load_file(str(LAYOUT / name))


class Ink(Label):
    """Text in the product's typeface. `role` names what it tells, so that what was drawn can be read back.

    A text with a width breaks its lines where its language allows it; `even` makes them alike, for headings.
    """

    role = StringProperty("")
    ink = ColorProperty(look.paint.ink)
    aside = NumericProperty(0)
    above = NumericProperty(0)
    even = BooleanProperty(False)
    room = NumericProperty(0)  # what a layout wants to know of its width
    _measured: tuple[str, str, int] = ("", "", 0)
    _widths: dict[str, float]

    def texture_update(self, *rest: Any) -> None:
        """See Label."""
        width = (self.text_size[0] or 0) - 2 * self.aside
        if self.text and width > 0:
            self._label.resolve_font_name()
            self._label.text = broken(self.drawn, width, self._width_of, even=self.even)
        super().texture_update(*rest)

    @property
    def drawn(self) -> str:
        """What is drawn for the text."""
        return str(self.text)

    def least_width(self) -> float:
        """The width in which no word is cut, in pixels."""
        self._label.resolve_font_name()
        return widest_word(self.drawn, self._width_of) + 2 * float(self.aside)

    def full_width(self) -> float:
        """The width that the whole text takes on one line, in pixels."""
        self._label.resolve_font_name()
        return max(map(self._width_of, self.drawn.split("\n"))) + 2 * float(self.aside)

    def _width_of(self, text: str) -> float:
        """Measured once for each look of each text: the engine that shapes Khmer takes its time."""
        look_of_it = (self.text, self._label.options["font_name_r"], int(self.font_size))
        if look_of_it != self._measured:
            self._measured, self._widths = look_of_it, {}
        if text not in self._widths:
            self._widths[text] = float(self._label.get_extents(text)[0]) + 1 if text else 0.0
        return self._widths[text]


class Say(Ink):
    """A text that breaks its lines in the width it is given and takes the height it needs; none when it is empty."""


class Tag(Ink):
    """A text on one line, as large as itself."""


class Touchable(ButtonBehavior):
    """Something to touch; by keys it gets the focus and is pressed. `name` is what it is called aloud; `leaves` marks
    the way out of a screen, which Escape takes."""

    name = StringProperty("")
    natural_height = NumericProperty(0)  # what it needs; beside a higher one it is as high as that (`row_height`)
    row_height = NumericProperty(0)
    focused = BooleanProperty(False)
    leaves = BooleanProperty(False)

    def press(self) -> None:
        """Do what a touch does."""
        if not self.disabled:
            self.dispatch("on_release")


class Press(Touchable, Ink):
    """A button with a text, and a `sign` before it. Its `kind` is `main` (one a screen), `other`, `quiet` or `chip`."""

    kind = StringProperty("other")
    sign = StringProperty("")
    margin = NumericProperty(0)  # what of its width is not for the text

    @property
    def drawn(self) -> str:
        """See Ink: the sign keeps to the first word."""
        return f"{self.sign}{FIXED_SPACE}{FIXED_SPACE}{self.text}" if self.sign and self.text else str(self.text)


class Panel(BoxLayout):
    """A card; it is as high as what it holds, and is not there when it is not `shown`."""

    shown = BooleanProperty(True)

    ground = ColorProperty(look.paint.card)
    edge = ColorProperty(look.paint.line)


class Column(BoxLayout):
    """Things below each other, as high as they are together."""


class Row(BoxLayout):
    """Things beside each other, as high as the highest."""


class Door(Widget):
    """The product's mark: an open door."""


class Content(ScrollView):
    """What a screen tells: as high as the room that the controls leave, and scrolled when it is higher.

    What is put into it stands in a column; that is `upright` or lies, and `fills` the room when there is enough.
    """

    upright = BooleanProperty(True)
    fills = BooleanProperty(True)
    inset = ListProperty([0, 0])  # of the column: across, down
    overflows = BooleanProperty(False)
    spacing = NumericProperty(0)

    def __init__(self, **rest: Any) -> None:
        self._decide = Clock.create_trigger(self._see_more, 0)
        super().__init__(**rest)

    def add_widget(self, widget: Widget, *rest: Any, **named: Any) -> None:
        """The first is the column itself; all others go into it."""
        if self.children:
            self.children[0].add_widget(widget, *rest, **named)
        else:
            super().add_widget(widget, *rest, **named)

    @property
    def hidden(self) -> float:
        """By how much it is higher than its room, in pixels."""
        return max(0.0, self.children[0].height - self.height) if self.children else 0.0

    def look_for_more(self) -> None:
        """Whether something lies beyond the edge: arrows say so to those who do not know that one can scroll. It is
        decided once places have settled: the arrows take room themselves, and would come and go for ever."""
        self._decide()

    def _see_more(self, _: float) -> None:
        self.overflows = self.hidden > look.gap

    def read_on(self, pages: float) -> None:
        """Move so many screens down, or up when it is less than 0."""
        if self.hidden:
            place = float(getattr(self, "scroll_y", 1.0)) - 0.8 * pages * self.height / self.hidden
            self.scroll_y = min(1.0, max(0.0, place))


load_layout("parts.kv")
