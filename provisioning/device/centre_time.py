"""What time it is by the centre's clock: a device may wake up years ago, or be set years ahead.

Between two answers of the centre the time goes on by a clock that nobody can set. Before the first one it is this
machine's, but never earlier than what the centre had said before the machine went down.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from provisioning.clock import utc_now

MAY_DIFFER = timedelta(minutes=2)  # as signatures may
SOONEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)  # no clock of a centre is beyond
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def uptime() -> float:
    """Seconds since this machine was started, sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


@dataclass
class CentreTime:
    """Give it each answer that is surely the centre's; call it for the time, aware UTC.

    `floor` is the latest time that the centre was known to have said before.
    """

    floor: datetime = LONG_AGO
    own: Callable[[], datetime] = utc_now
    running: Callable[[], float] = uptime
    _heard: tuple[datetime, float] | None = field(default=None, init=False)

    def __call__(self) -> datetime:
        """This machine's time where it agrees with the centre's, because it is finer; otherwise the centre's."""
        own, theirs = self.own(), self._theirs()
        if theirs is None:
            return max(own, self.floor)
        return own if abs(own - theirs) <= MAY_DIFFER else theirs

    @property
    def skew(self) -> timedelta:
        """How far this machine's clock is ahead of the centre's; negative when it is behind, zero when not known."""
        theirs = self._theirs()
        return self.own() - theirs if theirs else timedelta()

    @property
    def is_known(self) -> bool:
        """Whether the centre was heard."""
        return self._heard is not None

    @property
    def is_wrong(self) -> bool:
        """Whether somebody should set this machine's clock."""
        return abs(self.skew) > MAY_DIFFER

    def hear(self, answer: httpx.Response) -> None:
        """Note the time of an answer of the centre, where it tells it."""
        try:
            said = parsedate_to_datetime(answer.headers["Date"])
        except (KeyError, ValueError):
            return
        if said.tzinfo and SOONEST < said < LATEST:
            self._heard = said.astimezone(UTC), self.running()

    def _theirs(self) -> datetime | None:
        if self._heard is None:
            return None
        at, when = self._heard
        return at + timedelta(seconds=self.running() - when)
