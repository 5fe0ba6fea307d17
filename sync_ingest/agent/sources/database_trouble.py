"""What may be told of a database's failure: never what it says of its data."""

import re

from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError

LONGEST_REASON = 200

MARIADB_TELLS = {
    1040, 1044, 1045, 1049, 1054, 1064, 1129, 1130, 1142, 1143, 1146, 1205, 1213, 1356, 2002, 2003, 2006, 2013,
}  # fmt: skip
"""Errors of connection, rights, names and grammar (MariaDB's list of error codes). Other texts may quote a value."""


SQLITE_QUOTES = re.compile(r"Could not decode to UTF-8 column '[^']*'(?= with text)")
"""Behind it stands the text."""


def reason_of(error: SQLAlchemyError) -> str:
    """What the database says of a connection or a statement; of anything else, only what kind of failure it is."""
    if not isinstance(error, OperationalError | ProgrammingError):
        return f"the database cannot be read ({type(error).__name__})"
    number, says = _mariadb_number(error.orig), str(error.orig)
    if number is not None and number not in MARIADB_TELLS:
        return f"the database cannot be read (error {number})"
    if found := SQLITE_QUOTES.match(says):
        return f"{found[0]}: it is of another encoding"
    return " ".join(says.split())[:LONGEST_REASON]


def _mariadb_number(error: BaseException | None) -> int | None:
    """PyMySQL puts the number before the sentence; other drivers give a sentence only."""
    first = error.args[0] if error and error.args else None
    return first if isinstance(first, int) else None
