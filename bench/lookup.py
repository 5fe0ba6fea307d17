"""`make bench-lookup`: how fast look-ups are answered, beside a bare program and beside the usual way.

The worker that is measured has processor 0 to itself. wrk has processor 1, and so have PostgreSQL and Redis: what they
take there is a fraction of it (see the processor time of each), while on processor 0 they would take it from the
worker, in some sides and not in others. So the worker is what limits every side.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click
import psycopg
from redis import Redis

from bench.data_stock import KEPT_IN, SETTINGS, address, bench_postgres, has_database, postmaster, warm_up
from bench.lookup_growth import STOCKS, measure_growth
from bench.lookup_memory import measure_memory
from bench.lookup_service import WORKERS_OWN, pin
from bench.lookup_speed import measure_speed
from bench.lookup_witness import STATISTICS, Witness
from bench.lookup_wrk import THEIRS
from provisioning.database import migrate
from tests.servers import PostgresServer, RedisServer, running_redis

SHOWN = ("uvicorn", "uvloop", "httptools", "fastapi", "fastapi-cache2", "redis", "hiredis", "asyncpg", "psycopg")
PARTS = ("speed", "growth", "memory")


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default=KEPT_IN, help="where `make bench-data` put its data")
@click.option("--only", type=click.Choice(PARTS), multiple=True, default=PARTS, help="what to measure; default: all")
def main(folder: Path, only: tuple[str, ...]) -> None:
    """Measure, print the figures, and end with status 1 when a bar is not reached."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name, _servers(folder) as (postgres, redis, witness):
        _tell_setting()
        measures = {
            "speed": lambda: measure_speed(postgres, redis, witness, Path(name)),
            "growth": lambda: measure_growth(postgres, Path(name)),
            "memory": lambda: measure_memory(postgres, Path(name)),
        }
        reached = [measures[part]() for part in PARTS if part in only]
    raise SystemExit(0 if all(reached) else 1)


@contextmanager
def _servers(folder: Path) -> Iterator[tuple[PostgresServer, RedisServer, Witness]]:
    """PostgreSQL with the stocks in memory, and an empty Redis, both beside wrk."""
    with bench_postgres(folder, STATISTICS) as postgres, running_redis() as redis:
        missing = [name for name in STOCKS if not has_database(postgres, name)]
        if missing:
            raise click.ClickException(f"not loaded yet: {', '.join(missing)}; run `make bench-data` first")
        for name in STOCKS:
            migrate(postgres.url(name))
            warm_up(postgres, name)
        with psycopg.connect(address(postgres, "postgres"), autocommit=True) as asking, Redis.from_url(redis.url) as r:
            asking.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
            witness = Witness(asking, r, postmaster(folder))
            pin(witness.postgres_pid, THEIRS)
            pin(witness.redis_pid, THEIRS)
            yield postgres, redis, witness


def _tell_setting() -> None:
    print(f"Processor {WORKERS_OWN}: the worker; processor {THEIRS}: wrk, PostgreSQL, Redis; of {os.cpu_count()}")
    print(f"PostgreSQL: {', '.join(f'{name} {value}' for name, value in SETTINGS.items())}; stocks read into memory")
    print(", ".join(f"{name} {_version(name)}" for name in SHOWN), flush=True)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


if __name__ == "__main__":
    main()
