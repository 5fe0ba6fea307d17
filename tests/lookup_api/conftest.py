"""What the tests of the look-up may ask for: a reading engine, and a look-up whose follower the test itself moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine

from lookup_api.cache import Cache, MemoryCache
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.lookup import Caches, Lookup
from lookup_api.store.sealing import Sealer
from provisioning.database import open_engine
from tests.builders import NOW


@dataclass
class Clock:
    """A clock that shows what the test says."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def reading_engine(database_url: str) -> Iterator[Engine]:
    """A reading engine on the database that `engine` writes to."""
    engine = open_engine(database_url, writes=False)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    """The look-up's clock; it is NOW until the test says otherwise."""
    return Clock()


@pytest.fixture
def lookup(reading_engine: Engine, clock: Clock) -> Iterator[Lookup]:
    """A look-up with an empty cache; nothing follows the events unless the test polls."""
    lookup = a_lookup(reading_engine, clock)
    with lookup.loader.running():
        yield lookup


def a_lookup(engine: Engine, clock: Clock, shared: Cache | None = None, memory: MemoryCache | None = None) -> Lookup:
    """A look-up that holds nothing back; its loader does not run yet."""
    caches = Caches(memory or MemoryCache(), shared, hold=0)
    return Lookup(engine, WorkCalendar(), caches, clock)


@pytest.fixture
def sealer() -> Sealer:
    """A sealer with a fresh key."""
    return Sealer((Fernet.generate_key(),))
