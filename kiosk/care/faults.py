"""What is broken on this machine now: each change is told to the flow once, and is one line in the log."""

import logging
from collections.abc import Callable
from threading import RLock

from kiosk.errors import KioskFault
from kiosk.flow.events import Event, FaultFound, FaultGone

logger = logging.getLogger(__name__)


class Faults:
    """Stands before the flow's `post`: events of faults that change nothing are dropped, all others go through."""

    def __init__(self, post: Callable[[Event], None]) -> None:
        self._post = post
        self._now: frozenset[str] = frozenset()
        self._lock = RLock()

    @property
    def now(self) -> frozenset[str]:
        """The codes of what is broken."""
        return self._now

    def tell(self, fault: type[KioskFault], broken: bool) -> None:
        """Say how one thing is; may be said again and again, by any thread."""
        self.post((FaultFound if broken else FaultGone)(fault.code))

    def post(self, event: Event) -> None:
        """Pass an event on."""
        if not isinstance(event, FaultFound | FaultGone):
            self._post(event)
            return
        with self._lock:  # also while it is posted: what comes and goes arrives in that order
            if self._changes(event):
                self._post(event)

    def _changes(self, event: FaultFound | FaultGone) -> bool:
        broken = isinstance(event, FaultFound)
        if (event.fault in self._now) == broken:
            return False
        self._now = self._now | {event.fault} if broken else self._now - {event.fault}
        logger.log(logging.WARNING if broken else logging.INFO, "%s: %s", event.fault, "found" if broken else "gone")
        return True
