"""Drawings for the help screen: find the barcode, hold it up, read, take the slip. Drawn and not loaded, as the first
screen's."""

from typing import Any

from kivy.graphics import Color, Line
from kivy.properties import StringProperty

from kiosk.screens.receipt_picture import ReceiptPicture
from kiosk.screens.theme import USUAL, WHITE, look

FIND, HOLD, READ, TAKE = "find", "hold", "read", "take"


class StepPicture(ReceiptPicture):
    """The drawing of one step, by its `kind`."""

    kind = StringProperty(HOLD)

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self.bind(kind=self._draw)

    def _draw(self, *_: object) -> None:
        if self.kind == HOLD:
            super()._draw()
            return
        self.canvas.clear()
        self._unit = min(self.width / 300, self.height / 280)
        self._left = self.center_x - 150 * self._unit
        self._low = self.center_y - 140 * self._unit
        with self.canvas:
            {FIND: self._find, READ: self._read, TAKE: self._take}[self.kind]()

    def _find(self) -> None:
        """A receipt whose barcode has a ring around it."""
        self._low += 20 * self._unit
        self._receipt()
        Color(*look.paint.your_turn.mark)
        ring = (*self._at(62, 82), 176 * self._unit, 68 * self._unit, 16 * self._unit)
        Line(rounded_rectangle=ring, width=max(look.hair, 3.5 * self._unit))

    def _read(self) -> None:
        """A screen with good news."""
        Color(*look.paint.ink)
        self._card((34, 24), (232, 236), 16)
        Color(*USUAL.paper)
        self._card((46, 36), (208, 212), 8)
        Color(*USUAL.brand)
        self._box((46, 214), (208, 26))
        Color(*USUAL.ready.mark)
        self._card((62, 120), (176, 76), 10)
        Color(*WHITE)
        points = [*self._at(122, 158), *self._at(142, 138), *self._at(180, 180)]
        Line(points=points, width=max(look.hair, 5 * self._unit), cap="round", joint="round")
        Color(*USUAL.soft)
        for y, width in ((98, 176), (80, 150), (62, 112)):
            self._card((62, y), (width, 7), 3)

    def _take(self) -> None:
        """A slip that comes out of the machine."""
        Color(*USUAL.card)
        self._box((86, 20), (128, 178))
        Color(*USUAL.line)
        Line(rectangle=(*self._at(86, 20), 128 * self._unit, 178 * self._unit), width=look.hair)
        Color(*look.paint.ink)
        self._card((40, 176), (220, 84), 16)
        Color(*look.paint.gold)
        self._card((70, 186), (160, 9), 4)
        Color(*USUAL.soft)
        for y, width in ((156, 96), (140, 80), (124, 88)):
            self._card((102, y), (width, 6), 3)
        Color(*USUAL.ink)
        self._bars(102, 62, 96, 44)
        Color(*look.paint.brand)
        arrow = [*self._at(236, 112), *self._at(236, 52), *self._at(218, 74), *self._at(236, 52), *self._at(254, 74)]
        Line(points=arrow, width=max(look.hair, 4 * self._unit), cap="round", joint="round")
