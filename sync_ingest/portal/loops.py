"""The threads of `motcua-ingest forward`: one follows the events, the others take turns, until they are told to end."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from sync_ingest.agent.pace import Backoff
from sync_ingest.errors import StoreBusy
from sync_ingest.portal.follower import Passed, follow
from sync_ingest.portal.sender import Outcome, Sender
from sync_ingest.transactions import in_transaction

log = logging.getLogger(__name__)

LOOK_AGAIN_SECONDS = 0.5
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0


@dataclass(frozen=True)
class Following:
    """What the follower works with."""

    sessions: sessionmaker[Session]
    passed: Passed
    clock: Callable[[], datetime]

    def catch_up(self) -> Outcome:
        """Queue all that has changed; nothing is due then."""
        while in_transaction(self.sessions, lambda session: follow(session, self.passed, self.clock())):
            pass
        return Outcome.NOTHING_DUE


def follow_until(stop: Event, following: Following) -> None:
    """Queue what changes, until `stop`."""
    repeat_until(stop, following.catch_up)


def send_until(stop: Event, sender: Sender) -> None:
    """Take turns, until `stop`."""
    repeat_until(stop, sender.send_next)


def repeat_until(stop: Event, step: Callable[[], Outcome]) -> None:
    """Do `step` again and again. After one that failed or was put off the pauses grow, so that a portal or a database
    that is away is not asked without end; a success makes them short again.
    """
    pace = Backoff(FIRST_PAUSE, LONGEST_PAUSE)
    while not stop.is_set():
        outcome = _tried(step)
        if outcome in (Outcome.TOLD, Outcome.HELD):
            pace.reset()
        else:
            stop.wait(LOOK_AGAIN_SECONDS if outcome is Outcome.NOTHING_DUE else pace.next())


def _tried(step: Callable[[], Outcome]) -> Outcome | None:
    try:
        return step()
    except (SQLAlchemyError, StoreBusy) as failure:
        log.error("forwarding waits for the database (%s)", type(failure).__name__)
        return None
    except Exception:  # the outermost loop of this thread
        log.exception("forwarding failed and goes on")
        return None
