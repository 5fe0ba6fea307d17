"""The department's rows as they are now: what stands there is what the centre should have."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.update import Kind
from sync_ingest.agent.errors import RowNotMapped
from sync_ingest.agent.reading.mapping import MappedRow, codes_in, map_row
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.ports import Source


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that the profile does not cover. `codes` are the dossier's, none when not even they can be read."""

    codes: Collection[str]


@dataclass(frozen=True)
class Department:
    """Where the rows come from, and whose they are. Feeds of steps are of no account: a step is told once, for ever."""

    source: Source
    feeds: Sequence[Feed]
    sender: AgencyCode

    @property
    def records(self) -> list[Feed]:
        """The feeds whose rows say how a dossier stands."""
        return [feed for feed in self.feeds if feed.kind is Kind.RECORD]

    @property
    def is_whole(self) -> bool:
        """Whether a dossier that has no row is one that the department's system has no longer."""
        return bool(self.records) and all(feed.is_whole for feed in self.records)

    def rows(self) -> Iterator[tuple[Feed, MappedRow | Unread]]:
        """Every row that says how a dossier stands. SourceUnavailable."""
        for feed in self.records:
            for row in self.source.all_rows(feed):
                yield feed, self._mapped(feed, row)

    def _mapped(self, feed: Feed, row: Row) -> MappedRow | Unread:
        try:
            return map_row(feed, row, self.sender)
        except RowNotMapped:
            return Unread(codes_in(feed, row))
