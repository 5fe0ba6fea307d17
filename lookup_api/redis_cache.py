"""The cache that several processes and machines share: Redis."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic

from pydantic import ValidationError
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from lookup_api.cache import Cache, Entry, MemoryCache
from lookup_api.contract import Answer
from lookup_api.errors import CacheAway

PREFIX = "motcua:lookup:1:"  # the figure changes when an entry's form does
NEWEST_CHANGE = f"{PREFIX}newest-change"
DAY_SECONDS = 86_400
TIMEOUT_SECONDS = 0.5
REST_SECONDS = 1.0

# A script runs alone in Redis, so comparing and writing are one act, whoever else writes.
KEEP = """
local number = tonumber(ARGV[1])
local newest_change = tonumber(redis.call('GET', KEYS[2]) or '0')
local known = tonumber(redis.call('HGET', KEYS[1], 'number') or '0')
if number >= newest_change and number >= known then
  redis.call('HSET', KEYS[1], 'number', ARGV[1], 'changed', '0', 'answer', ARGV[2])
  redis.call('EXPIRE', KEYS[1], ARGV[3])
end
"""
MARK_CHANGED = """
local newest = tonumber(redis.call('GET', KEYS[1]) or '0')
for at = 2, #KEYS do
  local number = tonumber(ARGV[at - 1])
  if number > tonumber(redis.call('HGET', KEYS[at], 'changed') or number) then
    redis.call('HSET', KEYS[at], 'changed', ARGV[at - 1])
  end
  newest = math.max(newest, number)
end
redis.call('SET', KEYS[1], string.format('%.0f', newest))
"""


@contextmanager
def open_cache(redis_url: str | None) -> Iterator[Cache]:
    """The cache that MOTCUA_REDIS_URL asks for: the Redis at this address, or without one this process's memory."""
    if redis_url is None:
        yield MemoryCache()
        return
    with open_redis(redis_url) as redis:
        yield RedisCache(redis)


def open_redis(url: str) -> Redis:
    """A client of the Redis at `url` that gives up soon; connections are made when first used."""
    return Redis.from_url(
        url,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 1),  # once more: Redis may have been restarted since the last use
    )


class RedisCache:
    """See cache.Cache. After a failure it rests for a second, so that an outage does not slow every look-up."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._keep = redis.register_script(KEEP)
        self._mark_changed = redis.register_script(MARK_CHANGED)
        self._rests_until = 0.0

    def get(self, code: str) -> Entry | None:
        """See Cache."""
        with self._asking():
            number, changed, answer = self._redis.hmget(PREFIX + code, ["number", "changed", "answer"])
        if number is None or changed is None or answer is None:
            return None
        try:
            return Entry(Answer.model_validate_json(answer), int(number), int(changed))
        except ValidationError:  # written by another release
            return None

    def keep(self, code: str, entry: Entry) -> None:
        """See Cache."""
        answer = entry.answer.model_dump_json()
        with self._asking():
            self._keep(keys=[PREFIX + code, NEWEST_CHANGE], args=[entry.number, answer, DAY_SECONDS])

    def mark_changed(self, changes: Mapping[str, int]) -> None:
        """See Cache."""
        with self._asking():
            self._mark_changed(keys=[NEWEST_CHANGE, *(PREFIX + code for code in changes)], args=[*changes.values()])

    def start_at(self, newest: int) -> None:
        """See Cache."""
        with self._asking():
            if newest < int(self._redis.get(NEWEST_CHANGE) or 0):
                for key in self._redis.scan_iter(match=f"{PREFIX}*", count=1_000):
                    self._redis.unlink(key)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        if monotonic() < self._rests_until:
            raise CacheAway
        try:
            yield
        except RedisError as error:
            self._rests_until = monotonic() + REST_SECONDS
            raise CacheAway from error
