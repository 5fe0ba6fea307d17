"""What would help a citizen who holds something before the camera, said so that it can be followed."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.scanning.measures import Measures

LEAST_MODULE = 1.6  # pixels; below 1.4 nothing is read, whatever is done
MOST_SATURATED = 0.02  # of the region
DIM = 70  # of 255: the paper's own grey
SMEARED = 0.6  # of the way from black to white in a module: what is sharp goes all of it
RESTLESS = 0.15  # widths of the picture a second
BLANK_SECONDS = 2.0
STANDS_SECONDS = 1.0  # how long a hint stays at least
DOUBT_SECONDS = 0.35  # how long another one must be right before it is said
READ_SECONDS = 1.5


class Hint(StrEnum):
    """What a citizen could do. Vietnamese wordings stand in `languages/`."""

    NONE = "none"
    NEARER = "nearer"
    FARTHER = "farther"
    HOLD_STILL = "hold_still"
    TURN_OVER = "turn_over"
    MORE_LIGHT = "more_light"
    LESS_GLARE = "less_glare"
    READ = "read"


def hint_of(measures: Measures) -> Hint:
    """What hinders most in one picture, by what must come first: light, then place, then glare, then rest."""
    rules = (
        (measures.white < DIM, Hint.MORE_LIGHT),
        (measures.cut_off, Hint.FARTHER),
        (measures.module < LEAST_MODULE, Hint.NEARER),
        (measures.saturated > MOST_SATURATED, Hint.LESS_GLARE),
        (measures.speed > RESTLESS or measures.steepness < SMEARED, Hint.HOLD_STILL),
    )
    return next((hint for hinders, hint in rules if hinders), Hint.NONE)


@dataclass(slots=True)
class SteadyHint:
    """A hint that does not flicker. Times are seconds of one monotonic clock."""

    shown: Hint = Hint.NONE
    shown_at: float = float("-inf")
    doubt: Hint = Hint.NONE
    doubted_at: float = 0.0

    def after(self, hint: Hint, now: float) -> Hint:
        """The hint to show when a picture asks for `hint`: READ at once, another one when it is right for a while."""
        if hint is not self.doubt:
            self.doubt, self.doubted_at = hint, now
        if hint is Hint.READ or (hint is not self.shown and self._may_change(now)):
            self.shown, self.shown_at = hint, now
        return self.shown

    def _may_change(self, now: float) -> bool:
        stands = READ_SECONDS if self.shown is Hint.READ else STANDS_SECONDS
        return now - self.shown_at >= stands and now - self.doubted_at >= DOUBT_SECONDS
