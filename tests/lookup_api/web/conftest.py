"""The web application over a database of its own, asked without a socket."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from lookup_api.local_codes import CodeReader
from lookup_api.lookup import Lookup
from lookup_api.site_file import Kiosk, SiteFacts, Unit
from lookup_api.store.sealing import Sealer
from lookup_api.web.access_log import AccessLog
from lookup_api.web.app import make_app
from lookup_api.web.callers import Callers
from lookup_api.web.catalogue import CatalogueReader
from lookup_api.web.database import Database
from lookup_api.web.desk import Desk, Facts
from lookup_api.web.guards.challenges import Challenges
from lookup_api.web.guards.passes import Passes
from lookup_api.web.limits import Buckets, Limits
from lookup_api.web.read import ReadPath
from lookup_api.web.reports import ReportBox
from lookup_api.web.watch import Watch
from provisioning.registry import DatabaseKeys
from provisioning.signatures import MemoryNonces
from tests.builders import NOW

SITE = SiteFacts(
    hotline="0276 3822 222",
    hotline_hours="7:00–17:00 mỗi ngày làm việc",
    sms_number="0901 234 567",
    address="Số 1, đường Thử Nghiệm, Tây Ninh",
    units=(Unit(name="Bộ phận một cửa phường Một", address="Số 10, đường Mẫu", phone="0276 3822 010"),),
    kiosks=(Kiosk(place="Chợ Long Hoa", address="Đường Mẫu Bốn", hours="5:00–18:00", note="Có lối cho xe lăn"),),
)
FACTS = Facts("https://motcua.test", SITE)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What the pages say does not depend on the database; that both answer alike is tested below them."""
    return sqlite_url


@pytest.fixture
def desk(engine: Engine, reading_engine: Engine, lookup: Lookup, sealer: Sealer) -> Desk:
    """A desk at NOW with wide limits."""
    sessions = sessionmaker(reading_engine)
    callers = Callers(DatabaseKeys(sessions), MemoryNonces())
    challenges = Challenges(sealer, Passes(sealer, clock=lambda: NOW), clock=lambda: NOW)
    limits = Limits(Buckets(1_000), Buckets(1_000), challenges)
    return Desk(
        lookup,
        CodeReader(sessions),
        sealer,
        callers,
        limits,
        FACTS,
        ReportBox(sessionmaker(engine), sealer, Buckets(3), lambda: NOW),
        database=Database(sessionmaker(reading_engine), sessionmaker(engine)),
        catalogue=CatalogueReader(sessions),
        prefixes=frozenset({"H53"}),
        clock=lambda: NOW,
    )


@pytest.fixture
def log_lines() -> list[bytes]:
    """What the access log of `http` has written; `watch.log.flush()` writes what waits."""
    return []


@pytest.fixture
def watch(log_lines: list[bytes]) -> Watch:
    """What looks on while `http` is answered."""
    watch = Watch()
    watch.log = AccessLog(log_lines.append)
    return watch


@pytest.fixture
def http(desk: Desk, watch: Watch) -> Iterator[TestClient]:
    """A browser or a program; it follows no redirect by itself."""
    app = ReadPath(make_app(lambda: nullcontext(desk), watch))
    with TestClient(app, base_url="https://motcua.test", follow_redirects=False) as client:
        yield client
