"""Takes one lane's turn: tells the portal of its dossier, and marks what came of it."""

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.errors import SealBroken
from lookup_api.store.sealing import Sealer
from sync_ingest.errors import StoreBusy
from sync_ingest.portal.errors import PortalRefused, PortalUnavailable
from sync_ingest.portal.lanes.queue import add_told_steps, hold, put_off, queue_again, settle
from sync_ingest.portal.lanes.turns import Turn, Turns
from sync_ingest.portal.loading import Task, load
from sync_ingest.portal.telling import Teller
from sync_ingest.transactions import in_transaction

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=2)
MOST_TRIES = 10  # of what the portal refuses without saying why; then it waits for a person
LEFT_TO_CHANCE = 0.5  # of a pause, so that what failed together does not come back together


class Outcome(Enum):
    """What came of a turn: there was none to take, the portal has it, it waits for a person, or it is tried later."""

    NOTHING_DUE = auto()
    TOLD = auto()
    HELD = auto()
    PUT_OFF = auto()


@dataclass
class Sender:
    """Tells the portal what is queued, a dossier at a time. Each thread may call it, and every process have its own."""

    turns: Turns
    teller: Teller
    sessions: sessionmaker[Session]
    sealer: Sealer
    clock: Callable[[], datetime]
    longest_pause: timedelta = timedelta(minutes=5)
    chance: Callable[[], float] = random.random
    _in_doubt: set[int] = field(default_factory=set)

    def send_next(self) -> Outcome:
        """Take the next turn. SQLAlchemyError and StoreBusy leave the lane as it was, to be told once more."""
        self._settle_doubts()
        lane_id = None
        try:
            with self.turns.next(self.clock()) as turn:
                if turn is None:
                    return Outcome.NOTHING_DUE
                lane_id = turn.lane.dossier_id
                return self._take(turn)
        except (SQLAlchemyError, StoreBusy):
            if lane_id is not None:  # it may have lost its lock while it told: what another one told may be older now
                self._in_doubt.add(lane_id)
            raise

    def _take(self, turn: Turn) -> Outcome:
        version = 0
        try:
            with self.sessions() as session:
                task = load(session, turn.lane, self.sealer, self.teller.names)
            version = task.version
            self._tell(turn, task)
        except PortalUnavailable as failure:
            return self._put_off(turn, failure.code, str(failure))
        except PortalRefused as refusal:
            if refusal.retryable and turn.lane.tries_with(refusal.error_code) < MOST_TRIES:
                return self._put_off(turn, refusal.error_code, str(refusal))
            return self._hold(turn, version, refusal)
        except SealBroken as failure:
            return self._put_off(turn, failure.code, "its personal data open with none of the keys")
        except (SQLAlchemyError, StoreBusy):
            raise
        except Exception as failure:  # noqa: BLE001  (the outermost of one dossier: it must not stand in others' way)
            return self._put_off(turn, "fault", type(failure).__name__)  # no more: its text may repeat what was told
        return Outcome.TOLD

    def _tell(self, turn: Turn, task: Task) -> None:
        def mark(steps: Sequence[str]) -> None:
            turn.mark(lambda session: add_told_steps(session, task.lane.dossier_id, steps))

        lane = self.teller.tell(task, mark)
        turn.mark(lambda session: settle(session, lane, task.version))

    def _put_off(self, turn: Turn, error_code: str, why: str) -> Outcome:
        until = self.clock() + self._pause(turn.lane.tries_with(error_code))
        log.warning("%s is told to the portal later: %s", turn.lane.code, why)
        turn.mark(lambda session: put_off(session, turn.lane, until, error_code))
        return Outcome.PUT_OFF

    def _hold(self, turn: Turn, version: int, refusal: PortalRefused) -> Outcome:
        log.error("%s waits for a person: %s", turn.lane.code, refusal)
        sealed = self.sealer.seal(refusal.message) if refusal.message else None
        turn.mark(lambda session: hold(session, turn.lane, version, (refusal.error_code, sealed)))
        return Outcome.HELD

    def _pause(self, tries: int) -> timedelta:
        pause = min(self.longest_pause, FIRST_PAUSE * float(2 ** min(tries, 20)))
        return pause * (1 - LEFT_TO_CHANCE * self.chance())

    def _settle_doubts(self) -> None:
        doubts = frozenset(self._in_doubt)
        if doubts:
            in_transaction(self.sessions, lambda session: queue_again(session, doubts, self.clock()))
            self._in_doubt -= doubts
