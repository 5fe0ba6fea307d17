"""What has to be looked at now and then, whether citizens come or not: the age of what is kept, and the disk."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

EVERY_SECONDS = 60.0
logger = logging.getLogger(__name__)


@dataclass
class Upkeep:
    """Does each of `chores` once a minute, in a thread of its own."""

    chores: tuple[Callable[[], None], ...]
    every: float = EVERY_SECONDS
    _ending: threading.Event = field(default_factory=threading.Event, init=False)

    def start(self) -> None:
        """Begin, with the first round at once."""
        threading.Thread(target=self._run, name="upkeep", daemon=True).start()

    def stop(self) -> None:
        """Begin no further round."""
        self._ending.set()

    def _run(self) -> None:
        while not self._ending.is_set():
            for chore in self.chores:
                try:
                    chore()
                except Exception:
                    logger.exception("A chore failed.")
            self._ending.wait(self.every)
