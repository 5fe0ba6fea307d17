"""What the tests of the look-up may ask for: a reading engine, and a look-up whose follower the test itself moves."""

from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from lookup_api.cache import MemoryCache
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.follower import Follower
from lookup_api.lookup import Lookup
from lookup_api.store.sealing import Sealer
from provisioning.database import open_engine
from tests.builders import NOW


@pytest.fixture
def reading_engine(database_url: str) -> Iterator[Engine]:
    """A reading engine on the database that `engine` writes to."""
    engine = open_engine(database_url, writes=False)
    yield engine
    engine.dispose()


@pytest.fixture
def lookup(reading_engine: Engine) -> Lookup:
    """A look-up at NOW with an empty cache; nothing follows the events unless the test polls."""
    sessions, cache = sessionmaker(reading_engine), MemoryCache()
    return Lookup(sessions, cache, Follower(sessions, cache), WorkCalendar(), lambda: NOW)


@pytest.fixture
def sealer() -> Sealer:
    """A sealer with a fresh key."""
    return Sealer((Fernet.generate_key(),))
