"""The cache that several processes and machines share: Redis."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic

from msgspec import DecodeError
from msgspec import ValidationError as NotOfThisForm
from msgspec.msgpack import Decoder, Encoder
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.retry import Retry

from lookup_api.cache import Cache, Entry
from lookup_api.errors import CacheAway

PREFIX = "motcua:lookup:3:"  # the figure changes when an entry's form does
NEWEST_CHANGE = f"{PREFIX}newest-change"
DAY_SECONDS = 86_400
MARK_SECONDS = 120
TIMEOUT_SECONDS = 0.2  # a poll that waits for it and the next one must begin within follower.FRESH_SECONDS
REST_SECONDS = 1.0

# A script runs alone in Redis, so comparing and writing are one act, whoever else writes. A code's newest change is
# kept for a while even where nothing is remembered of the code: an entry that was read before it may still come.
KEEP = """
local known = tonumber(redis.call('HGET', KEYS[1], 'number') or '0')
if tonumber(ARGV[1]) >= known then
  redis.call('HSET', KEYS[1], 'number', ARGV[1], 'entry', ARGV[2])
  redis.call('HSETNX', KEYS[1], 'changed', '0')
  redis.call('EXPIRE', KEYS[1], ARGV[3])
end
"""
MARK_CHANGED = """
local newest = tonumber(redis.call('GET', KEYS[1]) or '0')
for at = 2, #KEYS do
  local number = tonumber(ARGV[at])
  if number > tonumber(redis.call('HGET', KEYS[at], 'changed') or '0') then
    redis.call('HSET', KEYS[at], 'changed', ARGV[at])
    if redis.call('TTL', KEYS[at]) < tonumber(ARGV[1]) then
      redis.call('EXPIRE', KEYS[at], ARGV[1])
    end
  end
  newest = math.max(newest, number)
end
redis.call('SET', KEYS[1], string.format('%.0f', newest))
"""
FIELDS = ("number", "changed", "entry")
Packed = tuple[bytes, str, datetime, datetime]
"""An entry's body, tag, as_of and until."""
PACK, UNPACK = Encoder(), Decoder(Packed)


@contextmanager
def open_shared_cache(redis_url: str | None) -> Iterator[Cache | None]:
    """The cache in the Redis of MOTCUA_REDIS_URL; None without one."""
    if redis_url is None:
        yield None
        return
    with open_redis(redis_url) as redis:
        yield RedisCache(redis)


def open_redis(url: str) -> Redis:
    """A client of the Redis at `url` that gives up soon; connections are made when first used."""
    return Redis.from_url(
        url,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        # Once more, for Redis may have been restarted since the last use; not when it takes too long.
        retry=Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
    )


@dataclass(frozen=True, slots=True)
class Life:
    """One run of a Redis, from its start to its end, and the newest change that it holds."""

    run: str
    newest_change: int

    def continues(self, before: "Life") -> bool:
        """Whether all that was there `before` still is: a Redis that starts from a snapshot lacks what came after."""
        return self.run == before.run and self.newest_change >= before.newest_change


class RedisCache:
    """See cache.Cache. After a failure it rests for a second, so that an outage does not slow every look-up."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._keep = redis.register_script(KEEP)
        self._mark_changed = redis.register_script(MARK_CHANGED)
        self._rests_until = 0.0
        self._life: Life | None = None

    def get_many(self, codes: Collection[str]) -> dict[str, Entry]:
        """See Cache."""
        with self._asking(), self._redis.pipeline(transaction=False) as asking:
            for code in codes:
                asking.hmget(PREFIX + code, FIELDS)
            kept = asking.execute()
        found = {code: _entry(*fields) for code, fields in zip(codes, kept, strict=True)}
        return {code: entry for code, entry in found.items() if entry}

    def keep_many(self, entries: Mapping[str, Entry]) -> None:
        """See Cache."""
        with self._asking(), self._redis.pipeline(transaction=False) as telling:
            for code, entry in entries.items():
                packed = PACK.encode((entry.body, entry.tag, entry.as_of, entry.until))
                said: list[int | bytes] = [entry.number, packed, DAY_SECONDS]
                self._keep(keys=[PREFIX + code], args=said, client=telling)
            telling.execute()

    def mark_changed(self, changes: Mapping[str, int]) -> None:
        """See Cache."""
        with self._asking():
            keys = [NEWEST_CHANGE, *(PREFIX + code for code in changes)]
            self._mark_changed(keys=keys, args=[MARK_SECONDS, *changes.values()])
        if self._life:
            newest_change = max(self._life.newest_change, *changes.values())
            self._life = replace(self._life, newest_change=newest_change)

    def start_at(self, newest: int) -> None:
        """See Cache."""
        with self._asking():
            life = self._ask_life()
            if newest < life.newest_change:
                for key in self._redis.scan_iter(match=f"{PREFIX}*", count=1_000):
                    self._redis.unlink(key)
                life = Life(life.run, 0)
        self._life = life

    def has_lost_changes(self) -> bool:
        """See Cache: whether Redis was started anew, perhaps from an old snapshot, or emptied or put back."""
        with self._asking():
            life = self._ask_life()
        if self._life is None or not life.continues(self._life):
            return True
        self._life = life
        return False

    def _ask_life(self) -> Life:
        with self._redis.pipeline(transaction=False) as asking:
            asking.info("server")
            asking.get(NEWEST_CHANGE)
            server, newest_change = asking.execute()
        return Life(server["run_id"], int(newest_change or 0))

    @contextmanager
    def _asking(self) -> Iterator[None]:
        if monotonic() < self._rests_until:
            raise CacheAway
        try:
            yield
        except RedisError as error:
            self._rests_until = monotonic() + REST_SECONDS
            raise CacheAway from error


def _entry(number: bytes | None, changed: bytes | None, packed: bytes | None) -> Entry | None:
    if number is None or changed is None or packed is None:
        return None
    try:
        body, tag, as_of, until = UNPACK.decode(packed)
    except (DecodeError, NotOfThisForm):  # written by another release
        return None
    return Entry(body, tag, int(number), as_of, until, int(changed))
