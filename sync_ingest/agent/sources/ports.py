"""Where the agent reads: what every source promises."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row

Watermark = int | str | datetime
"""A value of a feed's watermark column, as the source gave it."""


class Source(Protocol):
    """A department's data, only ever read.

    Rows come one by one: a source holds no more of them than one fetch of its own, however many there are. Either
    method raises SourceUnavailable, at once or between two rows.
    """

    def changed_since(self, feed: Feed, watermark: Watermark | None) -> Iterator[Row]:
        """The rows whose watermark column is at least `watermark`, lowest first; all rows when there is none yet."""

    def all_rows(self, feed: Feed) -> Iterator[Row]:
        """Every row there is, in any order."""
