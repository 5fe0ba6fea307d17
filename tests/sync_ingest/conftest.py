"""What the tests of ingest share: a desk, and a database in which two agencies take part."""

from collections.abc import Iterator

import httpx
import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.store.agencies import save_agency
from lookup_api.store.sealing import Sealer
from provisioning.database import open_engine
from provisioning.registry import DatabaseKeys, DatabaseNonces
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.saving import Desk
from tests.builders import AGENCY, NOW, TAX_OFFICE, an_agency
from tests.provisioning.site import serving
from tests.sync_ingest.agents import a_signer, an_enrolled_agent
from tests.sync_ingest.door import Door


@pytest.fixture(scope="session")
def desk() -> Desk:
    """A calendar without holidays, and a data key of this run."""
    return Desk(WorkCalendar(), Sealer((Fernet.generate_key(),)))


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    """Writing sessions on a database that knows AGENCY and TAX_OFFICE."""
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        save_agency(session, an_agency(AGENCY))
        save_agency(session, an_agency(TAX_OFFICE, name="Chi cục Thuế"))
    return sessions


@pytest.fixture
def gate(sessions: sessionmaker[Session], desk: Desk, database_url: str) -> Iterator[Gate]:
    """What the endpoint works with; its clock stands at NOW."""
    engine = open_engine(database_url, writes=False)
    reads = sessionmaker(engine)
    yield Gate(DatabaseKeys(reads), DatabaseNonces(sessions), reads, sessions, desk, lambda: NOW)
    engine.dispose()


@pytest.fixture
def http(gate: Gate) -> Iterator[httpx.Client]:
    """The ingest service at a real socket."""
    with serving(build_app(gate)) as address, httpx.Client(base_url=address, timeout=30) as http:
        yield http


@pytest.fixture
def key(sessions: sessionmaker[Session]) -> ec.EllipticCurvePrivateKey:
    """The key of AGENCY's agent."""
    return an_enrolled_agent(sessions)


@pytest.fixture
def signer(key: ec.EllipticCurvePrivateKey) -> httpx.Auth:
    """Signs as AGENCY's agent."""
    return a_signer(key)


@pytest.fixture
def door(sessions: sessionmaker[Session], desk: Desk) -> Door:
    """The one door of the test's database."""
    return Door(sessions, desk)
