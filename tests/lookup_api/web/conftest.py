"""The web application over a database of its own, asked without a socket."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from lookup_api.local_codes import CodeReader
from lookup_api.lookup import Lookup
from lookup_api.store.sealing import Sealer
from lookup_api.web.app import make_app
from lookup_api.web.callers import Callers
from lookup_api.web.desk import Desk, Facts
from lookup_api.web.limits import Buckets, Limits
from lookup_api.web.reports import ReportBox
from provisioning.registry import DatabaseKeys
from provisioning.signatures import MemoryNonces
from tests.builders import NOW

FACTS = Facts("https://motcua.test", "0276 3822 222", "0901 234 567", "Số 1, đường Thử Nghiệm, Tây Ninh")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What the pages say does not depend on the database; that both answer alike is tested below them."""
    return sqlite_url


@pytest.fixture
def desk(engine: Engine, reading_engine: Engine, lookup: Lookup, sealer: Sealer) -> Desk:
    """A desk at NOW with wide limits."""
    sessions = sessionmaker(reading_engine)
    callers = Callers(DatabaseKeys(sessions), MemoryNonces())
    limits = Limits(Buckets(1_000), Buckets(1_000))
    return Desk(
        lookup,
        CodeReader(sessions),
        sealer,
        callers,
        limits,
        FACTS,
        ReportBox(sessionmaker(engine), sealer, Buckets(3), lambda: NOW),
        prefixes=frozenset({"H53"}),
        clock=lambda: NOW,
    )


@pytest.fixture
def http(desk: Desk) -> Iterator[TestClient]:
    """A browser or a program; it follows no redirect by itself."""
    app = make_app(lambda: nullcontext(desk))
    with TestClient(app, base_url="https://motcua.test", follow_redirects=False) as client:
        yield client
