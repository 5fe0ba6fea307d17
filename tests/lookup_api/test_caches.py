"""What the caches do beyond their common promise: one is bounded, the other shared and sometimes away."""

import sys
from threading import Event as Signal
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.cache import ENTRY_BYTES, MemoryCache
from lookup_api.errors import CacheAway
from lookup_api.follower import FRESH_SECONDS, POLL_SECONDS
from lookup_api.redis_cache import PREFIX, TIMEOUT_SECONDS, RedisCache, open_redis
from tests.builders import CODE
from tests.lookup_api.entries import an_entry
from tests.servers import free_port

ENTRY = an_entry()


def test_the_memory_is_bounded_and_forgets_what_was_asked_for_least_recently() -> None:
    two = 2 * (len(ENTRY.body) + ENTRY_BYTES)
    cache = MemoryCache(room=two + two // 7 + 1)  # a part of it is for unknown codes
    cache.keep_many({"A": ENTRY, "B": ENTRY})
    cache.get("A")
    cache.keep_many({"C": ENTRY})
    assert [bool(cache.get(code)) for code in "ABC"] == [True, False, True]


@given(st.lists(st.tuples(st.text("ABCDEFGH", min_size=1, max_size=2), st.integers(0, 9_000)), max_size=60))
def test_the_memory_never_holds_more_than_its_room(kept: list[tuple[str, int]]) -> None:
    cache = MemoryCache(room=50_000)
    for code, size in kept:
        cache.keep_many({code: an_entry(body=b"x" * size)})
        assert cache.size[1] <= 50_000


def test_codes_that_somebody_tries_push_no_dossier_out() -> None:
    cache = MemoryCache(room=100_000)
    cache.keep_many({CODE: ENTRY})
    cache.keep_many({f"H53.19-261102-{serial:04}": an_entry(body=b"") for serial in range(2, 1_000)})
    assert cache.get(CODE) == ENTRY


def test_a_code_that_becomes_a_dossiers_leaves_the_unknown_ones() -> None:
    cache = MemoryCache()
    cache.keep_many({CODE: an_entry(number=1, body=b"")})
    cache.keep_many({CODE: an_entry(number=2)})
    assert cache.get(CODE) == an_entry(number=2)
    assert cache.size[0] == 1


def test_what_one_process_keeps_in_redis_another_finds(redis_url: str) -> None:
    with open_redis(redis_url) as one, open_redis(redis_url) as other:
        RedisCache(one).keep_many({CODE: ENTRY})
        assert RedisCache(other).get_many([CODE]) == {CODE: ENTRY}


def test_what_another_release_wrote_is_not_read(redis_url: str) -> None:
    with open_redis(redis_url) as redis:
        redis.hset(PREFIX + CODE, mapping={"number": 1, "changed": 0, "entry": b"of another form"})
        assert RedisCache(redis).get_many([CODE]) == {}


def test_entries_leave_redis_after_a_day(redis_url: str) -> None:
    with open_redis(redis_url) as redis:
        RedisCache(redis).keep_many({CODE: ENTRY})
        assert 0 < redis.ttl(PREFIX + CODE) <= 86_400


def test_a_redis_that_is_not_there_is_said_to_be_away() -> None:
    with open_redis(f"redis://127.0.0.1:{free_port()}/0") as redis:
        cache = RedisCache(redis)
        with pytest.raises(CacheAway):
            cache.get_many([CODE])
        with pytest.raises(CacheAway):
            cache.mark_changed({CODE: 1})


def test_the_memory_makes_room_while_others_ask() -> None:
    cache, done, before = MemoryCache(room=400_000), Signal(), sys.getswitchinterval()

    def ask() -> None:
        while not done.is_set():
            for number in range(200):
                cache.get(str(number))

    asker = Thread(target=ask)
    sys.setswitchinterval(1e-6)
    asker.start()
    try:
        for number in range(30_000):  # in a fiftieth of these an iterator failed
            cache.keep_many({str(number % 300): ENTRY})
    finally:
        done.set()
        asker.join()
        sys.setswitchinterval(before)
    assert cache.size[1] <= 400_000


def test_a_redis_that_hangs_keeps_no_poll_from_beginning_in_time() -> None:
    assert TIMEOUT_SECONDS + POLL_SECONDS < FRESH_SECONDS


def test_what_changed_is_known_for_a_while_even_if_its_entry_was_about_to_go(redis_url: str) -> None:
    with open_redis(redis_url) as redis:
        RedisCache(redis).keep_many({CODE: ENTRY})
        redis.expire(PREFIX + CODE, 1)
        RedisCache(redis).mark_changed({CODE: ENTRY.number + 1})
        assert redis.ttl(PREFIX + CODE) > 1
