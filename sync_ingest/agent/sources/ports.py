"""Where the agent reads: what every source promises."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row

Watermark = int | str | Decimal | date | datetime
"""A value of a feed's watermark column, as the source gave it."""


class Source(Protocol):
    """A department's data, only ever read.

    Rows come one by one: a source holds no more of them than one fetch of its own, however many there are. Either
    method raises SourceUnavailable, at once or between two rows; its text never repeats what a row says.
    """

    def changed_since(self, feed: Feed, watermark: Watermark | None) -> Iterator[Row]:
        """The rows whose watermark column is at least `watermark`, lowest first; all rows when there is none yet.

        Rows that were given before and cannot have changed since may be left out.
        """

    def all_rows(self, feed: Feed) -> Iterator[Row]:
        """Every row there is, in any order. They are complete when the iterator ends: what SourceUnavailable cuts short
        is no picture of the department. Of a feed that `is_whole`, a row that is not there any more was deleted.
        """
