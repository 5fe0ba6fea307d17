"""A few rows at a time: however many have changed, no more of them are held than one chunk."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from lookup_api.domain.codes import AgencyCode
from sync_ingest.agent.errors import RowNotMapped
from sync_ingest.agent.news import is_believable
from sync_ingest.agent.reading.mapping import MappedRow, codes_in, map_row, row_key
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.state.apart import TWICE

CHUNK = 500  # rows held at once, and written in one transaction
NO_KEY = ""


@dataclass
class Chunk:
    """A few rows of a feed. `keys` are those that were met; `unmapped` says by key why a row could not be mapped.
    `unread` are the codes of the dossiers of such rows, as far as they can be read.
    """

    keys: Counter[str] = field(default_factory=Counter)
    mapped: dict[str, MappedRow] = field(default_factory=dict)
    unmapped: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    watermark: object = None

    def set_apart(self, keys: Iterable[str]) -> None:
        """These keys come more than once: which of their rows holds cannot be told."""
        for key in keys:
            self.unmapped[key] = TWICE
            self.unread |= self.mapped.pop(key).codes if key in self.mapped else set()


def chunks_of(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """`rows`, a chunk at a time. A generator closes its source's connection when it is itself closed."""
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def map_chunk(feed: Feed, rows: Sequence[Row], sender: AgencyCode, now: datetime) -> Chunk:
    """What the rows say as the agency `sender`."""
    chunk = Chunk()
    for row in rows:
        key = NO_KEY
        try:
            key = row_key(feed, row)
            chunk.keys[key] += 1
            mapped = map_row(feed, row, sender)
        except RowNotMapped as error:
            chunk.unread |= codes_in(feed, row)
            chunk.keys[key] = chunk.keys[key] or 1
            chunk.unmapped[key] = str(error)
            continue
        if chunk.mapped.setdefault(key, mapped) is not mapped:
            chunk.unread |= mapped.codes
        if feed.watermark and is_believable(mapped.delivery.update.occurred_at, now):
            chunk.watermark = row[feed.watermark]  # one that lies in the future would hide what comes after
    chunk.set_apart([key for key, times in chunk.keys.items() if times > 1])
    return chunk
