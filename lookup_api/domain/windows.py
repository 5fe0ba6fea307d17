"""Hand-overs (liên thông): during which days another agency has its own steps to say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lookup_api.domain.calendar import local_day
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.update import StatusUpdate


@dataclass(frozen=True, slots=True)
class HandOverWindow:
    """One hand-over, from the owner's record that opened it to the one that took the dossier back (None: it is open).

    `due_at` is the other agency's own term. Days are compared, not clock times: many systems know no more than the
    day, and two agencies' clocks differ.
    """

    to: AgencyCode
    opened_at: datetime
    closed_at: datetime | None
    due_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the other agency has the dossier still."""
        return self.closed_at is None

    def covers(self, update: StatusUpdate) -> bool:
        """Whether `update` is the other agency's step within this hand-over."""
        day = local_day(update.occurred_at)
        begun = local_day(self.opened_at) <= day
        return update.sender == self.to and begun and (self.closed_at is None or day <= local_day(self.closed_at))


def hand_over_windows(ordered: Sequence[StatusUpdate]) -> tuple[HandOverWindow, ...]:
    """The hand-overs that the owner's records tell of, oldest first; at most the last is open."""
    windows: list[HandOverWindow] = []
    for update in ordered:
        if update.hand_over is None or update.sender != update.owner:
            continue
        if windows and windows[-1].is_open:
            if windows[-1].to == update.hand_over.to:
                continue
            windows[-1] = replace(windows[-1], closed_at=update.occurred_at)
        if update.hand_over.to is not None:
            windows.append(HandOverWindow(update.hand_over.to, update.occurred_at, None, update.hand_over.due_at))
    return tuple(windows)
