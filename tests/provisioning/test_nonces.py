"""A nonce is spent once, in memory and in the database alike."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from provisioning.database import open_engine
from provisioning.registry import DatabaseNonces, spend_nonce
from provisioning.signatures import KEEP_NONCES, MemoryNonces, Nonces
from provisioning.tables import NonceRow
from tests.provisioning.builders import NOW


@pytest.fixture(params=["memory", "sqlite_url", "postgres_url"])
def nonces(request: pytest.FixtureRequest) -> Iterator[Nonces]:
    if request.param == "memory":
        yield MemoryNonces()
        return
    engine = open_engine(request.getfixturevalue(request.param), writes=True)
    yield DatabaseNonces(sessionmaker(engine))
    engine.dispose()


def test_a_nonce_is_new_once(nonces: Nonces) -> None:
    assert nonces.spend("key", "nonce", NOW)
    assert not nonces.spend("key", "nonce", NOW)
    assert not nonces.spend("key", "nonce", NOW + KEEP_NONCES / 2)


def test_two_devices_may_draw_the_same_nonce(nonces: Nonces) -> None:
    assert nonces.spend("key", "nonce", NOW)
    assert nonces.spend("other key", "nonce", NOW)


def test_a_nonce_is_forgotten_when_its_signature_is_long_too_old(nonces: Nonces) -> None:
    assert nonces.spend("key", "nonce", NOW)
    assert nonces.spend("key", "nonce", NOW + KEEP_NONCES * 1.1)


def test_of_many_who_spend_the_same_nonce_at_once_one_succeeds(nonces: Nonces) -> None:
    with ThreadPoolExecutor(8) as pool:
        spent = list(pool.map(lambda _: nonces.spend("key", "nonce", NOW), range(16)))
    assert spent.count(True) == 1


def test_when_there_is_no_room_nothing_is_let_in_rather_than_something_forgotten() -> None:
    nonces = MemoryNonces(room=2)
    assert nonces.spend("key", "a", NOW)
    assert nonces.spend("key", "b", NOW)
    assert not nonces.spend("key", "c", NOW)
    assert nonces.spend("key", "c", NOW + KEEP_NONCES)


def test_the_database_does_not_fill_up_with_old_nonces(sessions: sessionmaker[Session]) -> None:
    nonces = DatabaseNonces(sessions)
    for number in range(5):
        nonces.spend("key", f"nonce {number}", NOW)
    nonces.spend("key", "late", NOW + KEEP_NONCES * 2)
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(NonceRow)) == 1


def test_a_nonce_spent_in_a_transaction_that_fails_is_not_spent(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        assert spend_nonce(session, "key", "nonce", NOW)
        session.rollback()
        assert spend_nonce(session, "key", "nonce", NOW)
