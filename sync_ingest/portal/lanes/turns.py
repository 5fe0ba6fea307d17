"""Turns on lanes: whoever has a turn is the only one who tells of its dossier, in all threads and processes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Protocol

from sqlalchemy.orm import Session, sessionmaker

from sync_ingest.portal.lanes.queue import Lane, lock_due_lane
from sync_ingest.transactions import in_transaction

Work = Callable[[Session], None]


@dataclass(frozen=True)
class Turn:
    """A turn on `lane`. `mark` runs what changes the lane's rows; it is committed when the turn ends, or before."""

    lane: Lane
    mark: Callable[[Work], None]


class Turns(Protocol):
    """Gives out turns."""

    def next(self, now: datetime) -> AbstractContextManager[Turn | None]:
        """A turn on a lane that is due at `now`, for as long as the block lasts; None when none is to be had. A turn
        ends with its process.
        """


@dataclass(frozen=True)
class TurnsByRowLock:
    """For PostgreSQL: a turn is a transaction that has locked its lane's row."""

    sessions: sessionmaker[Session]

    @contextmanager
    def next(self, now: datetime) -> Iterator[Turn | None]:
        with self.sessions.begin() as session:
            lane = lock_due_lane(session, now)
            yield Turn(lane, lambda work: work(session)) if lane else None


@dataclass(frozen=True)
class TurnsInOneProcess:
    """For SQLite, whose one writer cannot be kept waiting for a portal: a turn is an entry in this process's memory.
    That no other process gives out turns is its caller's care.
    """

    sessions: sessionmaker[Session]
    _taken: set[int] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def next(self, now: datetime) -> Iterator[Turn | None]:
        lane = self._take(now)
        if lane is None:
            yield None
            return
        try:
            yield Turn(lane, lambda work: in_transaction(self.sessions, work))
        finally:
            self._taken.discard(lane.dossier_id)

    def _take(self, now: datetime) -> Lane | None:
        with self._lock, self.sessions.begin() as session:
            lane = lock_due_lane(session, now, besides=frozenset(self._taken))
            if lane:
                self._taken.add(lane.dossier_id)
            return lane
