"""Whether a worker goes on: what its parts must know to end without dropping an answer."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Life:
    """The life of one worker process. `is_ending` from the signal to stop on; answers are still given for a while."""

    is_ending: bool = False
    _farewells: list[Callable[[], None]] = field(default_factory=list)

    def at_end(self, farewell: Callable[[], None]) -> None:
        """Call `farewell` on the event loop when the end begins: it ends what would last for ever, and never raises."""
        self._farewells.append(farewell)

    def end(self) -> None:
        """The end begins; saying so again does nothing."""
        self.is_ending = True
        while self._farewells:
            self._farewells.pop()()
