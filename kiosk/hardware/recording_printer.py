"""A printer that only remembers: for demonstrations and tests."""

from dataclasses import dataclass, field

from kiosk.errors import PaperOut, PrinterUnavailable
from kiosk.hardware.paper import Paper
from lookup_api.paper.printable import Printable


@dataclass(slots=True)
class RecordingPrinter:
    """See Printer. `printed` keeps the last few documents, `room` of them; `left` is what it says of its paper."""

    printed: list[Printable] = field(default_factory=list)
    left: Paper = Paper.OK
    room: int = 10

    def print(self, document: Printable) -> None:
        """See Printer."""
        if self.left is Paper.OUT:
            raise PaperOut
        if self.left is Paper.OFFLINE:
            raise PrinterUnavailable
        self.printed = [*self.printed, document][max(0, len(self.printed) + 1 - self.room) :]

    def paper(self) -> Paper:
        """See Printer."""
        return self.left

    def close(self) -> None:
        """See Printer."""
