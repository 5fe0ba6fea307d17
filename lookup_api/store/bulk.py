"""Many rows in one statement, for what a batch of updates touches.

PostgreSQL takes each column as one array in its binary form: thousands of single parameters cost Python ten times as
much. SQLite runs inside our process, where the driver's own loop over the rows is the fastest way.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    String,
    Table,
    Text,
    and_,
    any_,
    bindparam,
    func,
    insert,
    literal,
    tuple_,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session

Row = Mapping[str, Any]
"""A row's values by column; a JSON column takes JSON text."""
Kind = type[DeclarativeBase]


def is_postgresql(session: Session) -> bool:
    """Whether the session's database is PostgreSQL; otherwise it is SQLite."""
    return session.get_bind().dialect.name == "postgresql"


def insert_rows(session: Session, kind: Kind, rows: Sequence[Row]) -> None:
    """Insert the rows; all have the same columns."""
    if not rows:
        return
    table, names = _table(kind), list(rows[0])
    if is_postgresql(session):
        values = ", ".join(_value(table, name) for name in names)
        _run(session, table, rows, f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {values} FROM {{given}}")
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
        changes = {name: f"{name} = {_value(table, name)}" for name in names}
        changes[longer] = f"{longer} = {table.name}.{longer} || {_value(table, longer)}"
        start = f"UPDATE {table.name} SET {', '.join(changes.values())}"
        _run(session, table, rows, f"{start} FROM {{given}} WHERE {table.name}.id = given.id")
    else:
        values = _parameters(table, names)
        values[longer] = _one_list(type_coerce(table.c[longer], Text), values[longer])
        by_id = update(table).where(table.c.id == bindparam("this_id")).values(values)
        session.connection().execute(by_id, [{"this_id": row["id"], **row} for row in rows])


def with_pair(
    session: Session, query: Select[*tuple[Any, ...]], columns: tuple[Any, Any], pairs: Collection[tuple[str, str]]
) -> Any:
    """`query`, limited to rows in which the two columns hold one of the pairs."""
    first, second = columns
    if not is_postgresql(session):
        return query.where(tuple_(first, second).in_(pairs))
    arrays = [literal([pair[at] for pair in pairs], ARRAY(Text)) for at in (0, 1)]
    given = func.unnest(*arrays).table_valued("a", "b").render_derived(name="given")
    return query.join(given, and_(first == given.c.a, second == given.c.b))


def is_one_of(session: Session, number: InstrumentedAttribute[int], numbers: Collection[int]) -> ColumnElement[bool]:
    """Whether the column `number` holds one of `numbers`."""
    if not is_postgresql(session):
        return number.in_(numbers)
    return number == any_(literal(list(numbers), ARRAY(number.type)))


def _table(kind: Kind) -> Table:
    table = kind.__table__
    assert isinstance(table, Table)
    return table


def _run(session: Session, table: Table, rows: Sequence[Row], statement: str) -> None:
    """Run `statement` on PostgreSQL, with the rows as the relation `given`; psycopg's %b is its binary form."""
    names = list(rows[0])
    arrays = ", ".join(f"%({name})b::{_array_type(session, table, name)}" for name in names)
    columns = {name: [row[name] for row in rows] for name in names}
    whole = statement.format(given=f"unnest({arrays}) AS given({', '.join(names)})")
    session.connection().exec_driver_sql(whole, columns)


def _value(table: Table, name: str) -> str:
    return f"given.{name}::jsonb" if _is_json(table, name) else f"given.{name}"


def _array_type(session: Session, table: Table, name: str) -> str:
    type_ = table.c[name].type
    is_text = isinstance(type_, JSON | String)
    return "text[]" if is_text else f"{type_.compile(session.get_bind().dialect)}[]"


def _is_json(table: Table, name: str) -> bool:
    return isinstance(table.c[name].type, JSON)


def _one_list(first: ColumnElement[str], second: ColumnElement[str]) -> ColumnElement[str]:
    """The text of one JSON list out of two that are not empty."""
    return func.substr(first, 1, func.length(first) - 1) + "," + func.substr(second, 2)


def _parameters(table: Table, names: Sequence[str]) -> dict[str, Any]:
    """JSON comes as text already, and must not be made JSON text again."""
    return {name: bindparam(name, type_=Text() if _is_json(table, name) else table.c[name].type) for name in names}
