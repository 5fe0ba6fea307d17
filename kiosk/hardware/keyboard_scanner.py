"""A hand-held scanner that is a keyboard to the machine: it types a code within a blink and ends it with Enter."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.flow.events import Event, TextScanned

ENTER_KEYS = frozenset({13, 271})  # of the letters and of the number block
SPACE_KEY = 32
LONGEST_TEXT = 400
PAUSE_SECONDS = 0.5


@dataclass(slots=True)
class KeyboardScanner:
    """See Scanner. It collects what the window's key events type. A person who types is no scanner: pauses begin the
    text anew. All times are seconds of one monotonic clock."""

    post: Callable[[Event], None]
    text: str = ""
    last_at: float = 0.0
    is_running: bool = False

    def start(self) -> None:
        """See Scanner."""
        self.is_running = True

    def forget(self) -> None:
        """See Scanner."""
        self.text = ""

    def stop(self) -> None:
        """See Scanner."""
        self.is_running = False

    def typed(self, text: str, now: float) -> None:
        """Some text came from the keyboard."""
        if now - self.last_at > PAUSE_SECONDS:
            self.text = ""
        self.text, self.last_at = (self.text + text)[-LONGEST_TEXT:], now

    def pressed(self, key: int, now: float) -> bool:
        """A key went down; an Enter ends the text and posts it. Whether the key was the scanner's: those in the midst
        of a text are, for a space in it must press nothing."""
        is_fresh = bool(self.text) and now - self.last_at <= PAUSE_SECONDS
        if key not in ENTER_KEYS:
            return is_fresh and key == SPACE_KEY
        text, self.text = self.text.strip(), ""
        if not (text and is_fresh and self.is_running):
            return False
        self.post(TextScanned(text))
        return True
