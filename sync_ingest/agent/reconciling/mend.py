"""Mends what is the agent's to mend: it tells a row again, or that a dossier is gone, so that it stands at the centre.

All goes through the queue like any other change, and what was told is remembered like any other.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.update import Kind, StatusUpdate
from sync_ingest.agent.news import Look, deletion_of, look_at
from sync_ingest.agent.reading.mapping import MappedRow
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.apart import list_refused_bodies
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.agent.state.seen import NOTHING, Seen, find_seen, save_seen
from sync_ingest.content import content_of
from sync_ingest.envelope import Delivery, as_item
from sync_ingest.reconciliation.forms import VersionForm


@dataclass(frozen=True)
class Mender:
    """Queues, as the agency `sender`, what mends a difference. The caller commits."""

    db: sqlite3.Connection
    sender: AgencyCode
    seal: Seal
    clock: Callable[[], datetime]

    def tell_again(self, feed: str, row: MappedRow, version: VersionForm | None) -> None:
        """Queue what the row says, as of after all that the centre has of the dossier."""
        now = self.clock()
        before = find_seen(self.db, feed, [row.key]).get(row.key) or _never_told(row.delivery.update, now)
        look = look_at(row, _outdated(before, version), self.seal, now)
        self._queue(feed, row.key, look, now)

    def tell_deleted(self, feed: str, code: str, version: VersionForm) -> None:
        """Queue that the department's system has the dossier no longer."""
        now = self.clock()
        look = deletion_of(_told(code, self.sender, version), self.sender, now)
        self._queue(feed, f"\n{code}", look, now)  # a key that no row has: should the dossier come back, it counts

    def was_refused(self, update: StatusUpdate) -> bool:
        """Whether the centre has quarantined just this before, so that a person has to mend it there."""
        said = content_of(as_item(Delivery(update)))
        return any(content_of(json.loads(body)) == said for body in list_refused_bodies(self.db, update.code.printed))

    def _queue(self, feed: str, key: str, look: Look, now: datetime) -> None:
        save_seen(self.db, feed, {key: look.seen})
        queue.put(self.db, [look.news] if look.news else [], self.seal, now)


def _outdated(known: Seen, version: VersionForm | None) -> Seen:
    """What the row is told after: what was told of it before, and what the centre has."""
    numbers = [n for n in (known.sequence, version.sequence if version else None) if n is not None]
    at = max(known.told_at, version.last_at) if version else known.told_at
    return replace(known, fingerprint=NOTHING, told_at=at, unnumbered_at=at, sequence=max(numbers, default=None))


def _never_told(update: StatusUpdate, now: datetime) -> Seen:
    at = min(update.occurred_at, now)
    return Seen(NOTHING, at, at, None, None, update.code.printed, update.owner.value, update.kind)


def _told(code: str, owner: AgencyCode, version: VersionForm) -> Seen:
    at = version.last_at
    return Seen(NOTHING, at, at, at, version.sequence, code, owner.value, Kind.RECORD)
