"""The two rolls of thermal paper that receipt printers take, in dots of 203 to the inch (8 to the millimetre)."""

from enum import Enum

DOTS_PER_MM = 8


class Roll(Enum):
    """A roll by the width of its paper in millimetres, as an operator names it."""

    MM80 = 80
    MM58 = 58

    @property
    def printable(self) -> int:
        """How many dots a line has: the width of every picture that is printed."""
        return 576 if self is Roll.MM80 else 384

    @property
    def paper(self) -> int:
        """The width of the paper in dots, with the margins that the print head does not reach."""
        return self.value * DOTS_PER_MM
