"""The staff's code: who may see the machine's inside. Few tries, so that nobody types all codes in a quiet hour."""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.flow.events import StaffLetIn, StaffTurnedAway

TRIES = 5
LOCKED_SECONDS = 300.0
WRONG, LOCKED, NO_CODE = "staff_code_wrong", "staff_locked", "staff_no_code"


@dataclass(slots=True)
class StaffCode:
    """`code` is what opens, "" for nothing; `clock` gives monotonic seconds."""

    code: str = field(repr=False)
    clock: Callable[[], float] = time.monotonic
    missed: int = 0
    locked_until: float = 0.0

    def open(self, typed: str) -> StaffLetIn | StaffTurnedAway:
        """Whether it is the code; after TRIES wrong ones nothing is for five minutes."""
        if not self.code:
            return StaffTurnedAway(NO_CODE)
        if self.clock() < self.locked_until:
            return StaffTurnedAway(LOCKED)
        if hmac.compare_digest(typed.encode(), self.code.encode()):
            self.missed = 0
            return StaffLetIn()
        return self._miss()

    def _miss(self) -> StaffTurnedAway:
        self.missed += 1
        if self.missed < TRIES:
            return StaffTurnedAway(WRONG)
        self.missed, self.locked_until = 0, self.clock() + LOCKED_SECONDS
        return StaffTurnedAway(LOCKED)
