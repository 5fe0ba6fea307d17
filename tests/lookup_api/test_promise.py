"""The promise of ADR 6 under load: several workers, a writer and many readers at once."""

from random import Random
from urllib.parse import urlsplit

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from tests.lookup_api.serving import serving
from tests.lookup_api.watching import Account, Reader, Writer, a_life
from tests.waiting import wait_until

PROMISE_SECONDS = 1.0
SERIALS = range(1, 9)
READERS = 6
VERSIONS = 5  # that the writer commits of each dossier meanwhile
EVERY_SECONDS = 0.15


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """Of the databases, the one that serves several workers."""
    return postgres_url


@pytest.mark.parametrize("shared", ["redis_url", None], ids=["with Redis", "without Redis"])
def test_nobody_is_shown_what_is_older_than_a_second_or_taken_back_to_an_older_version(
    request: pytest.FixtureRequest, engine: Engine, database_url: str, shared: str | None
) -> None:
    settings = {"MOTCUA_DATABASE_URL": database_url, "MOTCUA_DATA_KEY": Fernet.generate_key().decode()}
    if shared:
        settings["MOTCUA_REDIS_URL"] = request.getfixturevalue(shared)
    writer, account = Writer(sessionmaker(engine)), Account("under load")
    writer.begin(SERIALS)
    with serving("--workers", "2", **settings) as address:
        port = urlsplit(address).port or 0
        readers = [Reader(port, writer, account, Random(number)) for number in range(READERS)]
        with a_life(writer, readers, SERIALS, EVERY_SECONDS):
            wait_until("all is written", lambda: len(writer.commits[4]) >= VERSIONS)
    assert account.is_clean, account
    assert account.answers["under load"] > 4 * READERS  # half a second each for what has just changed
    assert account.oldest["under load"] < PROMISE_SECONDS + account.standstill
