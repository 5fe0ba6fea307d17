"""Everything by keyboard, and everything by one switch.

By keyboard a ring stands around one thing that can be touched; Tab and the arrows move it in reading order, Enter and
Space press, Escape takes the screen's way out, Page Up and Down scroll. By one switch the ring moves by itself, first
from row to row where there are many things, and the switch takes what the ring is around.

What a hand-held scanner types is not for here: whoever hears the keys asks the scanner first.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from kivy.clock import Clock
from kivy.uix.scrollview import ScrollView

from kiosk.screens.parts import Touchable

STEP_SECONDS = 1.6  # how long the ring rests before it moves on by itself
MANY = 8  # more things than that are first chosen by their row
ROUNDS_IN_ROW = 2  # then the ring goes from row to row again
SAME_ROW = 0.5  # of the lower one's height: so far apart may the middles of one row be

TAB, ENTERS, SPACE, ESCAPE = 9, frozenset({13, 271}), 32, 27
UP, DOWN, RIGHT, LEFT, PAGE_UP, PAGE_DOWN, HOME, END = 273, 274, 275, 276, 280, 281, 278, 279
SCROLLS = {PAGE_UP: -1.0, PAGE_DOWN: 1.0, HOME: -99.0, END: 99.0}
FORWARD, BACKWARD = frozenset({TAB, RIGHT}), frozenset({LEFT})


class Focus:
    """Where the ring stands among the things under `front()`, the widget that can be touched now. `heard` is told the
    name of what gets it."""

    def __init__(self, front: Callable[[], Any], heard: Callable[[str], None]) -> None:
        self._front = front
        self._heard = heard
        self._ringed: tuple[Touchable, ...] = ()
        self._place: int | None = None  # where it was, for a screen that was made anew
        self._row: tuple[int, int] | None = None  # within one row by switch: its number, the steps made there
        self._clock: Any = None

    def key(self, key: int, *, back: bool = False) -> bool:
        """A key went down, `back` with Shift. Whether it meant something here."""
        if self._clock:
            return self._switch(key)
        if key in FORWARD or key in BACKWARD:
            self._move(-1 if back or key in BACKWARD else 1)
        elif key in (UP, DOWN):
            self._move_row(-1 if key == UP else 1)
        elif key in SCROLLS:
            self._front().read_on(SCROLLS[key])
        elif key == ESCAPE:
            self._leave()
        else:
            return key in ENTERS | {SPACE} and self.take()
        return True

    def take(self) -> bool:
        """Press what has the ring; whether there is such a thing. By switch a row of several is entered."""
        if not self._ringed:
            return False
        if len(self._ringed) > 1:
            self._row = (self._row_of(self._ringed[0]), 0)
            self._ring((self._ringed[0],))
            return True
        pressed = self._ringed[0]
        self._row = None
        pressed.press()
        return True

    def screen_changed(self, *, anew: bool) -> None:
        """Something else is shown. A screen made `anew` for the same state keeps the ring's place; another one begins
        without a ring."""
        ringed, place = self._ringed, self._place
        self._ringed = ()
        for touchable in ringed:
            touchable.focused = False
        self._row = None
        if anew and place is not None and ringed:
            Clock.schedule_once(lambda _: self._ring_at(place), 0)
        else:
            self._place = None

    def scan(self, on: bool) -> None:
        """Let the ring move by itself, or no more."""
        if on and not self._clock:
            self._clock = Clock.schedule_interval(lambda _: self.advance(), STEP_SECONDS)
        elif not on and self._clock:
            self._clock.cancel()
            self._clock = None
            self.clear()

    def advance(self) -> None:
        """By switch: the ring goes one row or one thing further."""
        things = self._things()
        if not things:
            return
        rows = _rows(things)
        if self._row and (line := rows[self._row[0] % len(rows)]) and self._row[1] < ROUNDS_IN_ROW * len(line):
            at = line.index(self._ringed[0]) + 1 if self._ringed and self._ringed[0] in line else 0
            self._row = (self._row[0], self._row[1] + 1)
            self._ring((line[at % len(line)],))
        elif len(things) > MANY:
            at = self._row[0] if self._row else self._row_of(self._ringed[-1]) + 1 if self._ringed else 0
            self._row = None
            self._ring(tuple(rows[at % len(rows)]))
        else:
            self._move(1)

    def clear(self) -> None:
        """Take the ring away: a finger is at work."""
        self._ring(())
        self._place = self._row = None

    def _switch(self, key: int) -> bool:
        return key in ENTERS | {SPACE} and self.take()

    def _move(self, by: int) -> None:
        things = self._things()
        if not things:
            return
        here = things.index(self._ringed[0]) if self._ringed and self._ringed[0] in things else None
        at = (0 if by > 0 else -1) if here is None else here + by
        self._ring((things[at % len(things)],))

    def _move_row(self, by: int) -> None:
        """To the thing in the next row that is the nearest."""
        things = self._things()
        if not self._ringed or self._ringed[0] not in things:
            self._move(by)
            return
        rows, here = _rows(things), self._ringed[0]
        row = rows[(self._row_of(here) + by) % len(rows)]
        self._ring((min(row, key=lambda thing: abs(_place_of(thing)[0] - _place_of(here)[0])),))

    def _row_of(self, thing: Touchable) -> int:
        return next((at for at, row in enumerate(_rows(self._things())) if thing in row), 0)

    def _leave(self) -> None:
        way_out = next((thing for thing in self._things() if thing.leaves), None)
        if way_out:
            way_out.press()

    def _ring_at(self, place: int) -> None:
        things = self._in_tree()
        if place < len(things):
            self._ring((things[place],), aloud=False)

    def _ring(self, things: tuple[Touchable, ...], *, aloud: bool = True) -> None:
        for touchable in self._ringed:
            touchable.focused = False
        self._ringed = things
        if not things:
            return
        for touchable in things:
            touchable.focused = True
        self._place = self._in_tree().index(things[0])
        _bring_into_view(things[0])
        if aloud:
            self._heard(", ".join(thing.name for thing in things))

    def _things(self) -> list[Any]:
        """What can be pressed now, in reading order."""
        return [thing for row in _rows(self._in_tree()) for thing in row]

    def _in_tree(self) -> list[Any]:
        """What can be pressed now, in an order that stands before all has found its place."""
        return [widget for widget in self._front().walk(restrict=True) if _can_be_pressed(widget)]


def _can_be_pressed(widget: Any) -> bool:
    return isinstance(widget, Touchable) and bool(widget.name) and not widget.disabled and widget.width > 0


def _rows(things: Sequence[Any]) -> list[list[Any]]:
    """From top to bottom, each from left to right."""
    by_height = sorted(things, key=lambda thing: -_place_of(thing)[1])
    numbers: list[int] = []
    for at, thing in enumerate(by_height):
        before = by_height[at - 1] if at else thing
        apart = _place_of(before)[1] - _place_of(thing)[1]
        new = apart > SAME_ROW * min(before.height, thing.height)
        numbers.append((numbers[-1] if numbers else 0) + new)
    rows = groupby(zip(numbers, by_height, strict=True), key=lambda pair: pair[0])
    return [sorted((thing for _, thing in row), key=lambda thing: _place_of(thing)[0]) for _, row in rows]


def _place_of(thing: Any) -> tuple[float, float]:
    """Its middle in the window."""
    place: tuple[float, float] = thing.to_window(*thing.center)
    return place


def _bring_into_view(thing: Any) -> None:
    parent = thing.parent
    while parent and parent is not parent.parent:
        if isinstance(parent, ScrollView):
            parent.scroll_to(thing, animate=False)
            return
        parent = parent.parent
