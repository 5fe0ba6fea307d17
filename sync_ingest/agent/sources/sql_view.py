"""A department's database, whatever SQLAlchemy can open; the feed's query or table is the view on it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import ColumnClause, Connection, Engine, Executable, Select, TextClause, column, select, text
from sqlalchemy.exc import SQLAlchemyError

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.database_trouble import reason_of
from sync_ingest.agent.sources.ports import Watermark
from sync_ingest.agent.sources.table_names import find_column, find_table

FETCH = 500  # rows that the driver holds at once
ZERO_DATE = "0000-00-00"  # what MariaDB and MySQL keep where others keep NULL; their driver gives it as text
NULLS_LAST = {"postgresql", "oracle"}  # unless they are told otherwise


@dataclass(frozen=True)
class SqlView:
    """Reads by `engine`, in streams, so that a large table needs no more memory than a small one."""

    engine: Engine

    def changed_since(self, feed: Feed, watermark: Watermark | None) -> Iterator[Row]:
        """See Source."""
        return self._rows(feed, _Part(feed.watermark, watermark))

    def all_rows(self, feed: Feed) -> Iterator[Row]:
        """See Source."""
        return self._rows(feed, _Part())

    def _rows(self, feed: Feed, part: "_Part") -> Iterator[Row]:
        try:
            with self.engine.connect() as connection:
                statement = _statement(connection, feed, part)
                with closing(connection.execution_options(yield_per=FETCH).execute(statement)) as result:
                    names = [name.upper() for name in result.keys()]  # noqa: SIM118 (a result is no mapping)
                    for row in result:
                        yield dict(zip(names, map(_read, row), strict=True))
        except SQLAlchemyError as error:
            raise SourceUnavailable(reason_of(error)) from error


@dataclass(frozen=True, slots=True)
class _Part:
    """Which rows: all of them in any order, or those from a watermark on in its order."""

    column: str | None = None
    since: Watermark | None = None


def _statement(connection: Connection, feed: Feed, part: _Part) -> Executable:
    if feed.table:
        return _of_table(connection, feed.table, part)
    if feed.query:
        return _of_query(connection, feed.query, part)
    raise SourceUnavailable(f"the feed {feed.name} reads files, but the source is a database")


def _of_query(connection: Connection, query: str, part: _Part) -> TextClause:
    bare = query.strip().rstrip(";")
    if part.column is None:
        return text(bare)
    if part.since is None:
        return text(f"SELECT q.* FROM ({bare}) q ORDER BY q.{part.column}{_nulls_first(connection)}")
    found = text(f"SELECT q.* FROM ({bare}) q WHERE q.{part.column} >= :since ORDER BY q.{part.column}")
    return found.bindparams(since=part.since)


def _of_table(connection: Connection, name: str, part: _Part) -> Select[tuple[object, ...]]:
    """The names are the database's own, so that SQLAlchemy quotes them as this database needs it."""
    table = find_table(connection, name)
    everything = select(text("*")).select_from(table)
    if part.column is None:
        return everything
    by: ColumnClause[object] = column(find_column(connection, table, part.column))
    if part.since is None:
        return everything.order_by(by.nulls_first() if _nulls_first(connection) else by)
    return everything.where(by >= part.since).order_by(by)


def _nulls_first(connection: Connection) -> str:
    """Rows without a watermark come before those that have one: the last row then says how far the feed was read."""
    return " NULLS FIRST" if connection.dialect.name in NULLS_LAST else ""


def _read(value: object) -> object:
    return None if isinstance(value, str) and value.startswith(ZERO_DATE) else value
