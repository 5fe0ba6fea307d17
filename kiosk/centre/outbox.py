"""What citizens tell the centre in passing, a rating or a difference: sent in the background, again while it is away.

It lies in memory only and is lost with the power: nothing that citizens say is written on a kiosk's disk.
"""

import logging
import threading
from collections import deque
from dataclasses import dataclass, field

from kiosk.centre.centre import Centre
from kiosk.errors import KioskFault
from kiosk.flow.effects import ReportDifference, SendRating
from lookup_api.domain.errors import LookupFailure, LookupUnavailable, TooManyRequests
from lookup_api.errors import DeviceRefused

ROOM = 100
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0  # seconds
TRY_AGAIN = (LookupUnavailable, TooManyRequests, DeviceRefused)  # a refused clock is set right, a kiosk let in again
Telling = SendRating | ReportDifference
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Outbox:
    """One thread that sends what was put here, in order; the oldest goes when there is no more room."""

    centre: Centre
    waiting: deque[Telling] = field(default_factory=lambda: deque(maxlen=ROOM))
    filled: threading.Event = field(default_factory=threading.Event)
    ending: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to send."""
        self.thread = threading.Thread(target=self._run, name="outbox", daemon=True)
        self.thread.start()

    def put(self, telling: Telling) -> None:
        """Send this soon; never waits."""
        self.waiting.append(telling)
        self.filled.set()

    def stop(self) -> None:
        """End; what is under way ends by its own time limit."""
        self.ending.set()
        self.filled.set()

    def send_all(self) -> bool:
        """Send what waits; whether nothing is left."""
        while self.waiting and not self.ending.is_set():
            telling = self.waiting[0]
            if not self._sent(telling):
                return False
            if self.waiting and self.waiting[0] is telling:  # it may have gone for want of room
                self.waiting.popleft()
        return True

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self.ending.is_set():
            self.filled.wait()
            self.filled.clear()
            while not self.ending.is_set() and not self.send_all():
                self.ending.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            pause = FIRST_PAUSE

    def _sent(self, telling: Telling) -> bool:
        """Whether it need not be sent again: it arrived, or never will."""
        try:
            self._tell(telling)
        except TRY_AGAIN:
            return False
        except (LookupFailure, KioskFault) as failure:
            logger.warning("The centre does not take what a citizen said: %s.", failure.code)
        except Exception:  # nobody foresaw it, and it must hold up nothing else
            logger.exception("What a citizen said can't be sent.")
        return True

    def _tell(self, telling: Telling) -> None:
        match telling:
            case SendRating(stars, code, language):
                self.centre.rate(stars, code, language)
            case ReportDifference(code, version, elsewhere, language):
                self.centre.report_difference(code, version, elsewhere, language)
