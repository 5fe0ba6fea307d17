"""The board in a real window, drawn frame by frame. Import it only after the `stage` fixture has set Kivy up."""

from collections.abc import Iterator
from typing import Any

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.tests.common import UnitTestTouch
from kivy.uix.scrollview import ScrollView

from kiosk.flow.events import Event
from kiosk.flow.states import State
from kiosk.screens.board import Board
from kiosk.screens.ease_bar import LanguagePress
from kiosk.screens.parts import Ink, Press, Touchable
from kiosk.screens.witness import drawn_texts

ROUNDS = 5
Box = tuple[float, float, float, float]  # left, bottom, right, top


class Stage:
    """A board of its own size in the window; `events` are what was touched."""

    def __init__(self) -> None:
        EventLoop.ensure_window()
        EventLoop.status = "started"
        Clock.max_iteration = 40
        Clock._max_fps = 0  # as fast as it goes
        self.events: list[Event] = []
        self.heard: list[str] = []  # what got the focus
        self.board = Board(self.events.append, self.heard.append)
        self.board.size_hint = None, None
        self.resize(Window.size)
        Window.add_widget(self.board)

    def resize(self, size: tuple[float, float]) -> None:
        """Give the board this size; the density stays that of the window."""
        self.board.size = size

    def show(self, state: State) -> None:
        """Draw `state`, and let places follow sizes."""
        self.board.draw(state)
        self.lay_out()

    def lay_out(self) -> None:
        """All that Kivy does before frames, without the frames."""
        for _ in range(ROUNDS):
            Clock.tick()
            Clock.tick_draw()

    def draw_frame(self) -> None:
        """One whole frame."""
        Window.canvas.ask_update()
        EventLoop.idle()

    def touch(self, text: str) -> None:
        """Touch the thing with this text as a finger does."""
        found = next(thing for thing in self.touchables() if text in (getattr(thing, "text", ""), thing.name))
        finger = UnitTestTouch(*found.to_window(*found.center))
        finger.touch_down()
        finger.touch_up()
        self.lay_out()

    def shown(self) -> dict[str, str]:
        """The texts that play a role."""
        return {role: text for role, text in drawn_texts(self.board) if role}

    def told(self, role: str) -> list[str]:
        """All texts that play this role, from above."""
        return [text for its, text in drawn_texts(self.board) if its == role]

    def presses(self) -> list[Any]:
        """All that can be touched."""
        return [widget for widget in self.widgets() if isinstance(widget, Press | LanguagePress) and widget.text]

    def touchables(self) -> list[Any]:
        """All that can be touched, also what has a name but no text."""
        return [widget for widget in self.widgets() if isinstance(widget, Touchable) and widget.name]

    def text_boxes(self) -> list[tuple[str, Box]]:
        """Each drawn text and where its letters stand in the window."""
        texts = [widget for widget in self.widgets() if isinstance(widget, Ink) and widget.text and _is_seen(widget)]
        return [(widget.text, box) for widget in texts if (box := _seen_of(widget))]

    def widgets(self) -> Iterator[Any]:
        """Every widget in the window, hidden ones too."""
        return widgets_in_window()

    def close(self) -> None:
        """Take the board out of the window."""
        Window.remove_widget(self.board)


def widgets_in_window() -> Iterator[Any]:
    """Every widget in the window, hidden ones too."""
    return _under(Window)


def texts_of(widget: Any) -> set[str]:
    """Every text that a widget holds in any of its properties."""
    return {value for name in widget.properties() if isinstance(value := getattr(widget, name), str)}


def _under(widget: Any) -> Iterator[Any]:
    for child in widget.children:
        yield child
        yield from _under(child)


def _seen_of(widget: Any) -> Box | None:
    """Where the letters stand, less what a scrolling parent hides; None when that is all."""
    width, height = widget.texture_size
    left, bottom = widget.to_window(widget.center_x - width / 2, widget.center_y - height / 2)
    top = bottom + height
    for scroll in (parent for parent in _parents(widget) if isinstance(parent, ScrollView)):
        low = scroll.to_window(*scroll.pos)[1]
        bottom, top = max(bottom, low), min(top, low + scroll.height)
    return (left, bottom, left + width, top) if top > bottom else None


def _parents(widget: Any) -> Iterator[Any]:
    while widget.parent and widget.parent is not widget:
        widget = widget.parent
        yield widget


def _is_seen(widget: Any) -> bool:
    return bool(widget.opacity) and all(getattr(parent, "opacity", 1) for parent in _parents(widget))
