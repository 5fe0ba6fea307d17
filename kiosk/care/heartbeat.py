"""Tells provisioning each minute how this machine is. Nobody who hears it is nothing that a citizen need know."""

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from kiosk.care.health import Health

PATH = "/v1/heartbeats"
EVERY_SECONDS = 60.0
LONGEST_SECONDS = 15 * 60.0
SHARE = 0.2  # of each pause is left to chance, so that all kiosks of a province do not beat together
TIMEOUT = httpx.Timeout(10.0, connect=3.0)
logger = logging.getLogger(__name__)


@dataclass
class Heartbeat:
    """Beats to the service behind `http`, which signs as this device. `look` gives the health of the moment."""

    http: httpx.Client
    look: Callable[[], Health]
    chance: Callable[[], float] = random.random
    misses: int = field(default=0, init=False)
    _ending: threading.Event = field(default_factory=threading.Event, init=False)

    def beat(self) -> float:
        """Tell once; in how many seconds to tell again: later and later while nobody hears it."""
        try:
            self.http.post(PATH, json=self.look().as_json(), timeout=TIMEOUT).raise_for_status()
            self._note(0)
        except httpx.HTTPError:
            self._note(self.misses + 1)
        pause = min(LONGEST_SECONDS, EVERY_SECONDS * 2.0 ** min(self.misses, 10))
        return pause * (1 - SHARE * self.chance())

    def start(self) -> None:
        """Begin to beat. What hangs is left behind when the program ends."""
        threading.Thread(target=self._run, name="heartbeat", daemon=True).start()

    def stop(self) -> None:
        """Beat no more."""
        self._ending.set()

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                wait = self.beat()
            except Exception:
                logger.exception("No heartbeat could be made.")
                wait = LONGEST_SECONDS
            self._ending.wait(wait)

    def _note(self, misses: int) -> None:
        """A change is one line in the log."""
        if bool(misses) != bool(self.misses):
            logger.info("The heartbeat is %s.", "not heard" if misses else "heard again")
        self.misses = misses
