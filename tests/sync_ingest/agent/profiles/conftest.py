"""A sample department with its agents and the centre, one for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lookup_api.domain.codes import AgencyCode
from sync_ingest.saving import Desk
from tests.sample_site.departments.known import find_department, profiles
from tests.sample_site.departments.schema import SampleDepartment
from tests.servers import PostgresServer
from tests.sync_ingest.agent.profiles.site import MakeUrl, Province, a_province

pytest.register_assert_rewrite("tests.sync_ingest.agent.profiles.expecting")


@pytest.fixture(params=profiles())
def department(request: pytest.FixtureRequest) -> SampleDepartment:
    """Each sample department in turn."""
    return find_department(request.param)


@pytest.fixture
def make_url(department: SampleDepartment, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeUrl]:
    """Makes an empty database of the department's kind for the installation at an agency."""
    if department.database == "sqlite":
        yield lambda agency: f"sqlite:///{tmp_path / f'department-{agency}.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    made: list[str] = []

    def make(agency: AgencyCode) -> str:
        made.append(f"dept_{department.profile}_{agency.value.replace('.', '_').lower()}")
        server.run(f"CREATE DATABASE {made[-1]}")
        return server.url(made[-1])

    yield make
    for name in made:
        server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def province(
    department: SampleDepartment, sqlite_url: str, make_url: MakeUrl, tmp_path: Path, desk: Desk
) -> Iterator[Province]:
    """The whole way for the department; nothing has been read yet."""
    with a_province(department, sqlite_url, make_url, tmp_path, desk) as province:
        yield province
