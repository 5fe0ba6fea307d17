"""What happens when the kiosk's own program breaks on a screen: the citizen's session ends, the kiosk goes on.

A program that breaks again and again ends, and is begun anew by whoever watches it.
"""

import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

MOST, WITHIN_SECONDS = 5, 60.0
logger = logging.getLogger(__name__)


def broken_where(failure: BaseException) -> str:
    """The kind of a failure and the places it came through, the last one first, for a log. Never its words: these may
    hold what a citizen saw."""
    places = traceback.extract_tb(failure.__traceback__)
    told = (f"{place.filename.rpartition('/')[2]}:{place.lineno} {place.name}" for place in reversed(places))
    return " < ".join((type(failure).__name__, *told))


@dataclass(slots=True)
class LastResort:
    """Counts what broke. `go_home` ends the session, a little later; `clock` gives monotonic seconds."""

    go_home: Callable[[], None]
    clock: Callable[[], float] = time.monotonic
    broken_at: list[float] = field(default_factory=list)

    def mend(self, failure: Exception) -> None:
        """Write into the log what broke, and go on from the first screen; or SystemExit, which repeats no words."""
        logger.error("A screen broke: %s", broken_where(failure))
        now = self.clock()
        self.broken_at = [at for at in self.broken_at if now - at < WITHIN_SECONDS] + [now]
        if len(self.broken_at) >= MOST:
            raise SystemExit(1)
        self.go_home()

    def around(self, work: Callable[..., object]) -> Callable[..., None]:
        """`work`, for who calls it again and again: Kivy's clock never calls again what has failed once."""

        def guarded(*given: object) -> None:
            try:
                work(*given)
            except Exception as failure:  # noqa: BLE001  # whatever it was, it is told by its kind and place
                self.mend(failure)

        return guarded
