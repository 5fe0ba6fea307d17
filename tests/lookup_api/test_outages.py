"""A code once seen is answered while the database or the cache is away."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from lookup_api.cache import MemoryCache
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import parse_code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.status import Status
from lookup_api.errors import CacheAway
from lookup_api.lookup import Caches, Lookup, open_lookup
from lookup_api.redis_cache import RedisCache, open_redis
from lookup_api.store.sealing import Sealer
from tests.builders import CODE, NOW, a_record
from tests.lookup_api.conftest import Clock, a_lookup
from tests.lookup_api.stored import store, store_receipt
from tests.servers import free_port, running_redis

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
    engine: Engine, lookup: Lookup, clock: Clock, take_away: Callable[[], None]
) -> None:
    store(engine)
    lookup.look_up(THE_CODE)
    take_away()
    clock.now += timedelta(hours=1)
    assert lookup.look_up(THE_CODE).as_of == NOW
    assert lookup.read(CODE).is_stale


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


def test_without_redis_the_database_answers(engine: Engine, reading_engine: Engine, clock: Clock) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    with ExitStack() as life:
        server = life.enter_context(running_redis())
        redis = life.enter_context(open_redis(server.url))
        lookup = a_lookup(reading_engine, clock, RedisCache(redis))
        with lookup.loader.running():
            lookup.look_up(THE_CODE)
            life.close()
            store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))
            assert lookup.look_up(THE_CODE).status is Status.FINISHED


def test_without_redis_what_this_process_remembers_is_still_vouched_for(
    engine: Engine, reading_engine: Engine, clock: Clock
) -> None:
    store(engine)
    with open_redis(f"redis://127.0.0.1:{free_port()}/0") as redis:
        lookup = a_lookup(reading_engine, clock, RedisCache(redis))
        with lookup.loader.running():
            with suppress(CacheAway):
                lookup.follower.poll()
            assert [lookup.read(CODE).layer for _ in range(2)] == ["database", "memory"]


def test_while_the_database_is_away_redis_answers_what_another_process_has_seen(
    engine: Engine, reading_engine: Engine, redis_url: str, clock: Clock, take_away: Callable[[], None]
) -> None:
    store(engine)
    clock.now += timedelta(minutes=1)  # what has only just changed is not shared
    with ExitStack() as life:
        redis = life.enter_context(open_redis(redis_url))
        one, other = (a_lookup(reading_engine, clock, RedisCache(redis)) for _ in range(2))
        for lookup in (one, other):
            life.enter_context(lookup.loader.running())
        one.follower.poll()
        one.look_up(THE_CODE)
        take_away()
        found = other.read(CODE)
        assert (found.layer, found.is_stale) == ("redis", True)


def test_a_change_that_redis_was_not_told_of_is_seen_all_the_same(
    engine: Engine, reading_engine: Engine, redis_url: str
) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    with open_redis(redis_url) as redis:
        open_and_look_up(reading_engine, RedisCache(redis))
        store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))  # nobody follows just now
        assert open_and_look_up(reading_engine, RedisCache(redis)) is Status.FINISHED


def open_and_look_up(engine: Engine, cache: RedisCache) -> Status:
    with open_lookup(engine, WorkCalendar(), Caches(MemoryCache(), cache)) as lookup:
        return lookup.look_up(THE_CODE).status
