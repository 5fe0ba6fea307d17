"""Rows that a complete sweep has not met: their dossiers are told of as deleted, their steps are forgotten.

A view that broke looks like a mass deletion. So when a feed is empty, or has lost more than a few rows and more than a
share of all, it is not believed at once: it is told of as trouble, and believed once it lasts or a person confirms it.
"""

import logging
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.update import Kind
from sync_ingest.agent.chunks import CHUNK
from sync_ingest.agent.news import Look, deletion_of
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.apart import clear_after_sweep
from sync_ingest.agent.state.doubts import clear_doubt, save_doubt
from sync_ingest.agent.state.file import transaction
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.agent.state.seen import Seen, find_deleted, find_seen, forget_old_deletions, forget_seen, save_seen
from sync_ingest.agent.state.swept import count_gone, count_known, count_met, find_held, find_unread, first_gone

log = logging.getLogger(__name__)

FEW = 50  # rows: so many are deleted by hand on a busy day


@dataclass(frozen=True, slots=True)
class Prudence:
    """Up to which `share` of a feed's rows may be gone at once to be believed, and after how many `sweeps` that find
    more than that it is believed all the same.
    """

    share: float = 0.2
    sweeps: int = 4_320

    def doubts(self, met: int, gone: int, known: int) -> bool:
        """Whether a person should have a look: a sweep has `met` so many rows, and `gone` of `known` are not there."""
        return gone > 0 and (met == 0 or (gone > FEW and gone > self.share * known))


@dataclass(frozen=True)
class Registrar:
    """Tells, as the agency `sender`, which dossiers a sweep that has just ended has not met."""

    db: sqlite3.Connection
    sender: AgencyCode
    seal: Seal
    prudence: Prudence

    def strike_out(self, feed: Feed, now: datetime) -> Iterator[int]:
        """Queue the deletions of this feed in steps, each of which gives how many; nothing while it is in doubt."""
        with transaction(self.db):
            clear_after_sweep(self.db, feed.name)
            forget_old_deletions(self.db, now)
            is_believed = self._believes(feed, now)
        after = ""
        while is_believed and (keys := first_gone(self.db, feed.name, after, CHUNK)):
            yield self._tell(feed, keys, now)
            after = keys[-1]
        if is_believed:
            clear_doubt(self.db, feed.name)

    def _believes(self, feed: Feed, now: datetime) -> bool:
        met, known = count_met(self.db, feed.name), count_known(self.db, feed.name)
        gone = count_gone(self.db, feed.name)
        if not feed.is_whole:
            return False
        if feed.kind is not Kind.RECORD or not self.prudence.doubts(met, gone, known):
            return True
        doubt = save_doubt(self.db, feed.name, (gone, known), now)
        if doubt.sweeps == 1:
            log.error("%s: %d of %d rows are gone, which is not believed at once", feed.name, gone, known)
        return gone <= doubt.confirmed or doubt.sweeps > self.prudence.sweeps

    def _tell(self, feed: Feed, keys: list[str], now: datetime) -> int:
        """A dossier that another row has, or that was told of as deleted since, is not told of; one whose row may have
        got another key, and cannot be read, is waited for.
        """
        with transaction(self.db):
            gone = find_seen(self.db, feed.name, keys)
            unread = find_unread(self.db, {one.code for one in gone.values()})
            gone = {key: one for key, one in gone.items() if one.code not in unread}
            looks = self._deletions(gone, now)
            forget_seen(self.db, feed.name, set(gone) - set(looks))
            save_seen(self.db, feed.name, {key: look.seen for key, look in looks.items()})
            queue.put(self.db, [look.news for look in looks.values() if look.news], self.seal, now)
        for look in looks.values():
            log.info("%s: %s is gone at the department", feed.name, look.seen.code)
        return len(looks)

    def _deletions(self, gone: Mapping[str, Seen], now: datetime) -> dict[str, Look]:
        """By key; one a dossier, of the row that was told of last."""
        newest = {gone[key].code: key for key in sorted(gone, key=lambda key: gone[key].told_at)}
        held, deleted = find_held(self.db, newest), find_deleted(self.db, newest)
        return {
            key: deletion_of(gone[key], self.sender, now)
            for code, key in newest.items()
            if self._is_ours(gone[key]) and code not in held and _is_newer(gone[key], deleted.get(code))
        }

    def _is_ours(self, one: Seen) -> bool:
        return one.kind is Kind.RECORD and one.owner == self.sender.value


def _is_newer(row: Seen, deletion: Seen | None) -> bool:
    return deletion is None or row.told_at > deletion.told_at
