"""Emptying a test's PostgreSQL database, whatever guards its tables and whoever is still connected."""

from sqlalchemy import create_engine, text

ENTRANCE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
SET LOCAL session_replication_role = replica  -- no trigger guards the history, no foreign key asks for an order
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def list_tables(url: str) -> frozenset[str]:
    """The tables of a database."""
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = frozenset(connection.scalars(text(TABLES)))
    engine.dispose()
    return tables


def empty(url: str, migrated: frozenset[str]) -> None:
    """Leave the database of `url` (a superuser's) as a migration makes it, with the tables `migrated` alone."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in ENTRANCE.split(";"):
            connection.execute(text(statement))
        for table in connection.scalars(text(TABLES)).all():
            connection.execute(text(_emptied(table) if table in migrated else f'DROP TABLE "{table}" CASCADE'))
    engine.dispose()


def _emptied(table: str) -> str:
    kept = {
        "event_number": "UPDATE event_number SET number = 0",
        "digest_position": "UPDATE digest_position SET event = 0",
        "alembic_version": "SELECT 1",
    }
    return kept.get(table, f'DELETE FROM "{table}"')
