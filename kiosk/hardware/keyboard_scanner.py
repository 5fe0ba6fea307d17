"""A hand-held scanner that is a keyboard to the machine: it types a code within a blink and ends it with Enter."""

from dataclasses import dataclass

ENTER_KEYS = frozenset({13, 271})  # of the letters and of the number block
LONGEST_TEXT = 400
PAUSE_SECONDS = 0.5


@dataclass(slots=True)
class KeyboardScanner:
    """Collects what key events type. A person who types is no scanner: pauses begin the text anew.

    All times are seconds of one monotonic clock.
    """

    text: str = ""
    last_at: float = 0.0

    def typed(self, text: str, now: float) -> None:
        """Some text came from the keyboard."""
        if now - self.last_at > PAUSE_SECONDS:
            self.text = ""
        self.text, self.last_at = (self.text + text)[-LONGEST_TEXT:], now

    def pressed(self, key: int, now: float) -> str | None:
        """A key went down; the whole text, if this was the Enter that ends it."""
        if key not in ENTER_KEYS:
            return None
        text, self.text = self.text.strip(), ""
        return text if text and now - self.last_at <= PAUSE_SECONDS else None
