"""A printer that only remembers: for demonstrations and tests."""

from dataclasses import dataclass, field

from lookup_api.paper.slip import Slip


@dataclass(slots=True)
class RecordingPrinter:
    """See Printer. `printed` keeps the last few slips."""

    printed: list[Slip] = field(default_factory=list)

    def print(self, slip: Slip) -> None:
        """See Printer."""
        self.printed = [*self.printed[-9:], slip]
