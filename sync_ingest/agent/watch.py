"""Finds what has changed at the department, and queues it."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.update import Kind
from sync_ingest.agent.chunks import Chunk, chunks_of, map_chunk
from sync_ingest.agent.gone import Prudence, Registrar
from sync_ingest.agent.news import look_at
from sync_ingest.agent.reading.mapping import MappedRow
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.ports import Source
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.apart import clear_unmapped, find_twice, save_unmapped
from sync_ingest.agent.state.doubts import keep_to_feeds
from sync_ingest.agent.state.file import save_fact, transaction
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.agent.state.seen import Seen, find_deleted, find_seen, find_watermark, save_seen, save_watermark
from sync_ingest.agent.state.swept import Pass, begin_pass, mark, mark_unread

log = logging.getLogger(__name__)

SWEPT_AT = "swept_at"


@dataclass(frozen=True)
class Watcher:
    """Reads a source and queues what is new, as the agency `sender`. `when_queued` is called after each that was."""

    source: Source
    db: sqlite3.Connection
    sender: AgencyCode
    seal: Seal
    clock: Callable[[], datetime]
    when_queued: Callable[[], None] = lambda: None
    prudence: Prudence = field(default_factory=Prudence)

    def poll(self, feed: Feed) -> Iterator[int]:
        """Queue what the feed's watermark shows as changed, some rows at each step, which gives how many updates were
        queued. SourceUnavailable.
        """
        since = find_watermark(self.db, _watermark_of(feed))
        return self._look_at(feed, Pass.POLL, self.source.changed_since(feed, since))

    def sweep(self, feed: Feed) -> Iterator[int]:
        """Look at every row of the feed and queue what its content shows as changed, in steps like those of `poll`."""
        return self._look_at(feed, Pass.SWEEP, self.source.all_rows(feed))

    def sweep_all(self, feeds: Sequence[Feed]) -> Iterator[int]:
        """Sweep these feeds, in steps, and then tell of the dossiers whose rows none of them gives any more."""
        for feed in feeds:
            yield from self.sweep(feed)
        registrar = Registrar(self.db, self.sender, self.seal, self.prudence)
        for feed in feeds:
            for queued in registrar.strike_out(feed, self.clock()):
                yield self._ring(queued)
        with transaction(self.db):
            keep_to_feeds(self.db, [feed.name for feed in feeds])
            save_fact(self.db, SWEPT_AT, self.clock().isoformat())

    def _look_at(self, feed: Feed, which: Pass, rows: Iterable[Row]) -> Iterator[int]:
        with transaction(self.db):
            begin_pass(self.db, feed.name, which)
        for chunk in chunks_of(rows):
            yield self._take(feed, which, chunk)

    def _take(self, feed: Feed, which: Pass, rows: Sequence[Row]) -> int:
        now = self.clock()
        chunk = map_chunk(feed, rows, self.sender, now)
        with transaction(self.db):
            again = mark(self.db, feed.name, which, list(chunk.keys.elements()))
            chunk.set_apart((again | find_twice(self.db, feed.name, chunk.keys)) & set(chunk.mapped))
            mark_unread(self.db, feed.name, chunk.unread)
            queued = self._queue(feed, chunk, now)
            self._note_unmapped(feed, chunk, now)
            if which is Pass.POLL and chunk.watermark is not None:
                save_watermark(self.db, _watermark_of(feed), chunk.watermark)
        return self._ring(queued)

    def _queue(self, feed: Feed, chunk: Chunk, now: datetime) -> int:
        before = find_seen(self.db, feed.name, chunk.mapped)
        since = self._last_words(chunk.mapped, before)
        looks = {key: look_at(row, since.get(key), self.seal, now) for key, row in chunk.mapped.items()}
        news = [look.news for look in looks.values() if look.news]
        queue.put(self.db, news, self.seal, now)
        changed = {key: look.seen for key, look in looks.items() if look.seen != before.get(key)}
        save_seen(self.db, feed.name, changed | _left_behind(chunk.mapped, before))
        clear_unmapped(self.db, feed.name, chunk.mapped)
        return len(news)

    def _last_words(self, rows: Mapping[str, MappedRow], before: Mapping[str, Seen]) -> dict[str, Seen]:
        """What was said last of each row or of its dossier, be it that the dossier was deleted."""
        codes = {key: row.delivery.update.code.printed for key, row in rows.items()}
        deleted = find_deleted(self.db, set(codes.values()))
        words = {key: deleted[code] for key, code in codes.items() if code in deleted}
        return {**words, **{key: one for key, one in before.items() if _is_newest(one, words.get(key))}}

    def _note_unmapped(self, feed: Feed, chunk: Chunk, now: datetime) -> None:
        for key in save_unmapped(self.db, feed.name, chunk.unmapped, now):
            log.warning("%s %s is kept apart: %s", feed.name, key or "(no key)", chunk.unmapped[key])

    def _ring(self, queued: int) -> int:
        if queued:
            self.when_queued()
        return queued


def _watermark_of(feed: Feed) -> str:
    """Its name; a mended profile may have another column for it, which begins anew."""
    return f"{feed.name}.{feed.watermark}"


def _is_newest(row: Seen, deletion: Seen | None) -> bool:
    return deletion is None or row.told_at >= deletion.told_at


def _left_behind(rows: Mapping[str, MappedRow], before: Mapping[str, Seen]) -> dict[str, Seen]:
    """The dossiers of rows that go by another code now, each under a key that no row has: they count as gone, unless
    another row still has them.
    """
    return {
        f"\n{key}\n{one.code}": one
        for key, one in before.items()
        if one.kind is Kind.RECORD and one.code not in rows[key].codes
    }
