"""How long to wait before another try: longer each time, and never the same for two agents."""

import random
from collections.abc import Callable
from dataclasses import dataclass

SHARE = 0.5  # of a pause is left to chance, so that a hundred agents do not come back in the same second


@dataclass
class Backoff:
    """Pauses from `first` seconds, doubling up to `longest`, each shortened by chance."""

    first: float
    longest: float
    chance: Callable[[], float] = random.random
    _pause: float = 0

    def next(self) -> float:
        """Seconds to wait now."""
        self._pause = min(self.longest, self._pause * 2 or self.first)
        return self._pause * (1 - SHARE * self.chance())

    def reset(self) -> None:
        """It worked: the next pause is the first again."""
        self._pause = 0
