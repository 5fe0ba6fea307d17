"""Which request is disturbed, and how: each fault once, with an undisturbed push between two of them.

Only EXISTS does not wait its turn: few dossiers are new.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

from sync_ingest.conformance.exchange import Fault
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.pushes import Push

BUSY_TIMES = 3  # in a row, so that hammering shows
EVERYWHERE = (Fault.CUT, *[Fault.BUSY] * BUSY_TIMES, Fault.SLOW)
FAULTS: dict[Form, tuple[Fault, ...]] = {
    Form.WIRE: EVERYWHERE,
    Form.NATIONAL: (Fault.EXISTS, *EVERYWHERE, Fault.SESSION),
    Form.PROVINCE: (Fault.EXISTS, *EVERYWHERE),
}


@dataclass
class FaultPlan:
    """`form` None: the form of the first push. Used by several threads at once."""

    form: Form | None = None
    planned: deque[Fault] | None = None
    _is_first: bool = True  # it goes through: whoever cannot even do that gets a clear answer
    _rests: bool = False
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, faults: Iterable[Fault], form: Form | None = None) -> "FaultPlan":
        """These faults alone."""
        return cls(form, deque(faults))

    def next_for(self, push: Push) -> Fault | None:
        """What is done to this push; None for nothing."""
        with self._lock:
            if self.form not in (None, push.form):
                return None
            if self.planned is None:
                self.planned = deque(FAULTS[push.form])
            return self._take(push, self.planned)

    @property
    def is_over(self) -> bool:
        """Whether every fault was used."""
        return self.planned is not None and not self.planned

    def _take(self, push: Push, planned: deque[Fault]) -> Fault | None:
        fits = next((fault for fault in planned if _fits(fault, push)), None)
        if self._is_first or (self._rests and fits is not Fault.EXISTS):
            self._is_first = self._rests = False
            return None
        if fits is None:
            return None
        planned.remove(fits)
        self._rests = fits is not Fault.BUSY or Fault.BUSY not in planned
        return fits


def _fits(fault: Fault, push: Push) -> bool:
    """Only a push of a new dossier can meet one that exists."""
    return bool(push.items) and (fault is not Fault.EXISTS or push.is_updating == "False")
