"""What the tests of provisioning share: tables, and a provisioning service at a real socket."""

from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from provisioning.database import open_engine
from provisioning.endpoint import Registry, make_app
from provisioning.registry import DatabaseKeys, DatabaseNonces
from tests.provisioning.builders import Clock
from tests.provisioning.site import Site, serving


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions that may write."""
    return sessionmaker(engine)


@pytest.fixture
def site(sqlite_url: str) -> Iterator[Site]:
    """A provisioning service on SQLite, with an httpx client whose base URL it is."""
    reads, writes = open_engine(sqlite_url, writes=False), open_engine(sqlite_url, writes=True)
    sessions, clock = sessionmaker(writes), Clock()
    registry = Registry(DatabaseKeys(sessionmaker(reads)), DatabaseNonces(sessions), sessions, clock=clock)
    with serving(make_app(registry)) as url, httpx.Client(base_url=url) as http:
        yield Site(http, sessions, clock)
    reads.dispose()
    writes.dispose()
