"""Many rows in one statement, for what a batch of updates touches.

PostgreSQL takes each column as one array in its binary form: thousands of single parameters cost Python ten times as
much. SQLite runs inside our process, where the driver's own loop over the rows is the fastest way.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    String,
    Table,
    Text,
    any_,
    bindparam,
    func,
    insert,
    literal,
    select,
    tuple_,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session

Row = Mapping[str, Any]
"""A row's values by column; a JSON column takes JSON text."""
Kind = type[DeclarativeBase]
V = TypeVar("V", int, str)


def is_postgresql(session: Session) -> bool:
    """Whether the session's database is PostgreSQL; otherwise it is SQLite."""
    return session.get_bind().dialect.name == "postgresql"


def insert_rows(session: Session, kind: Kind, rows: Sequence[Row]) -> None:
    """Insert the rows; all have the same columns."""
    if not rows:
        return
    table, names = _table(kind), list(rows[0])
    if is_postgresql(session):
        given = _Given.of(session, table, rows)
        values = ", ".join(map(given.value, names))
        given.run(f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {values} FROM {given.relation}")
    else:
        session.connection().execute(insert(table).values(_parameters(table, names)), list(rows))


def update_rows(session: Session, kind: Kind, rows: Sequence[Row], longer: str) -> None:
    """Write the rows over those of the same `id`; all have the same columns. `longer` names a column of JSON lists,
    neither of them empty: there the row's list is appended to the one that stands.
    """
    if not rows:
        return
    table, names = _table(kind), [name for name in rows[0] if name != "id"]
    if is_postgresql(session):
        given = _Given.of(session, table, rows)
        changes = {name: f"{name} = {given.value(name)}" for name in names}
        changes[longer] = f"{longer} = {table.name}.{longer} || {given.value(longer)}"
        start = f"UPDATE {table.name} SET {', '.join(changes.values())}"
        given.run(f"{start} FROM {given.relation} WHERE {table.name}.id = given.id")
    else:
        values = _parameters(table, names)
        values[longer] = _one_list(type_coerce(table.c[longer], Text), values[longer])
        by_id = update(table).where(table.c.id == bindparam("this_id")).values(values)
        session.connection().execute(by_id, [{"this_id": row["id"], **row} for row in rows])


def list_by_pair(
    session: Session, kind: Kind, columns: tuple[str, str, str], pairs: Collection[tuple[str, str]]
) -> Sequence[Any]:
    """Three columns of the rows in which the first two hold one of the pairs."""
    table = _table(kind)
    first, second, third = (table.c[name] for name in columns)
    if not is_postgresql(session):
        query = select(first, second, third).where(tuple_(first, second).in_(pairs))
        return session.connection().execute(query).all()
    given = "unnest(%(a)b::text[], %(b)b::text[]) AS given(a, b)"
    start = f"SELECT {', '.join(columns)} FROM {table.name} JOIN {given} "
    values = {"a": [pair[0] for pair in pairs], "b": [pair[1] for pair in pairs]}
    found = session.connection().exec_driver_sql(f"{start} ON {first.name} = a AND {second.name} = b", values)
    return found.all()


def is_one_of(session: Session, column: InstrumentedAttribute[V], values: Collection[V]) -> ColumnElement[bool]:
    """Whether `column` holds one of `values`."""
    if not is_postgresql(session):
        return column.in_(values)
    return column == any_(literal(list(values), ARRAY(column.type)))


@dataclass(frozen=True, slots=True)
class _Given:
    """Rows as one relation of PostgreSQL, `given`: an array for each column, psycopg's %b being its binary form. What
    is the same in all rows, as much is, goes as one value; the first column is an array always.
    """

    session: Session
    table: Table
    columns: Mapping[str, list[Any]]
    arrays: Collection[str]

    @classmethod
    def of(cls, session: Session, table: Table, rows: Sequence[Row]) -> "_Given":
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        first = next(iter(columns))
        arrays = [name for name, values in columns.items() if name == first or values.count(values[0]) < len(values)]
        return cls(session, table, columns, arrays)

    @property
    def relation(self) -> str:
        arrays = ", ".join(f"%({name})b::{self._type(name)}[]" for name in self.arrays)
        return f"unnest({arrays}) AS given({', '.join(self.arrays)})"

    def value(self, name: str) -> str:
        cast = "::jsonb" if _is_json(self.table, name) else ""
        return f"given.{name}{cast}" if name in self.arrays else f"%({name})s::{self._type(name)}{cast}"

    def run(self, statement: str) -> None:
        values = {name: each if name in self.arrays else each[0] for name, each in self.columns.items()}
        self.session.connection().exec_driver_sql(statement, values)

    def _type(self, name: str) -> str:
        type_ = self.table.c[name].type
        is_text = isinstance(type_, JSON | String)
        return "text" if is_text else type_.compile(self.session.get_bind().dialect)


def _table(kind: Kind) -> Table:
    table = kind.__table__
    assert isinstance(table, Table)
    return table


def _is_json(table: Table, name: str) -> bool:
    return isinstance(table.c[name].type, JSON)


def _one_list(first: ColumnElement[str], second: ColumnElement[str]) -> ColumnElement[str]:
    """The text of one JSON list out of two that are not empty."""
    return func.substr(first, 1, func.length(first) - 1) + "," + func.substr(second, 2)


def _parameters(table: Table, names: Sequence[str]) -> dict[str, Any]:
    """JSON comes as text already, and must not be made JSON text again."""
    return {name: bindparam(name, type_=Text() if _is_json(table, name) else table.c[name].type) for name in names}
