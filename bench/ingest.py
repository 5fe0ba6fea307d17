"""`make bench-ingest`: how fast batches are taken, beside the bare SQL, and what a batch costs with more in store.

Everything is written durably, into databases of one PostgreSQL, in alternating rounds; medians count.
"""

import os
from pathlib import Path

import click
import psycopg

from bench.data_stock import KEPT_IN, SETTINGS, address, bench_postgres
from bench.ingest_growth import measure_growth
from bench.ingest_speed import measure_speed
from tests.servers import PostgresServer

WORKERS = 2 * (os.cpu_count() or 1)  # one of two waits for PostgreSQL most of the time
SHOWN = ["fsync", "synchronous_commit", "full_page_writes", *SETTINGS]


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default=KEPT_IN, help="where `make bench-data` put its data")
@click.option("--workers", default=WORKERS, help="processes of motcua-ingest")
@click.option("--speed-only", is_flag=True, help="leave out what needs the data of `make bench-data`")
@click.option("--growth-only", is_flag=True, help="leave out the comparison with the bare SQL")
def main(folder: Path, workers: int, speed_only: bool, growth_only: bool) -> None:
    """Measure, print the figures, and end with status 1 when a bar is not reached."""
    with bench_postgres(folder) as server:
        print(f"PostgreSQL: {', '.join(_settings(server))}", flush=True)
        is_fast = growth_only or measure_speed(server, folder, workers)
        is_flat = speed_only or measure_growth(server, workers)
    raise SystemExit(0 if is_fast and is_flat else 1)


def _settings(server: PostgresServer) -> list[str]:
    with psycopg.connect(address(server, "postgres")) as connection:
        found = connection.execute("SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(%s)", [SHOWN])
        return [f"{name} {value}" for name, value in found]


if __name__ == "__main__":
    main()
