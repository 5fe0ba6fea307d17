"""The ten statuses of a dossier (trạng thái hồ sơ), as the national portal numbers them."""

from enum import IntEnum


class Status(IntEnum):
    """Trạng thái hồ sơ, national table 1 to 10."""

    NEWLY_REGISTERED = 1
    RECEIVED = 2
    REFUSED = 3
    PROCESSING = 4
    SUPPLEMENT_REQUESTED = 5
    PAYMENT_REQUIRED = 6
    WITHDRAWN = 7
    STOPPED = 8
    FINISHED = 9
    RETURNED = 10

    @property
    def stops_the_clock(self) -> bool:
        """Whether the term stands still because the citizen is awaited (supplement, payment)."""
        return self in (Status.SUPPLEMENT_REQUESTED, Status.PAYMENT_REQUIRED)

    @property
    def is_completed(self) -> bool:
        """Whether a result exists: finished, or returned to the citizen."""
        return self in (Status.FINISHED, Status.RETURNED)

    @property
    def is_closed(self) -> bool:
        """Whether nobody works on the dossier any more."""
        return self.is_completed or self in (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED)


_AT_WORK = frozenset({Status.PROCESSING, Status.SUPPLEMENT_REQUESTED, Status.PAYMENT_REQUIRED})
_ENDS = frozenset({Status.WITHDRAWN, Status.STOPPED, Status.FINISHED})
USUAL_NEXT: dict[Status, frozenset[Status]] = {
    Status.NEWLY_REGISTERED: frozenset(
        {Status.RECEIVED, Status.REFUSED, Status.SUPPLEMENT_REQUESTED, Status.WITHDRAWN}
    ),
    Status.RECEIVED: _AT_WORK | _ENDS | {Status.REFUSED},
    Status.REFUSED: frozenset(),
    Status.PROCESSING: _AT_WORK | _ENDS | {Status.REFUSED},
    Status.SUPPLEMENT_REQUESTED: _AT_WORK | _ENDS | {Status.RECEIVED, Status.REFUSED},
    Status.PAYMENT_REQUIRED: _AT_WORK | _ENDS,
    Status.WITHDRAWN: frozenset(),
    Status.STOPPED: frozenset({Status.RETURNED}),
    Status.FINISHED: frozenset({Status.RETURNED, Status.PAYMENT_REQUIRED}),
    Status.RETURNED: frozenset(),
}


def is_odd_transition(before: Status, after: Status) -> bool:
    """Whether going from `before` to `after` deserves a look by the agency (a correction, 9 back to 4); it is
    applied all the same.
    """
    return before != after and after not in USUAL_NEXT[before]
