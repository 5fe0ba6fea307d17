"""Whether the centre can be asked, how fast it answers, whose clock is right, and whether it still lets us in.

Every look-up tells; between look-ups a thread asks by itself, ever more slowly while there is no answer.
"""

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from statistics import median

from kiosk.care.faults import Faults
from kiosk.centre.probe import CentreProbe, clock_is_in_doubt
from kiosk.errors import CentreAway, CentreSlow, ClockWrong, KioskFault, OutOfService
from lookup_api.domain.errors import LookupFailure, LookupUnavailable
from lookup_api.errors import DeviceRefused
from provisioning.errors import DeviceRevoked, DeviceUnknown, ReplayRefused, SignatureTooOld

SLOW_SECONDS = 2.0
LAST_ANSWERS, LEAST_ANSWERS = 9, 3  # a single slow answer is no slow centre
BEYOND_DOUBT = (DeviceRevoked.code, DeviceUnknown.code)  # whoever sets the clock wrong changes nothing about these
MISSES = 2  # in a row: a single lost question is no lost centre
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pauses:
    """In seconds, between two questions of our own: while all is well, from the first to the longest while there is no
    answer, and while we are out of service. Each is cut by up to a half, so that a hall of kiosks does not ask at once.
    """

    well: float = 30.0
    first: float = 1.0
    longest: float = 30.0
    refused: float = 60.0


@dataclass
class Reachability:
    """Told of look-ups by any thread. `on_revoked` is called once when the centre takes us out of service."""

    probe: CentreProbe
    faults: Faults
    on_revoked: Callable[[], None]
    pauses: Pauses = field(default_factory=Pauses)
    chance: Callable[[], float] = random.random
    _took: deque[float] = field(default_factory=lambda: deque(maxlen=LAST_ANSWERS), init=False)
    _misses: int = field(default=0, init=False)
    _is_revoked: bool = field(default=False, init=False)
    _refused_at: float = field(default=-inf, init=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False)
    _bell: threading.Event = field(default_factory=threading.Event, init=False)
    _is_ending: bool = field(default=False, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    def answered(self, seconds: float) -> None:
        """The centre answered and let us in, so quickly. What was asked before it refused us does not count."""
        with self._lock:
            if time.monotonic() - seconds < self._refused_at:
                return
            self._misses, self._is_revoked = 0, False
            self._took.append(seconds)
            slow = len(self._took) >= LEAST_ANSWERS and median(self._took) > SLOW_SECONDS
            for fault, broken in ((CentreAway, False), (OutOfService, False), (CentreSlow, slow)):
                self.faults.tell(fault, broken)
            self._look_at_the_clock()

    def missed(self) -> None:
        """The centre could not be asked."""
        with self._lock:
            self._misses += 1
            if self._misses >= MISSES:
                self.faults.tell(CentreAway, True)
            if self._misses <= MISSES:  # once it is known to be away, look-ups that fail do not make us ask more often
                self._bell.set()

    def refused(self, refusal: DeviceRefused) -> LookupFailure | KioskFault:
        """The centre does not take our signature; what to tell the citizen. A wrong clock is not held against us."""
        with self._lock:
            self._misses = 0
            self.faults.tell(CentreAway, False)
            if refusal.reason == ReplayRefused.code:
                return LookupUnavailable()
            in_doubt = self.probe.time.is_wrong and refusal.reason not in BEYOND_DOUBT
            if refusal.reason == SignatureTooOld.code or in_doubt:
                self.faults.tell(ClockWrong, True)
                self._bell.set()  # the time of the answer sets us right
                return ClockWrong()
            self._revoke()
        return OutOfService()

    def look(self) -> float:
        """Ask once; how many seconds to wait before asking again."""
        try:
            self.answered(self.probe.ask())
        except DeviceRefused as refusal:
            self.refused(refusal)
        except LookupUnavailable as failure:
            self.missed()
            if clock_is_in_doubt(failure):
                self.faults.tell(ClockWrong, True)
        return self._pause()

    def start(self) -> None:
        """Begin to ask."""
        self._thread = threading.Thread(target=self._run, name="reachability", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ask no more. A question under way ends by its own time limit, and nobody waits for it."""
        self._is_ending = True
        self._bell.set()

    def _run(self) -> None:
        while not self._is_ending:
            try:
                wait = self.look()
            except Exception:
                logger.exception("The centre could not be asked whether it is there.")
                wait = self.pauses.longest
            self._bell.clear()
            if not self._is_ending:
                self._bell.wait(wait)

    def _pause(self) -> float:
        with self._lock:
            usual = self.pauses.refused if self._is_revoked else self.pauses.well
            if self._misses:
                usual = min(self.pauses.longest, self.pauses.first * 2 ** min(self._misses - 1, 16))
        return usual * (1 - self.chance() / 2)

    def _revoke(self) -> None:
        self._refused_at = time.monotonic()
        self.faults.tell(OutOfService, True)
        if not self._is_revoked:
            self._is_revoked = True
            self.on_revoked()

    def _look_at_the_clock(self) -> None:
        if self.probe.time.is_known:
            self.faults.tell(ClockWrong, self.probe.time.is_wrong)
