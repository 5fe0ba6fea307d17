"""What PostgreSQL and Redis themselves say of how often they were asked: where answers really came from."""

from dataclasses import dataclass

import psycopg
from redis import Redis

STATISTICS = {"shared_preload_libraries": "pg_stat_statements"}
LOOKED_UP = "SELECT coalesce(sum(rows), 0)::bigint FROM pg_stat_statements WHERE query ILIKE '%from%aliases%'"
LITTLE = 0.1  # of the answers: a worker that is late in following asks the database, as it should


@dataclass(frozen=True, slots=True)
class Asked:
    """Codes found by PostgreSQL, and values found in Redis; one question may be for many."""

    postgres: int
    redis: int

    def __sub__(self, before: "Asked") -> "Asked":
        return Asked(self.postgres - before.postgres, self.redis - before.redis)

    def is_like(self, each: "Asked", answers: int) -> bool:
        """Whether this is what so many answers take that ask `each`: once or more, or hardly ever."""
        pairs = ((self.postgres, each.postgres), (self.redis, each.redis))
        return all(_is_like(asked, wanted * answers, answers) for asked, wanted in pairs)


@dataclass(frozen=True)
class Witness:
    """Asks both servers; `postgres` is an autocommitting connection to any database that has pg_stat_statements."""

    postgres: psycopg.Connection
    redis: Redis
    postgres_pid: int

    @property
    def redis_pid(self) -> int:
        """The process of Redis."""
        return int(self.redis.info("server")["process_id"])

    def asked(self) -> Asked:
        """How often each was asked since it was started."""
        (rows,) = self.postgres.execute(LOOKED_UP).fetchone() or (0,)
        return Asked(int(rows), int(self.redis.info("stats")["keyspace_hits"]))


def _is_like(asked: int, wanted: int, answers: int) -> bool:
    return asked >= wanted * (1 - LITTLE) if wanted else asked <= answers * LITTLE
