"""The watching half: polls every feed, sweeps through all rows now and then, and outlives a source that is down."""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Protocol

from sync_ingest.agent.delivering import Bells
from sync_ingest.agent.errors import DiskAlmostFull, SourceUnavailable
from sync_ingest.agent.pace import Backoff
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.state.file import save_fact
from sync_ingest.agent.watch import Watcher

log = logging.getLogger(__name__)

WATCH_TROUBLE = "watch_trouble"
REST = 9.0  # times as long as a poll took that found nothing new: it costs the department a tenth of the time at most


class Mapping(Protocol):
    """What is asked of the department, and how it is read."""

    @property
    def feeds(self) -> Sequence[Feed]:
        """The feeds as they are now."""

    @property
    def trouble(self) -> str:
        """Why a newer mapping is not in use; "" when there is none."""

    def has_changed(self) -> bool:
        """Whether the feeds are others than at the last call."""


@dataclass(frozen=True)
class Fixed:
    """A mapping that stays."""

    feeds: Sequence[Feed]
    trouble: str = ""

    def has_changed(self) -> bool:
        """See Mapping."""
        return False


@dataclass
class Rounds:
    """Goes its rounds: a poll each `interval`, and each `sweep_interval` a look at every row, in between the polls.

    `now` gives seconds of a clock that nobody can set. `check_room` raises DiskAlmostFull before rows are taken in.
    """

    watcher: Watcher
    mapping: Mapping
    interval: timedelta
    sweep_interval: timedelta
    stopping: Callable[[], bool] = lambda: False
    now: Callable[[], float] = monotonic
    check_room: Callable[[], None] = lambda: None
    _sweep: Iterator[int] | None = None
    _next_sweep: float = field(default=float("-inf"))
    _sweep_began: float = 0
    _next_poll: dict[str, float] = field(default_factory=dict)

    def go(self) -> None:
        """One round. SourceUnavailable and DiskAlmostFull end a sweep that is under way; the next one begins anew."""
        until = self.now() + self.interval.total_seconds()
        if self.mapping.has_changed():
            self.sweep_now()
        try:
            self._poll_all()
            self._sweep_until(until)
        except (SourceUnavailable, DiskAlmostFull, sqlite3.Error):
            self._sweep = None
            raise

    def sweep_now(self) -> None:
        """Begin a sweep in the next round, whether or not one is under way."""
        self._sweep, self._next_sweep = None, float("-inf")
        self._next_poll.clear()

    def _poll_all(self) -> None:
        """Every feed, also behind one that cannot be read; SourceUnavailable of the first one that cannot."""
        failures: list[SourceUnavailable] = []
        for feed in self.mapping.feeds:
            try:
                self._poll(feed)
            except SourceUnavailable as failure:
                failures.append(failure)
        if failures:
            raise failures[0]

    def _poll(self, feed: Feed) -> None:
        """A poll is taken to its end, be it the first one of a million rows; only the agent's own end cuts it short.

        One that reads much and finds nothing (many rows share the newest time) is not made again at once.
        """
        began = self.now()
        if feed.watermark is None or began < self._next_poll.get(feed.name, began):
            return
        queued = 0
        for step in self.watcher.poll(feed):
            queued += step
            self.check_room()
            if self.stopping():
                return
        ended = self.now()
        self._next_poll[feed.name] = ended if queued else ended + REST * (ended - began)

    def _sweep_until(self, until: float) -> None:
        if self._sweep is None:
            if self.now() < self._next_sweep:
                return
            self._sweep, self._sweep_began = self.watcher.sweep_all(self.mapping.feeds), self.now()
        for _ in self._sweep:
            self.check_room()
            if self.now() >= until or self.stopping():
                return
        self._sweep = None
        ended = self.now()
        self._next_sweep = ended + max(self.sweep_interval.total_seconds(), ended - self._sweep_began)


def watch_until(bells: Bells, rounds: Rounds, backoff: Backoff) -> None:
    """Go rounds until `bells.stop`; `bells.look` begins one, with a sweep, at once. A source that is down, or a disk
    that is full, is told of once and tried again, ever more slowly.
    """
    trouble = ""
    while not bells.stop.is_set():
        if bells.look.is_set():
            bells.look.clear()
            rounds.sweep_now()
        try:
            rounds.check_room()
            rounds.go()
        except (SourceUnavailable, DiskAlmostFull, sqlite3.Error) as failure:
            trouble = _tell(rounds.watcher.db, trouble, f"nothing new is found: {failure}")
            _rest(bells, backoff.next())
            continue
        trouble = _tell(rounds.watcher.db, trouble, rounds.mapping.trouble)
        backoff.reset()
        _rest(bells, rounds.interval.total_seconds())


def _rest(bells: Bells, seconds: float) -> None:
    if not bells.stop.is_set():
        bells.look.wait(seconds)


def _tell(db: sqlite3.Connection, before: str, now: str) -> str:
    if before == now:
        return now
    log.error("%s", now) if now else log.info("watching again")
    with suppress(sqlite3.Error):
        save_fact(db, WATCH_TROUBLE, now or None)
    return now
