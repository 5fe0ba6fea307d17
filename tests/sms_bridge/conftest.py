"""What the tests of the bridge may ask for: a bridge in parts on either database, and a time that the test moves."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.sealing import Sealer
from sms_bridge.channels.recording import RecordingChannel
from tests.sms_bridge.bridge import BridgeInParts, Clock
from tests.sms_bridge.builders import finds


@pytest.fixture
def sealer() -> Sealer:
    """A sealer with a fresh key."""
    return Sealer((Fernet.generate_key(),))


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions on a migrated, empty database of either kind."""
    return sessionmaker(engine)


@pytest.fixture
def bridge(sessions: sessionmaker[Session], sealer: Sealer) -> Iterator[BridgeInParts]:
    """A bridge that does only what the test tells it to."""
    with ThreadPoolExecutor(4) as threads:
        yield BridgeInParts(sessions, sealer, threads, Clock(), finds(), RecordingChannel())
