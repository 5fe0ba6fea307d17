"""What the overview shows, summed up once for as long as nothing is counted anew: the sums are of many rows, and the
page is the same for everybody.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from lookup_api.domain.agency import Agency
from lookup_api.domain.figures import Tally

ROOM = 200
"""Views that are remembered; one takes some kilobytes."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The figures of one view: by month, by field, and by agency where it is of all of them."""

    by_month: Mapping[date, Tally]
    by_field: Mapping[str, Tally]
    by_agency: Mapping[Agency, Tally]

    @property
    def total(self) -> Tally:
        """All dossiers of the view; each is in one field, or in none by name."""
        return Tally.total(self.by_field.values())


class SumMemory:
    """Sums by view, of one count only; when a newer one shows, or ROOM is full, all are forgotten."""

    def __init__(self) -> None:
        self._as_of: datetime | None = None
        self._sums: dict[Hashable, Sums] = {}
        self._lock = Lock()

    def get(self, as_of: datetime | None, view: Hashable, sum_up: Callable[[], Sums]) -> Sums:
        """The sums of `view` as of that count; `sum_up` is asked when they are not known."""
        with self._lock:
            if as_of != self._as_of or len(self._sums) >= ROOM:
                self._as_of, self._sums = as_of, {}
            known, here = self._sums.get(view), self._sums
        if known is None:
            known = here[view] = sum_up()  # into what was of that count, also when a newer one came meanwhile
        return known
