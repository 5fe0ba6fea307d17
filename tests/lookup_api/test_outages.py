"""A code once seen is answered while the database or the cache is away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import parse_code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.status import Status
from lookup_api.lookup import Lookup, open_lookup
from lookup_api.redis_cache import RedisCache, open_redis
from lookup_api.store.sealing import Sealer
from tests.builders import CODE, NOW, a_record
from tests.lookup_api.stored import store, store_receipt
from tests.servers import running_redis

THE_CODE = parse_code(CODE)
SECRET = ReceiptSecret("ABCD1234")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """A file can be moved away; how PostgreSQL goes away is shown over sockets."""
    return sqlite_url


@pytest.fixture
def take_away(database_url: str, reading_engine: Engine) -> Callable[[], None]:
    """Puts a folder where the database was."""

    def take() -> None:
        reading_engine.dispose()
        database = Path(make_url(database_url).database or "")
        database.rename(database.with_suffix(".away"))
        database.mkdir()

    return take


def test_a_known_code_is_answered_with_the_time_it_was_read(
    engine: Engine, lookup: Lookup, take_away: Callable[[], None]
) -> None:
    store(engine)
    lookup.look_up(THE_CODE)
    take_away()
    an_hour_later = replace(lookup, clock=lambda: NOW + timedelta(hours=1))
    assert an_hour_later.look_up(THE_CODE).as_of == NOW


def test_a_known_code_that_changed_since_is_answered_as_it_was(
    engine: Engine, lookup: Lookup, take_away: Callable[[], None]
) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    lookup.follower.poll()
    lookup.look_up(THE_CODE)
    store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))
    lookup.follower.poll()
    take_away()
    assert lookup.look_up(THE_CODE).status is Status.PROCESSING


def test_a_code_that_was_never_asked_for_can_not_be_answered(lookup: Lookup, take_away: Callable[[], None]) -> None:
    take_away()
    with pytest.raises(LookupUnavailable):
        lookup.look_up(THE_CODE)


def test_a_receipt_holder_is_answered_as_a_stranger(
    engine: Engine, lookup: Lookup, sealer: Sealer, take_away: Callable[[], None]
) -> None:
    store_receipt(engine, store(engine), SECRET, sealer)
    stranger = lookup.look_up(THE_CODE)
    take_away()
    assert lookup.look_up_holding(THE_CODE, SECRET, sealer) == (Tier.STRANGER, stranger)


def test_without_redis_the_database_answers(engine: Engine, lookup: Lookup) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    with running_redis() as server, open_redis(server.url) as redis:
        without = replace(lookup, cache=RedisCache(redis))
        without.look_up(THE_CODE)
    store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))
    assert without.look_up(THE_CODE).status is Status.FINISHED


def test_a_change_that_redis_was_not_told_of_is_seen_all_the_same(engine: Engine, reading_engine: Engine) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    with running_redis() as server, open_redis(server.url) as redis:
        open_and_look_up(reading_engine, RedisCache(redis))
        store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))  # nobody follows just now
        assert open_and_look_up(reading_engine, RedisCache(redis)) is Status.FINISHED


def open_and_look_up(engine: Engine, cache: RedisCache) -> Status:
    with open_lookup(engine, cache, WorkCalendar()) as lookup:
        return lookup.look_up(THE_CODE).status
