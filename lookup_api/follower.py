"""Follows the events of the database and tells each layer of cache what has changed.

The promise: what a layer vouches for was current half a second ago at most, whoever else keeps or marks entries.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event as Signal
from threading import Thread
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.cache import Cache, Entry
from lookup_api.errors import CacheAway
from lookup_api.store.events import list_events, newest_event

POLL_SECONDS = 0.2
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


@dataclass
class News:
    """What one poll learns: the newest number, when the poll began (monotonic seconds), and what has changed."""

    session: Session
    newest: int
    began: float
    _changes: dict[int, dict[str, int]] = field(default_factory=dict)

    def after(self, number: int) -> dict[str, int]:
        """Which event after `number` last changed each code; asked of the database once for all layers."""
        if number not in self._changes:
            self._changes[number] = _changes(self.session, number, self.newest)
        return self._changes[number]

    @property
    def codes(self) -> set[str]:
        """All codes of which a layer was told something."""
        return {code for changes in self._changes.values() for code in changes}


class Layer:
    """A cache, and how far its entries are followed."""

    def __init__(self, name: str, cache: Cache) -> None:
        self.name = name
        self.cache = cache
        self._followed: Followed | None = None  # replaced as a whole: readers need no lock

    def vouches_for(self, entry: Entry) -> bool:
        """Whether the entry, which is of this cache, was what the database says half a second ago or later."""
        followed = self._followed
        if followed is None or monotonic() - followed.polled_at > FRESH_SECONDS:
            return False
        return entry.number >= entry.changed and entry.number >= followed.since

    @property
    def is_followed(self) -> bool:
        """Whether it vouches for anything just now."""
        return self._followed is not None and monotonic() - self._followed.polled_at <= FRESH_SECONDS

    @property
    def number(self) -> int:
        """The newest event up to which all changes are marked in the cache; 0 when none are known."""
        return self._followed.number if self._followed else 0

    def follow(self, news: News) -> None:
        """Mark what has changed since the last time; CacheAway when the cache can't be told."""
        followed = None if self.cache.has_lost_changes() else self._followed
        if followed is None or not 0 <= news.newest - followed.number <= FURTHEST_BEHIND:
            # Changes before this moment are not known one by one: nothing that was read before it is vouched for.
            self.cache.start_at(news.newest)
            self._followed = Followed(news.newest, news.newest, news.began)
            return
        if changes := news.after(followed.number):
            self.cache.mark_changed(changes)
        self._followed = Followed(followed.since, news.newest, news.began)


class Follower:
    """Polls the event number, one row by its key, from a thread of its own; `on_change` is told which codes changed."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        layers: Sequence[Layer],
        on_change: Callable[[Collection[str]], None] = lambda _: None,
    ) -> None:
        self._sessions = sessions
        self._layers = layers
        self._on_change = on_change
        self._polled_at = monotonic()

    @property
    def seconds_behind(self) -> float:
        """How long ago the database was last asked with success."""
        return monotonic() - self._polled_at

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
            thread.join(timeout=1)  # a database that hangs holds it; the process ends all the same

    def poll(self) -> None:
        """Catch up with the database once; the database's own error, or CacheAway once every other layer was told."""
        began, away = monotonic(), None
        with self._sessions() as session:
            news = News(session, newest_event(session), began)
            for layer in self._layers:
                try:
                    layer.follow(news)
                except CacheAway as error:
                    away = error
        self._polled_at = began
        if news.codes:
            self._on_change(news.codes)
        if away:
            raise away

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
