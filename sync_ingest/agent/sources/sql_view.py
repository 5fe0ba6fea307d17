"""A department's database, whatever SQLAlchemy can open; the feed's query is the view on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.ports import Watermark

FETCH = 500  # rows that the driver holds at once
LONGEST_REASON = 200


@dataclass(frozen=True)
class SqlView:
    """Reads by `engine`, in streams, so that a large table needs no more memory than a small one."""

    engine: Engine

    def changed_since(self, feed: Feed, watermark: Watermark | None) -> Iterator[Row]:
        """See Source."""
        column = feed.watermark
        since = f"WHERE q.{column} >= :watermark" if watermark is not None else ""
        given = {"watermark": watermark} if watermark is not None else {}
        return self._rows(f"SELECT q.* FROM ({_bare(feed.query)}) q {since} ORDER BY q.{column}", given)

    def all_rows(self, feed: Feed) -> Iterator[Row]:
        """See Source."""
        return self._rows(_bare(feed.query), {})

    def _rows(self, statement: str, given: Mapping[str, Any]) -> Iterator[Row]:
        try:
            with self.engine.connect() as connection:
                streaming = connection.execution_options(yield_per=FETCH)
                result = streaming.execute(text(statement), given)
                names = [name.upper() for name in result.keys()]  # noqa: SIM118 (a result is no mapping)
                for row in result:
                    yield dict(zip(names, row, strict=True))
        except SQLAlchemyError as error:
            raise SourceUnavailable(_reason(error)) from error


def _bare(query: str) -> str:
    return query.strip().rstrip(";")


def _reason(error: SQLAlchemyError) -> str:
    """What the database says of a connection or a statement; what it says of data is kept from the log."""
    if isinstance(error, OperationalError | ProgrammingError):
        return " ".join(str(error.orig).split())[:LONGEST_REASON]
    return type(error).__name__
