"""Follows the events of the database and tells the cache what has changed.

The promise: what it vouches for was current half a second ago at most, whoever else keeps or marks entries.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event as Signal
from threading import Thread
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.cache import Cache, Entry
from lookup_api.errors import CacheAway
from lookup_api.store.events import list_events, newest_event

POLL_SECONDS = 0.25
FRESH_SECONDS = 0.5
FURTHEST_BEHIND = 5_000  # events; from there on it is quicker to trust nothing that was read before

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Followed:
    """Each change from `since` to `number` has been marked in the cache; at `polled_at` (monotonic seconds) there
    was no newer one.
    """

    since: int
    number: int
    polled_at: float


class Follower:
    """Polls the event number, one row by its key, from a thread of its own."""

    def __init__(self, sessions: sessionmaker[Session], cache: Cache) -> None:
        self._sessions = sessions
        self._cache = cache
        self._followed: Followed | None = None  # replaced as a whole: readers need no lock

    def vouches_for(self, entry: Entry) -> bool:
        """Whether the entry was what the database says half a second ago or later."""
        followed = self._followed
        if followed is None or monotonic() - followed.polled_at > FRESH_SECONDS:
            return False
        return entry.stands and entry.number >= followed.since

    @contextmanager
    def running(self) -> Iterator[None]:
        """Follow for as long as the block lasts."""
        stop = Signal()
        thread = Thread(target=self._run, args=(stop,), name="follower", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def poll(self) -> None:
        """Catch up with the database once; CacheAway or the database's own error when that can't be done."""
        began = monotonic()
        followed = None if self._cache.has_lost_changes() else self._followed
        with self._sessions() as session:
            newest = newest_event(session)
            if followed is None or not 0 <= newest - followed.number <= FURTHEST_BEHIND:
                self._start_anew(newest, began)
                return
            changes = _changes(session, followed.number, newest)
        if changes:
            self._cache.mark_changed(changes)
        self._followed = Followed(followed.since, newest, began)

    def _start_anew(self, newest: int, began: float) -> None:
        """Changes before this moment are not known one by one: nothing that was read before it is vouched for."""
        self._cache.start_at(newest)
        self._followed = Followed(newest, newest, began)

    def _run(self, stop: Signal) -> None:
        well = True
        while not stop.is_set():
            try:
                self.poll()
                well = _told(well, True)
            except (SQLAlchemyError, CacheAway):
                well = _told(well, False)
            except Exception:  # the outermost loop of this thread
                log.exception("following the events failed")
            stop.wait(POLL_SECONDS)


def _changes(session: Session, after: int, newest: int) -> dict[str, int]:
    """Which event last changed each code, of the events up to `newest` at least."""
    changes: dict[str, int] = {}
    while after < newest:
        events = list_events(session, after)
        changes |= {code: event.number for event in events for code in event.change.codes}
        after = events[-1].number if events else newest
    return changes


def _told(before: bool, now: bool) -> bool:
    if before != now:
        log.warning("following the events %s", "works again" if now else "is interrupted: the database is asked anew")
    return now
