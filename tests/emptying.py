"""Emptying a test's PostgreSQL database, whatever guards its tables and whoever is still connected."""

import psycopg
from psycopg.sql import SQL, Composable, Identifier
from sqlalchemy.engine import make_url

ENTRANCE = SQL("""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
SET LOCAL session_replication_role = replica  -- no trigger guards the history, no foreign key asks for an order
""")
TABLES = SQL("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
KEPT = {
    "event_number": SQL("UPDATE event_number SET number = 0"),
    "digest_position": SQL("UPDATE digest_position SET event = 0"),
    "figures_count": SQL("UPDATE figures_count SET began_at = NULL, as_of = NULL"),
    "alembic_version": SQL("SELECT 1"),
}


def list_tables(url: str) -> frozenset[str]:
    """The tables of a database."""
    with _connect(url) as connection:
        return frozenset(name for (name,) in connection.execute(TABLES))


def empty(url: str, migrated: frozenset[str]) -> None:
    """Leave the database of `url` (a superuser's) as a migration makes it, with the tables `migrated` alone."""
    with _connect(url) as connection:
        connection.execute(ENTRANCE)
        tables = [name for (name,) in connection.execute(TABLES)]
        connection.execute(SQL(";").join(_emptied(table, table in migrated) for table in tables))


def _connect(url: str) -> psycopg.Connection:
    return psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))


def _emptied(table: str, stays: bool) -> Composable:
    name = Identifier(table)
    return KEPT.get(table, SQL("DELETE FROM {}").format(name)) if stays else SQL("DROP TABLE {} CASCADE").format(name)
