"""A department that exists in memory only: for demonstrations and tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.ports import Watermark


@dataclass
class ScriptedSource:
    """Gives the rows it was told, of every feed the same. `asked` keeps the watermarks it was asked from."""

    rows: list[Row] = field(default_factory=list)
    asked: list[Watermark | None] = field(default_factory=list)
    is_down: bool = False

    def changed_since(self, feed: Feed, watermark: Watermark | None) -> Iterator[Row]:
        """See Source."""
        self.asked.append(watermark)
        self._answer()
        column = feed.watermark or ""
        found = [row for row in self.rows if watermark is None or _at_least(row[column], watermark)]
        yield from sorted(found, key=lambda row: _sort_key(row[column]))

    def all_rows(self, feed: Feed) -> Iterator[Row]:
        """See Source."""
        self._answer()
        yield from list(self.rows)

    def _answer(self) -> None:
        if self.is_down:
            raise SourceUnavailable("the scripted source is down")


def _at_least(value: Any, watermark: Any) -> bool:
    return value is not None and bool(value >= watermark)


def _sort_key(value: Any) -> tuple[bool, Any]:
    return value is not None, value
