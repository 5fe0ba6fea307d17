"""A PostgreSQL that is frozen holds nobody for long."""

from collections.abc import Iterator
from time import monotonic

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from lookup_api.patience import hang_up_on_silence
from provisioning.database import open_engine
from tests.relaying import Relay, relaying

SECONDS = 0.5


@pytest.fixture
def relay(postgres_url: str) -> Iterator[Relay]:
    """A relay before the server."""
    with relaying(make_url(postgres_url).port or 0) as relay:
        yield relay


@pytest.fixture
def engine(postgres_url: str, relay: Relay) -> Iterator[Engine]:
    """An engine with little patience that has a connection already."""
    url = make_url(postgres_url).set(port=relay.port).update_query_dict({"connect_timeout": "2"})
    engine = open_engine(url.render_as_string(hide_password=False), writes=False)
    hang_up_on_silence(engine, SECONDS)
    ask(engine)
    yield engine
    engine.dispose()


def ask(engine: Engine, what: str = "SELECT 1") -> None:
    with engine.connect() as connection:
        connection.execute(text(what))


def test_a_connection_on_which_nothing_is_heard_is_given_up(engine: Engine, relay: Relay) -> None:
    with engine.connect() as connection:
        relay.flows.clear()
        began = monotonic()
        with pytest.raises(OperationalError, match="says nothing"):
            connection.execute(text("SELECT 1"))
    assert monotonic() - began < SECONDS + 2


def test_one_that_was_idle_is_given_up_too(engine: Engine, relay: Relay) -> None:
    relay.flows.clear()
    with pytest.raises(OperationalError):
        ask(engine)


def test_once_the_server_speaks_again_it_is_asked_anew(engine: Engine, relay: Relay) -> None:
    relay.flows.clear()
    with pytest.raises(OperationalError):
        ask(engine)
    relay.flows.set()
    ask(engine)


def test_a_server_that_answers_in_time_is_waited_for(engine: Engine) -> None:
    ask(engine, f"SELECT pg_sleep({SECONDS / 2})")


def test_sqlite_is_left_alone(sqlite_url: str) -> None:
    engine = hang_up_on_silence(open_engine(sqlite_url, writes=False), SECONDS)
    ask(engine)
    engine.dispose()
