"""The land profiles read the same from any database; MariaDB holds the old texts in columns of its old one-byte set."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from lookup_api.domain.codes import AgencyCode
from sync_ingest.agent.reading.mapping import map_row
from sync_ingest.agent.reading.profile import Profile, find_profile
from sync_ingest.agent.sources.sql_view import SqlView
from tests.sample_site.departments.known import find_department
from tests.sample_site.departments.schema import make
from tests.servers import MariaDbServer, PostgresServer

CHARACTER_SETS = {
    "land_certificates": "latin1",
    "land_changes": "latin1",
    "secured_transactions": "utf8mb4",
    "land_tax": "utf8mb4",
}
Said = dict[str, list[tuple[str, str]]]


@pytest.mark.parametrize("name", CHARACTER_SETS)
def test_a_department_in_postgresql_says_the_same(name: str, postgres_server: PostgresServer) -> None:
    def a_database(title: str) -> str:
        postgres_server.run(f"CREATE DATABASE {title}")
        return postgres_server.url(title)

    assert _said(name, a_database) == _said(name, _in_memory)


@pytest.mark.parametrize("name", CHARACTER_SETS)
def test_a_department_in_mariadb_says_the_same(name: str, mariadb_server: MariaDbServer) -> None:
    def a_database(title: str) -> str:
        mariadb_server.run(f"CREATE DATABASE {title} CHARACTER SET {CHARACTER_SETS[name]}")
        return mariadb_server.url(title)

    assert _said(name, a_database) == _said(name, _in_memory)


def _in_memory(_: str) -> str:
    return "sqlite://"


def _said(name: str, database: Callable[[str], str]) -> list[Said]:
    """What each installation's rows say, by feed."""
    department, profile = find_department(name), find_profile(name)
    said = []
    for number, installation in enumerate(department.installations):
        engine = make(installation, database(f"land_{name}_{number}"))
        said.append(_said_by(engine, profile, installation.agency))
        engine.dispose()
    return said


def _said_by(engine: Engine, profile: Profile, sender: AgencyCode) -> Said:
    said: Said = {}
    for feed in profile.feeds:
        rows = [map_row(feed, row, sender) for row in SqlView(engine).all_rows(feed)]
        said[feed.name] = sorted((row.key, row.said) for row in rows)
        if feed.watermark:
            assert len(list(SqlView(engine).changed_since(feed, None))) == len(rows)
    return said
