"""A QR code on the screen, for the citizen's own telephone."""

from urllib.parse import quote

import segno
from kivy.graphics import Color, Rectangle
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.question import Question
from kiosk.screens.theme import BLACK, WHITE
from lookup_api.domain.receipt import qr_text

QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks
LEAST_PIXELS = 3  # of a module


class Qr(Widget):
    """The QR code of `text`, black on white in any look; its side is the height or more, in whole pixels a module."""

    text = StringProperty("")
    wanted = NumericProperty(100)

    def __init__(self, **rest: object) -> None:
        super().__init__(**rest)
        self._rows: tuple[bytearray, ...] = ()
        self.size_hint = None, None
        self.bind(text=self._make, wanted=self._measure, pos=self._draw)
        self._make()

    def _make(self, *_: object) -> None:
        self._rows = tuple(segno.make_qr(self.text, error="m").matrix) if self.text else ()
        self._measure()

    def _measure(self, *_: object) -> None:
        modules = len(self._rows) + 2 * QUIET
        self._module = max(LEAST_PIXELS, int(self.wanted / modules))
        self.size = (modules * self._module,) * 2 if self._rows else (0, 0)
        self._draw()

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        if not self._rows:
            return
        with self.canvas:
            Color(*WHITE)
            left, low = map(int, self.pos)
            Rectangle(pos=(left, low), size=self.size)
            Color(*BLACK)
            for down, row in enumerate(self._rows):
                self._draw_row(row, left, low + int(self.height) - (down + 1 + QUIET) * self._module)

    def _draw_row(self, row: bytearray, left: int, low: int) -> None:
        """Dark modules that touch become one bar: fewer things to draw."""
        start = 0
        for at in range(len(row) + 1):
            if at < len(row) and row[at]:
                continue
            if at > start:
                wide = (at - start) * self._module
                Rectangle(pos=(left + (start + QUIET) * self._module, low), size=(wide, self._module))
            start = at + 1


def page_address(site: str, question: Question) -> str:
    """The dossier's page on the public site, opened as far as the receipt's QR opens it; "" without a site."""
    if not site:
        return ""
    base = (site if "://" in site else f"https://{site}").rstrip("/")
    if question.secret:
        return qr_text(base, question.code, question.secret)
    return f"{base}/ho-so/{quote(question.code.printed, safe='')}"
