"""Finds what has changed at the department, and queues it."""

import logging
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from lookup_api.domain.codes import AgencyCode
from sync_ingest.agent.errors import RowNotMapped
from sync_ingest.agent.news import is_believable, look_at
from sync_ingest.agent.reading.mapping import MappedRow, map_row, row_key
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.ports import Source
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.apart import clear_unmapped, save_unmapped
from sync_ingest.agent.state.file import transaction
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.agent.state.seen import find_seen, find_watermark, save_seen, save_watermark

log = logging.getLogger(__name__)

CHUNK = 500  # rows held at once, and written in one transaction
TWICE = "the query gives this key more than once"


@dataclass
class Chunk:
    """A few rows of a feed, mapped; `unmapped` says by key why a row could not be."""

    mapped: dict[str, MappedRow] = field(default_factory=dict)
    unmapped: dict[str, str] = field(default_factory=dict)
    watermark: object = None


@dataclass(frozen=True)
class Watcher:
    """Reads a source and queues what is new, as the agency `sender`. `when_queued` is called after each that was."""

    source: Source
    db: sqlite3.Connection
    sender: AgencyCode
    seal: Seal
    clock: Callable[[], datetime]
    when_queued: Callable[[], None] = lambda: None

    def poll(self, feed: Feed) -> Iterator[int]:
        """Queue what the feed's watermark shows as changed, some rows at each step, which gives how many updates were
        queued. SourceUnavailable.
        """
        since = find_watermark(self.db, feed.name)
        return (self._take(feed, rows) for rows in _chunks(self.source.changed_since(feed, since)))

    def sweep(self, feed: Feed) -> Iterator[int]:
        """Look at every row of the feed and queue what its content shows as changed, in steps like those of `poll`."""
        return (self._take(feed, rows, moves_watermark=False) for rows in _chunks(self.source.all_rows(feed)))

    def _take(self, feed: Feed, rows: Sequence[Row], moves_watermark: bool = True) -> int:
        now = self.clock()
        chunk = self._map(feed, rows, now)
        with transaction(self.db):
            queued = self._queue(feed, chunk, now)
            self._note_unmapped(feed, chunk, now)
            if moves_watermark and chunk.watermark is not None:
                save_watermark(self.db, feed.name, chunk.watermark)
        if queued:
            self.when_queued()
        return queued

    def _map(self, feed: Feed, rows: Sequence[Row], now: datetime) -> Chunk:
        chunk, times = Chunk(), Counter[str]()
        for row in rows:
            key = ""
            try:
                key = row_key(feed, row)
                times[key] += 1
                chunk.mapped[key] = mapped = map_row(feed, row, self.sender)
            except RowNotMapped as error:
                chunk.unmapped[key] = str(error)
                continue
            if feed.watermark and is_believable(mapped.delivery.update.occurred_at, now):
                chunk.watermark = row[feed.watermark]  # one that lies in the future would hide what comes after
        for key in (key for key, number in times.items() if number > 1):
            chunk.unmapped[key] = TWICE
        return chunk

    def _queue(self, feed: Feed, chunk: Chunk, now: datetime) -> int:
        rows = {key: row for key, row in chunk.mapped.items() if key not in chunk.unmapped}
        before = find_seen(self.db, feed.name, rows)
        looks = {key: look_at(row, before.get(key), self.seal, now) for key, row in rows.items()}
        news = [look.news for look in looks.values() if look.news]
        queue.put(self.db, news, self.seal, now)
        save_seen(self.db, feed.name, {key: look.seen for key, look in looks.items() if look.seen != before.get(key)})
        clear_unmapped(self.db, feed.name, rows)
        return len(news)

    def _note_unmapped(self, feed: Feed, chunk: Chunk, now: datetime) -> None:
        for key in save_unmapped(self.db, feed.name, chunk.unmapped, now):
            log.warning("%s %s is kept apart: %s", feed.name, key or "(no key)", chunk.unmapped[key])


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """A generator closes its source's connection when it is itself closed."""
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
