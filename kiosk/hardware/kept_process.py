"""A child process that is begun again, ever more slowly, whenever it ends or gives no sign of life."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess

NANO = 1_000_000_000
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waits:
    """In seconds: how long to wait before the next process, from the first such wait to the longest; a process that
    was well for `steady` seconds makes the next wait the first one again."""

    first: float = 0.5
    longest: float = 8.0
    steady: float = 10.0


@dataclass(slots=True)
class KeptProcess:
    """`make` gives the process, not yet started. `is_well` is asked with the time it was begun (monotonic nanoseconds)
    whether it gives signs of life."""

    make: Callable[[], SpawnProcess]
    is_well: Callable[[int], bool]
    waits: Waits
    process: SpawnProcess | None = None
    began_ns: int = 0
    begin_at_ns: int = 0
    wait: float = 0.0
    is_troubled: bool = False

    def look_after(self) -> bool:
        """Bury a process that is not well, begin one that is due; whether there is one now."""
        if self.process and not (self.process.is_alive() and self.is_well(self.began_ns)):
            self._bury()
        elif self.process and self.is_troubled and self._is_steady():
            self.is_troubled = False
            logger.info("The %s process is well again.", self.process.name)
        if self.process is None and time.monotonic_ns() >= self.begin_at_ns:
            self._begin()
        return self.process is not None

    def end(self) -> None:
        """Kill it: a process that hangs in a driver hears nothing milder."""
        process, self.process = self.process, None
        if process:
            process.kill()
            process.join()
            process.close()

    def _begin(self) -> None:
        self.process = self.make()
        self.began_ns = time.monotonic_ns()
        self.process.start()

    def _bury(self) -> None:
        if self.process and not self.is_troubled:  # one line for a camera that is unplugged for days
            logger.warning("The %s process ended or hangs; it is begun again until it is well.", self.process.name)
        self.is_troubled = True
        self.end()
        self.wait = min(max(0.0 if self._is_steady() else self.wait * 2, self.waits.first), self.waits.longest)
        self.begin_at_ns = time.monotonic_ns() + int(self.wait * NANO)

    def _is_steady(self) -> bool:
        return time.monotonic_ns() - self.began_ns >= self.waits.steady * NANO
