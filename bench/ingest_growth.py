"""What a batch costs with ten thousand, a hundred thousand and a million dossiers in store."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random
from statistics import mean, median
from time import perf_counter

import click
import httpx

from bench.data import BATCH, STEPS, an_agency, an_update
from bench.data_stock import SIZES, has_database, warm_up
from bench.ingest_service import Service, body_of, send, serving
from lookup_api.domain.update import StatusUpdate
from tests.servers import PostgresServer

ROUNDS = 5
BATCHES = 3  # a round
NEW = 500  # of a batch; the others speak of random stored dossiers
BAR = 1.25


@dataclass
class Stock:
    """A copy of a loaded stock, the service on it, and what a batch took in each round (seconds)."""

    size: int
    service: Service
    http: httpx.Client
    traffic: Iterator[list[StatusUpdate]]
    seconds: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Send a few batches, one after the other; only the sending is timed."""
        requests = [self.service.signed(body_of(next(self.traffic)), 0) for _ in range(BATCHES)]
        self.seconds.append(mean(self._timed(request) for request in requests))

    def _timed(self, request: httpx.Request) -> float:
        begun = perf_counter()
        send(self.http, request)
        return perf_counter() - begun


def measure_growth(server: PostgresServer, workers: int) -> bool:
    """Print what a batch costs at each size; whether the largest stock is hardly slower than the smallest."""
    missing = [name for name in SIZES if not has_database(server, name)]
    if missing:
        raise click.ClickException(f"not loaded yet: {', '.join(missing)}; run `make bench-data` first")
    with ExitStack() as stack:
        stocks = [_open(server, name, workers, stack) for name in SIZES]
        for _ in range(ROUNDS + 1):
            for stock in stocks:
                stock.run()
    costs = {stock.size: median(stock.seconds[1:]) for stock in stocks}
    _drop_copies(server)
    print(f"A batch of {BATCH:,}, {NEW} of them new dossiers, one connection; medians of {ROUNDS} rounds")
    for size, cost in costs.items():
        print(f"  {size:9,} dossiers stored  {cost * 1000:6.0f} ms   {cost / costs[min(costs)]:.2f}")
    print(f"  (bar {BAR})", flush=True)
    return costs[max(costs)] <= BAR * costs[min(costs)]


def _open(server: PostgresServer, name: str, workers: int, stack: ExitStack) -> Stock:
    copy = f"{name}_copy"
    server.run(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)")
    server.run(f"CREATE DATABASE {copy} TEMPLATE {name} STRATEGY FILE_COPY")
    warm_up(server, copy)
    service = stack.enter_context(serving(server, copy, 1, workers))
    http = stack.enter_context(httpx.Client(timeout=60))
    return Stock(SIZES[name], service, http, _traffic(SIZES[name]))


def _drop_copies(server: PostgresServer) -> None:
    for name in SIZES:
        server.run(f"DROP DATABASE {name}_copy WITH (FORCE)")


def _traffic(size: int) -> Iterator[list[StatusUpdate]]:
    """Mixed batches: new dossiers, and a next word on random stored ones, on none twice."""
    agency, chance, step = an_agency(0).code, Random(size), len(STEPS)
    count = (ROUNDS + 1) * BATCHES
    stored = iter(chance.sample(range(size), count * (BATCH - NEW)))
    new = iter(range(size, size + count * NEW))
    for _ in range(count):
        batch = [an_update(agency, next(stored), step) for _ in range(BATCH - NEW)]
        batch += [an_update(agency, next(new), 0) for _ in range(NEW)]
        chance.shuffle(batch)
        yield batch
