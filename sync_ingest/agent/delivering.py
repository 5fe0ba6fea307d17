"""The delivering half: takes batch after batch, and waits out a centre that is away."""

import logging
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event

from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.errors import ClockRefused, DataKeyWrong, IngestRefused, IngestUnavailable
from sync_ingest.agent.pace import Backoff
from sync_ingest.agent.state.file import save_fact

log = logging.getLogger(__name__)

TROUBLE = "trouble"
LOOK_AGAIN_SECONDS = 1.0  # nobody queues without waking us; this is for a bell that was not heard


@dataclass(frozen=True)
class Bells:
    """`stop` ends the agent. `wake` rings when there is something to deliver, `look` when the department is to be
    looked at anew, and both when it ends.
    """

    stop: Event = field(default_factory=Event)
    wake: Event = field(default_factory=Event)
    look: Event = field(default_factory=Event)

    def end(self) -> None:
        """Ask all parts to end after what they are doing."""
        for bell in (self.stop, self.wake, self.look):
            bell.set()


@dataclass
class Paces:
    """How long to wait for a centre that is away, and for one that refuses us until a person has had a look."""

    away: Backoff
    refused: Backoff

    def after(self, failure: Exception) -> float:
        """Seconds to wait after `failure`: as long as the centre asks for, but never longer than our longest pause."""
        if isinstance(failure, IngestRefused | DataKeyWrong):
            return self.refused.next()
        asked = failure.wait_seconds if isinstance(failure, IngestUnavailable) else 0
        return max(self.away.next(), min(asked, self.away.longest))

    def reset(self) -> None:
        """It worked."""
        self.away.reset()
        self.refused.reset()


def deliver_until(bells: Bells, courier: Courier, paces: Paces) -> None:
    """Deliver what is queued until `bells.stop`. Trouble is told of once, not at every try."""
    trouble = ""
    while not bells.stop.is_set():
        bells.wake.clear()
        try:
            delivered = courier.deliver()
        except (IngestUnavailable, IngestRefused, ClockRefused, DataKeyWrong, sqlite3.Error) as failure:
            trouble = _tell(courier.db, trouble, str(failure))
            bells.stop.wait(paces.after(failure))
            continue
        if delivered:
            trouble = _tell(courier.db, trouble, "")
            paces.reset()
        elif not bells.stop.is_set():
            bells.wake.wait(LOOK_AGAIN_SECONDS)


def _tell(db: sqlite3.Connection, before: str, now: str) -> str:
    if before == now:
        return now
    log.error("nothing is delivered, all is kept: %s", now) if now else log.info("delivering again")
    with suppress(sqlite3.Error):
        save_fact(db, TROUBLE, now or None)
    return now
