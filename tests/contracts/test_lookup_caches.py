"""What every cache of the look-up promises: in process, and in Redis."""

from collections.abc import Iterator

import pytest

from lookup_api.cache import Cache, Entry, MemoryCache
from lookup_api.redis_cache import RedisCache, open_redis
from tests.builders import CODE
from tests.lookup_api.entries import an_entry


@pytest.fixture(params=["memory", "redis"])
def cache(request: pytest.FixtureRequest) -> Iterator[Cache]:
    if request.param == "memory":
        yield MemoryCache()
        return
    with open_redis(request.getfixturevalue("redis_url")) as redis:
        yield RedisCache(redis)


def the_entry(cache: Cache, code: str = CODE) -> Entry:
    return cache.get_many([code])[code]


def test_an_empty_cache_remembers_nothing(cache: Cache) -> None:
    assert cache.get_many([CODE]) == {}


def test_an_entry_comes_back_as_it_was_kept(cache: Cache) -> None:
    cache.keep_many({CODE: an_entry(number=7)})
    assert the_entry(cache) == an_entry(number=7)


def test_several_entries_are_kept_and_got_at_once(cache: Cache) -> None:
    cache.keep_many({"A": an_entry(number=7), "B": an_entry(number=8)})
    assert cache.get_many(["A", "B", "C"]) == {"A": an_entry(number=7), "B": an_entry(number=8)}


def test_that_a_code_is_no_dossiers_is_remembered_too(cache: Cache) -> None:
    cache.keep_many({CODE: an_entry(number=7, body=b"")})
    assert the_entry(cache).answer is None
    cache.mark_changed({CODE: 8})
    assert not the_entry(cache).stands


def test_an_entry_read_earlier_never_replaces_one_read_later(cache: Cache) -> None:
    cache.keep_many({CODE: an_entry(number=7, version=3)})
    cache.keep_many({CODE: an_entry(number=6, version=2)})
    assert the_entry(cache) == an_entry(number=7, version=3)


def test_a_change_ends_what_was_read_before_it(cache: Cache) -> None:
    cache.keep_many({CODE: an_entry(number=7)})
    cache.mark_changed({CODE: 8})
    assert not the_entry(cache).stands


def test_a_change_that_an_entry_already_holds_leaves_it_standing(cache: Cache) -> None:
    cache.keep_many({CODE: an_entry(number=8)})
    cache.mark_changed({CODE: 8})
    assert the_entry(cache).stands


def test_changes_told_in_any_order_end_an_entry(cache: Cache) -> None:
    cache.keep_many({CODE: an_entry(number=7)})
    cache.mark_changed({CODE: 9})
    cache.mark_changed({CODE: 8})
    assert the_entry(cache).changed == 9


def test_the_change_of_another_code_leaves_an_entry_standing(cache: Cache) -> None:
    cache.keep_many({CODE: an_entry(number=7)})
    cache.mark_changed({"H53.19-261102-0002": 8})
    assert the_entry(cache).stands


def test_what_was_read_before_a_change_is_remembered_and_does_not_stand(cache: Cache) -> None:
    cache.mark_changed({CODE: 8})
    cache.keep_many({CODE: an_entry(number=7)})
    assert the_entry(cache).number == 7
    assert not the_entry(cache).stands


def test_the_change_of_another_code_does_not_matter_to_an_entry_that_is_on_its_way(cache: Cache) -> None:
    cache.mark_changed({"H53.19-261102-0002": 8})
    cache.keep_many({CODE: an_entry(number=7)})
    assert the_entry(cache).stands


def test_what_was_read_after_the_change_is_kept(cache: Cache) -> None:
    cache.keep_many({CODE: an_entry(number=7)})
    cache.mark_changed({CODE: 8})
    cache.keep_many({CODE: an_entry(number=8, version=2)})
    assert the_entry(cache).body == an_entry(version=2).body
    assert the_entry(cache).stands


def test_a_database_that_was_put_back_makes_everything_forgotten(cache: Cache) -> None:
    cache.keep_many({CODE: an_entry(number=7)})
    cache.mark_changed({CODE: 8})
    cache.start_at(5)
    assert cache.get_many([CODE]) == {}
    cache.keep_many({CODE: an_entry(number=6)})
    assert the_entry(cache).stands


def test_a_start_at_the_number_that_was_reached_forgets_nothing(cache: Cache) -> None:
    cache.keep_many({CODE: an_entry(number=7)})
    cache.mark_changed({"H53.19-261102-0002": 8})
    cache.start_at(8)
    assert the_entry(cache).stands


def test_a_code_with_signs_and_accents_is_a_key_like_any_other(cache: Cache) -> None:
    cache.keep_many({"123/HKD-2014 Đ": an_entry(number=1)})
    assert the_entry(cache, "123/HKD-2014 Đ").number == 1
