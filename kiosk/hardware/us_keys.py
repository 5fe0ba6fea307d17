"""What a US keyboard's keys type, by their Linux numbers (linux/input-event-codes.h): so scanners leave the factory.
Numbers of keys know no layout and no input method, so nothing makes a Vietnamese word of a code."""

from dataclasses import dataclass, field

DOWN = 1  # 0 is up, 2 a repetition
SHIFTS = frozenset({42, 54})
CONTROLS = frozenset({29, 97})
ENDS = frozenset({28, 96, 15})  # Enter, Enter of the number block, Tab
CONTROL_ENDS = frozenset({36, 50})  # Ctrl+J and Ctrl+M are line feed and carriage return
ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),  # the number block
    (98, "/", "/"),
    (55, "*", "*"),
)
SIGNS = {
    first + at: signs for first, plain, shifted in ROWS for at, signs in enumerate(zip(plain, shifted, strict=True))
}
LONGEST_TEXT = 400
PAUSE_SECONDS = 0.5


@dataclass(slots=True)
class KeyReader:
    """Makes texts of single keys. Times are seconds of one monotonic clock; a pause begins the text anew."""

    text: str = ""
    last_at: float = 0.0
    held: set[int] = field(default_factory=set)

    def key(self, code: int, value: int, now: float) -> str | None:
        """A key went down (1) or up (0); the whole text, if that ends one."""
        if value != DOWN:
            self.held -= {code} if value == 0 else set()
            return None
        if code in SHIFTS | CONTROLS:
            self.held.add(code)
            return None
        if self._ends(code):
            return self._whole(now)
        if code in SIGNS:
            self._add(SIGNS[code][bool(self.held & SHIFTS)], now)
        return None

    def _ends(self, code: int) -> bool:
        return code in ENDS or (code in CONTROL_ENDS and bool(self.held & CONTROLS))

    def _add(self, sign: str, now: float) -> None:
        before = self.text if now - self.last_at <= PAUSE_SECONDS else ""
        self.text, self.last_at = (before + sign)[-LONGEST_TEXT:], now

    def _whole(self, now: float) -> str | None:
        text, self.text = self.text.strip(), ""
        return text if text and now - self.last_at <= PAUSE_SECONDS else None
