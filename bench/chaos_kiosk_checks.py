"""What may not happen, whatever happens: a crash, an earlier citizen's text, a screen that never goes home."""

import logging
import time
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from bench.chaos_kiosk_centre import officer_of
from kiosk.app import KioskApp
from kiosk.flow.events import CodeRead, Event, TextScanned
from tests.kiosk.stage import texts_of, widgets_in_window


@dataclass
class Breaches(logging.Handler):
    """Counts events and ends of sessions, and collects what went wrong."""

    found: list[str] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    screens: Counter[str] = field(default_factory=Counter)
    sessions: int = 0
    codes: set[str] = field(default_factory=set)
    home_at: float = field(default_factory=time.monotonic)
    _was_home: bool = True

    def __post_init__(self) -> None:
        super().__init__(logging.ERROR)

    __hash__ = object.__hash__  # logging keeps its handlers in sets

    def emit(self, record: logging.LogRecord) -> None:
        """An error in the log is something that nobody expected."""
        self.found.append(f"logged: {record.getMessage()} {record.exc_info[1] if record.exc_info else ''}")

    def heard(self, event: Event) -> None:
        """Told of each event."""
        self.events[type(event).__name__] += 1
        if isinstance(event, CodeRead):
            self.codes.add(event.question.code.printed)
        if isinstance(event, TextScanned):
            self.codes.add(event.text)

    def look(self, app: KioskApp, told: Set[str]) -> None:
        """After each turn: when a session has just ended, nothing of it may be left."""
        self.screens[type(app.state.screen).__name__] += 1
        is_home = app.state == app.state.home
        if is_home:
            self.home_at = time.monotonic()
        if is_home and not self._was_home:
            self.sessions += 1
            self._search(app, told)
        self._was_home = is_home

    def _search(self, app: KioskApp, told: Set[str]) -> None:
        left = leftovers(texts_in_window(), self.codes | told)
        left += [f"in the state: {code}" for code in leftovers([repr(app.state)], self.codes | told)]
        self.found += [f"after session {self.sessions}: {each}" for each in left]


def texts_in_window() -> set[str]:
    """Every text that any widget holds, seen or not."""
    return set().union(*(texts_of(widget) for widget in widgets_in_window()))


def leftovers(texts: Iterable[str], codes: Iterable[str]) -> list[str]:
    """Texts with an earlier citizen's code or officer in them."""
    known = [name for code in codes if len(code) > 3 for name in (code, officer_of(code))]
    return [text for text in texts if any(name in text for name in known)]
