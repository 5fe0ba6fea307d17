"""What every test may ask for: a migrated, empty database of either kind, and a Redis."""

import os
import shutil
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import certifi
import hypothesis
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from provisioning.database import migrate, open_engine
from tests.emptying import empty, list_tables
from tests.servers import MariaDbServer, PostgresServer, RedisServer, running_mariadb, running_postgres, running_redis

os.environ["KIVY_NO_ARGS"] = "1"  # read when Kivy is imported: pytest's arguments are not Kivy's
os.environ["KIVY_LOG_MODE"] = "PYTHON"
for name in [name for name in os.environ if name.startswith("MOTCUA_")]:
    del os.environ[name]  # the settings of whoever runs the tests are not the tests' settings

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each of some hundred programs is compiled anew when it starts
sys.dont_write_bytecode = False

hypothesis.settings.register_profile("motcua", deadline=None, print_blob=True)
hypothesis.settings.load_profile("motcua")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test is a failed one: what we promise is tested everywhere or the run is red."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session", autouse=True)
def one_authority(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every HTTP client reads all authorities of the world when it is made: an answer on loopback takes less than that.
    Here nobody is asked over TLS, and one authority is enough.
    """
    end = "-----END CERTIFICATE-----\n"
    first = Path(certifi.where()).read_text(encoding="utf-8").partition(end)[0]
    file = tmp_path_factory.mktemp("authorities") / "one.pem"
    file.write_text(first + end, encoding="utf-8")
    os.environ["SSL_CERT_FILE"] = str(file)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL for all tests of this process, with a migrated database named `template`."""
    with running_postgres() as server:
        server.run("CREATE DATABASE template")
        migrate(server.url("template"))
        yield server


@pytest.fixture(scope="session")
def shared_postgres(postgres_server: PostgresServer) -> tuple[str, frozenset[str]]:
    """One migrated database of this process, and its tables: emptying it takes a fraction of making another."""
    postgres_server.run("CREATE DATABASE tests TEMPLATE template")
    url = postgres_server.url("tests")
    return url, list_tables(url)


@pytest.fixture
def postgres_url(shared_postgres: tuple[str, frozenset[str]]) -> Iterator[str]:
    """A migrated, empty PostgreSQL database that the test may fill; the migrated tables must stay."""
    url, tables = shared_postgres
    yield url
    empty(url, tables)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    template = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{template}")
    return template


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database of the test's own."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'motcua.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database; the test runs once for each kind."""
    fixture = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    url: str = request.getfixturevalue(fixture)
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A writing engine on `database_url`."""
    engine = open_engine(database_url, writes=True)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session on `engine`; what the test does not commit is forgotten."""
    with Session(engine) as session:
        yield session


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[MariaDbServer]:
    """One MariaDB for all tests of this process, with an empty database named `hs`."""
    with running_mariadb() as server:
        server.run("CREATE DATABASE hs CHARACTER SET utf8mb4")
        yield server


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """One Redis for all tests of this process."""
    with running_redis() as server:
        yield server


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """An empty Redis."""
    redis_server.clear()
    return redis_server.url
