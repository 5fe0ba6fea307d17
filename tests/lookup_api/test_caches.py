"""What the caches do beyond their common promise: one is bounded, the other shared and sometimes away."""

import pytest

from lookup_api.cache import Entry, MemoryCache
from lookup_api.contract import answer_for
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.disclosure import Tier
from lookup_api.errors import CacheAway
from lookup_api.redis_cache import PREFIX, RedisCache, open_redis
from tests.builders import CODE, NOW, a_dossier
from tests.servers import free_port

ENTRY = Entry(answer_for(Tier.STRANGER, a_dossier(), WorkCalendar(), NOW), number=1)


def test_the_memory_is_bounded_and_forgets_what_was_asked_for_least_recently() -> None:
    cache = MemoryCache(room=2)
    cache.keep("A", ENTRY)
    cache.keep("B", ENTRY)
    cache.get("A")
    cache.keep("C", ENTRY)
    assert [bool(cache.get(code)) for code in "ABC"] == [True, False, True]


def test_what_one_process_keeps_in_redis_another_finds(redis_url: str) -> None:
    with open_redis(redis_url) as one, open_redis(redis_url) as other:
        RedisCache(one).keep(CODE, ENTRY)
        assert RedisCache(other).get(CODE) == ENTRY


def test_what_another_release_wrote_is_not_read(redis_url: str) -> None:
    with open_redis(redis_url) as redis:
        redis.hset(PREFIX + CODE, mapping={"number": 1, "changed": 0, "answer": '{"form": "unknown"}'})
        assert RedisCache(redis).get(CODE) is None


def test_entries_leave_redis_after_a_day(redis_url: str) -> None:
    with open_redis(redis_url) as redis:
        RedisCache(redis).keep(CODE, ENTRY)
        assert 0 < redis.ttl(PREFIX + CODE) <= 86_400


def test_a_redis_that_is_not_there_is_said_to_be_away() -> None:
    with open_redis(f"redis://127.0.0.1:{free_port()}/0") as redis:
        cache = RedisCache(redis)
        with pytest.raises(CacheAway):
            cache.get(CODE)
        with pytest.raises(CacheAway):
            cache.mark_changed({CODE: 1})
