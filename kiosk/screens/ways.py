"""Buttons side by side, where their words have room for that, and else in several rows."""

from typing import Any

from kivy.properties import NumericProperty
from kivy.uix.layout import Layout

from kiosk.screens.parts import Press, Touchable, load_layout

TWO_LINES = 0.62  # of a text's width: then it stands on two lines, also when its words are not alike


class Ways(Layout):
    """Its children share the rows evenly. It is as high as its rows, `minimum_height`; `least` is the least width of a
    child, and where `most` is not 0 no more than so many stand in a row."""

    least = NumericProperty(0)
    most = NumericProperty(0)
    spacing = NumericProperty(0)
    padding_x = NumericProperty(0)
    padding_y = NumericProperty(0)
    minimum_height = NumericProperty(0)

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        trigger = self._trigger_layout
        self.bind(children=trigger, pos=trigger, size=trigger, spacing=trigger, least=trigger, most=trigger)
        self.bind(padding_x=trigger, padding_y=trigger)

    def add_widget(self, widget: Any, *rest: Any, **named: Any) -> None:
        """See Layout."""
        for name in ("text", "font_size", "natural_height" if widget.property("natural_height", True) else "height"):
            if widget.property(name, True):
                widget.fbind(name, self._trigger_layout)
        super().add_widget(widget, *rest, **named)

    def do_layout(self, *_: object) -> None:
        """See Layout."""
        rows = self._rows(list(reversed(self.children)))
        heights = [max(map(_natural_height, row)) for row in rows]
        self.minimum_height = sum(heights) + max(0, len(rows) - 1) * self.spacing + 2 * self.padding_y
        top = self.top - self.padding_y
        for row, height in zip(rows, heights, strict=True):
            self._place(row, top, height)
            top -= height + self.spacing

    def _rows(self, children: list[Any]) -> list[list[Any]]:
        """As few rows as possible, evenly filled."""
        if not children:
            return []
        most = int(self.most) or len(children)
        wanted = max(max(self.least, _wanted_width(child)) for child in children)
        fitting = int((self._room + self.spacing) / (wanted + self.spacing)) if wanted else most
        count = max(1, min(most, fitting, len(children)))
        rows = -(-len(children) // count)
        each, more = divmod(len(children), rows)
        cut, at = [], 0
        for number in range(rows):
            upto = at + each + (number < more)
            cut.append(children[at:upto])
            at = upto
        return cut

    def _place(self, row: list[Any], top: float, height: float) -> None:
        width = (self._room - (len(row) - 1) * self.spacing) / len(row)
        for at, child in enumerate(row):
            child.width = width
            if isinstance(child, Touchable):
                child.row_height = height
            child.pos = self.x + self.padding_x + at * (width + self.spacing), top - height / 2 - child.height / 2

    @property
    def _room(self) -> float:
        return float(self.width - 2 * self.padding_x)


def _natural_height(child: Any) -> float:
    return float(child.natural_height if isinstance(child, Touchable) else child.height)


def _wanted_width(child: Any) -> float:
    """Of a button: so much that its words stand on two lines at most, and none is cut."""
    if not isinstance(child, Press) or not child.text:
        return 0.0
    return max(child.least_width(), child.full_width() * TWO_LINES) + float(child.margin)


load_layout("ways.kv")
