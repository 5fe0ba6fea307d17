"""Tables and columns by the names that a profile gives them, whatever case the database keeps them in."""

from collections.abc import Iterable

from sqlalchemy import Connection, TableClause, inspect, table
from sqlalchemy.sql import quoted_name

from sync_ingest.agent.errors import SourceUnavailable


def find_table(connection: Connection, name: str) -> TableClause:
    """The table or view `name`, with its schema before a dot where it is not the usual one; SourceUnavailable."""
    schema, _, bare = name.rpartition(".")
    inspector = inspect(connection)
    known = [*inspector.get_table_names(schema or None), *inspector.get_view_names(schema or None)]
    found = _same(known, bare)
    if found is None:
        raise SourceUnavailable(f"the database has no table {name}, or this login may not see it")
    return table(quoted_name(found, quote=True), schema=quoted_name(schema, quote=True) if schema else None)


def find_column(connection: Connection, of: TableClause, name: str) -> quoted_name:
    """The column `name` as the database spells it; SourceUnavailable."""
    known = [str(one["name"]) for one in inspect(connection).get_columns(of.name, of.schema)]
    found = _same(known, name)
    if found is None:
        raise SourceUnavailable(f"the table {of.name} has no column {name}")
    return quoted_name(found, quote=True)


def _same(known: Iterable[str], name: str) -> str | None:
    """The same spelling before one that differs in capitals only."""
    alike = [one for one in known if one.casefold() == name.casefold()]
    return name if name in alike else next(iter(alike), None)
