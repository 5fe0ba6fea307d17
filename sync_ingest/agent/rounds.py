"""The watching half: polls every feed, sweeps through all rows now and then, and outlives a source that is down."""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from threading import Event
from time import monotonic

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.pace import Backoff
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.watch import Watcher

log = logging.getLogger(__name__)


@dataclass
class Rounds:
    """Goes its rounds: a poll each `interval`, and each `sweep_interval` a look at every row, in between the polls."""

    watcher: Watcher
    feeds: Sequence[Feed]
    interval: timedelta
    sweep_interval: timedelta
    stopping: Callable[[], bool] = lambda: False
    now: Callable[[], float] = monotonic
    _sweep: Iterator[int] | None = None
    _next_sweep: float = field(default=float("-inf"))

    def go(self) -> None:
        """One round. SourceUnavailable ends a sweep that is under way; the next one begins anew."""
        until = self.now() + self.interval.total_seconds()
        try:
            for feed in self.feeds:
                self._poll(feed)
            self._sweep_until(until)
        except SourceUnavailable:
            self._sweep = None
            raise

    def _poll(self, feed: Feed) -> None:
        """A poll is taken to its end, be it the first one of a million rows; only the agent's own end cuts it short."""
        for _ in self.watcher.poll(feed) if feed.watermark else ():
            if self.stopping():
                return

    def _sweep_until(self, until: float) -> None:
        if self._sweep is None:
            if self.now() < self._next_sweep:
                return
            self._sweep = chain.from_iterable(map(self.watcher.sweep, self.feeds))
        for _ in self._sweep:
            if self.now() >= until or self.stopping():
                return
        self._sweep = None
        self._next_sweep = self.now() + self.sweep_interval.total_seconds()


def watch_until(stop: Event, rounds: Rounds, backoff: Backoff) -> None:
    """Go rounds until `stop`. A source that is down, or a disk that is full, is told of once and tried again, ever more
    slowly.
    """
    trouble = ""
    while not stop.is_set():
        try:
            rounds.go()
        except (SourceUnavailable, sqlite3.Error) as failure:
            trouble = _tell(trouble, f"nothing new is found: {failure}")
            stop.wait(backoff.next())
            continue
        trouble = _tell(trouble, "")
        backoff.reset()
        stop.wait(rounds.interval.total_seconds())


def _tell(before: str, now: str) -> str:
    if before != now:
        log.error("%s", now) if now else log.info("watching again")
    return now
