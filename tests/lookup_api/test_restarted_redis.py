"""A Redis that comes back from an old snapshot holds old answers without the changes that ended them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from redis import Redis
from sqlalchemy import Engine

from lookup_api.cache import MemoryCache
from lookup_api.domain.codes import parse_code
from lookup_api.domain.status import Status
from lookup_api.lookup import Lookup
from lookup_api.redis_cache import NEWEST_CHANGE, RedisCache, open_redis
from tests.builders import CODE, NOW, a_code, a_record
from tests.lookup_api.conftest import Clock, a_lookup
from tests.lookup_api.stored import store
from tests.servers import running_redis_that_crashes

THE_CODE = parse_code(CODE)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The kind of database makes no difference here."""
    return sqlite_url


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with open_redis(redis_url) as redis:
        yield redis


@contextmanager
def lookup_with(redis: Redis, engine: Engine) -> Iterator[Lookup]:
    """It remembers nothing itself, and asks a while after all changes."""
    lookup = a_lookup(engine, Clock(NOW + timedelta(seconds=10)), RedisCache(redis), MemoryCache(room=0))
    with lookup.loader.running():
        yield lookup


def remember_processing(engine: Engine, lookup: Lookup) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    lookup.follower.poll()
    lookup.look_up(THE_CODE)


def finish(engine: Engine, *lookups: Lookup) -> None:
    store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))
    for lookup in lookups:
        lookup.follower.poll()


def test_what_redis_has_is_given(engine: Engine, reading_engine: Engine, redis: Redis) -> None:
    with lookup_with(redis, reading_engine) as lookup:
        remember_processing(engine, lookup)
        assert lookup.read(CODE).layer == "redis"


def test_an_answer_that_a_restart_brings_back_is_not_given(engine: Engine, reading_engine: Engine) -> None:
    with (
        running_redis_that_crashes() as (server, crash),
        open_redis(server.url) as redis,
        lookup_with(redis, reading_engine) as lookup,
    ):
        remember_processing(engine, lookup)
        redis.save()
        finish(engine, lookup)
        crash()
        lookup.follower.poll()
        assert lookup.look_up(THE_CODE).status is Status.FINISHED


def test_nor_when_another_process_has_told_redis_of_a_newer_change_since(
    engine: Engine, reading_engine: Engine
) -> None:
    with (
        running_redis_that_crashes() as (server, crash),
        open_redis(server.url) as redis,
        lookup_with(redis, reading_engine) as slow,
        lookup_with(redis, reading_engine) as quick,
    ):
        remember_processing(engine, slow)
        redis.save()
        finish(engine, slow, quick)
        crash()
        quick.follower.poll()
        store(engine, a_record(code=a_code(2)))
        quick.follower.poll()
        slow.follower.poll()
        assert slow.look_up(THE_CODE).status is Status.FINISHED


def test_a_redis_that_was_put_back_while_it_ran_is_noticed(
    engine: Engine, reading_engine: Engine, redis: Redis
) -> None:
    with lookup_with(redis, reading_engine) as lookup:
        remember_processing(engine, lookup)
        finish(engine, lookup)
        redis.set(NEWEST_CHANGE, 1)
        lookup.follower.poll()
        assert lookup.read(CODE).layer == "database"


def test_a_redis_that_goes_on_is_believed_as_before(engine: Engine, reading_engine: Engine, redis: Redis) -> None:
    with lookup_with(redis, reading_engine) as lookup:
        remember_processing(engine, lookup)
        store(engine, a_record(code=a_code(2)))
        lookup.follower.poll()
        lookup.follower.poll()
        assert lookup.read(CODE).layer == "redis"
