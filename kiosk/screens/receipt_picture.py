"""A drawing for the first screen, a receipt in the scanner's light. Drawn and not loaded, it is sharp at any size."""

from typing import Any

from kivy.graphics import Color, Ellipse, Line, PopMatrix, PushMatrix, Quad, Rectangle, Rotate, RoundedRectangle
from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

from kiosk.screens.theme import USUAL, look

ROOM = (300.0, 280.0)  # the drawing's own units, from its lower left corner
BARS = "3111123112133111221321132111311221123113"  # widths, bar and gap in turn
QR = ("1110111", "1010101", "1110111", "0011010", "1110011", "1010110", "1110101")
LINES = ((92, 214, 116), (104, 200, 92), (72, 180, 156), (72, 168, 140), (72, 156, 150))  # x, y, width


class ReceiptPicture(Widget):
    """It fills its room and keeps its shape; it is not `lit` when there is no scanner to hold a receipt to."""

    lit = BooleanProperty(True)

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self.bind(pos=self._draw, size=self._draw, lit=self._draw)

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        self._unit = min(self.width / ROOM[0], self.height / ROOM[1])
        self._left = self.center_x - ROOM[0] / 2 * self._unit
        self._low = self.center_y - ROOM[1] / 2 * self._unit
        with self.canvas:
            PushMatrix()
            Rotate(angle=-4, origin=(*self._at(150, 120),))
            self._receipt()
            PopMatrix()
            if self.lit:
                self._light()
                self._scanner()

    def _light(self) -> None:
        Color(*look.paint.gold[:3], 0.3)
        Quad(points=[*self._at(136, 262), *self._at(164, 262), *self._at(262, 78), *self._at(48, 92)])

    def _scanner(self) -> None:
        Color(*look.paint.ink)
        self._card((96, 250), (108, 26), 9)
        Color(*look.paint.gold)
        Ellipse(pos=self._at(143, 256), size=(14 * self._unit, 14 * self._unit))

    def _receipt(self) -> None:
        Color(*USUAL.card)
        self._card((54, 6), (192, 226), 5)
        Color(*USUAL.line)
        Line(rounded_rectangle=(*self._at(54, 6), 192 * self._unit, 226 * self._unit, 5 * self._unit), width=look.hair)
        for x, y, width in LINES:
            self._card((x, y), (width, 4), 2)
        Color(*USUAL.ink)
        self._bars(72, 92, 156, 48)
        self._qr(128, 24, 44)

    def _bars(self, x: float, y: float, width: float, height: float) -> None:
        widths = [int(sign) for sign in BARS]
        module = width / sum(widths)
        for at, bar in enumerate(widths):
            if at % 2 == 0:
                self._box((x + sum(widths[:at]) * module, y), (bar * module, height))

    def _qr(self, x: float, y: float, side: float) -> None:
        module = side / len(QR)
        for down, row in enumerate(QR):
            for across, dark in enumerate(row):
                if dark == "1":
                    self._box((x + across * module, y + side - (down + 1) * module), (module, module))

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._left + x * self._unit, self._low + y * self._unit

    def _box(self, corner: tuple[float, float], size: tuple[float, float]) -> None:
        Rectangle(pos=self._at(*corner), size=(size[0] * self._unit, size[1] * self._unit))

    def _card(self, corner: tuple[float, float], size: tuple[float, float], round_off: float) -> None:
        grown = (size[0] * self._unit, size[1] * self._unit)
        RoundedRectangle(pos=self._at(*corner), size=grown, radius=[round_off * self._unit])
