"""Updates a second through HTTP, beside the bare SQL of ingest_reference.py."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

import httpx
import psycopg

from bench.data import BATCH, STEPS, an_agency, lives
from bench.data_stock import address, postmaster
from bench.ingest_reference import Prepared, prepare, write
from bench.ingest_service import Service, body_of, send, serving
from bench.processor import Meter
from lookup_api.domain.update import StatusUpdate
from provisioning.database import migrate
from tests.servers import PostgresServer

ROUNDS = 5
CONNECTIONS = 4
LIVES = 2  # thousands of dossiers that a connection brings in a round, each told of three times
UPDATES = CONNECTIONS * LIVES * len(STEPS) * BATCH  # in a round
BAR = 0.4
T = TypeVar("T")
Work = Callable[[], None]


@dataclass(frozen=True)
class Ours:
    """Signed requests through HTTP, each connection with an agency of its own."""

    service: Service
    clients: Sequence[httpx.Client]

    def prepare(self, round_: int) -> list[Work]:
        """What each connection has to do in this round; all of it is signed now."""
        return [self._work(connection, round_) for connection in range(CONNECTIONS)]

    def _work(self, connection: int, round_: int) -> Work:
        bodies = [body_of(batch) for _, batch in _batches(connection, round_)]
        requests = [self.service.signed(body, connection) for body in bodies]
        return lambda: _for_each(requests, lambda request: send(self.clients[connection], request))


@dataclass(frozen=True)
class Reference:
    """Columns that psycopg sends."""

    connections: Sequence[psycopg.Connection]

    def prepare(self, round_: int) -> list[Work]:
        """What each connection has to do in this round; all rows are computed now."""
        return [self._work(connection, round_) for connection in range(CONNECTIONS)]

    def _work(self, connection: int, round_: int) -> Work:
        batches: list[Prepared] = [prepare(batch, step) for step, batch in _batches(connection, round_)]
        return lambda: _for_each(batches, lambda batch: write(self.connections[connection], batch))


@dataclass
class Side:
    """One of the two, what it took in each round, and the processors meanwhile."""

    source: Ours | Reference
    meter: Meter
    seconds: list[float] = field(default_factory=list)

    def run(self, round_: int) -> None:
        """Run one round; only the work itself is timed. The first one warms up and does not count."""
        work = self.source.prepare(round_)
        self.meter.start()
        begun = perf_counter()
        with ThreadPoolExecutor(CONNECTIONS) as threads:
            for done in [threads.submit(each) for each in work]:
                done.result()
        taken = perf_counter() - begun
        if round_:
            self.meter.stop()
            self.seconds.append(taken)

    @property
    def rate(self) -> float:
        """Updates a second, the median of the rounds."""
        return UPDATES / median(self.seconds)


def measure_speed(server: PostgresServer, folder: Path, workers: int) -> bool:
    """Print updates a second of both sides; whether ours is fast enough beside the other."""
    with ExitStack() as stack:
        ours, reference = _open(server, folder, workers, stack)
        for round_ in range(ROUNDS + 1):
            ours.run(round_)
            reference.run(round_)
    ratio = median(theirs / our for theirs, our in zip(reference.seconds, ours.seconds, strict=True))
    print(f"{UPDATES:,} updates a round, batches of {BATCH:,}, {CONNECTIONS} connections; medians of {ROUNDS} rounds")
    print(f"  through HTTP, {workers} workers  {ours.rate:8,.0f} updates/s   {_shares(ours.meter)}")
    print(f"  bare SQL by psycopg      {reference.rate:8,.0f} updates/s   {_shares(reference.meter)}")
    print(f"  ratio {ratio:.2f} (bar {BAR}); rounds: {_ratios(ours, reference)}")
    print(f"  processor time an update: {_cost(ours)}; of the bare SQL: {_cost(reference)}", flush=True)
    return ratio >= BAR


def _open(server: PostgresServer, folder: Path, workers: int, stack: ExitStack) -> tuple[Side, Side]:
    for name in ("ours", "reference"):
        server.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.run(f"CREATE DATABASE {name}")
    migrate(server.url("reference"))
    service = stack.enter_context(serving(server, "ours", CONNECTIONS, workers))
    clients = [stack.enter_context(httpx.Client(timeout=60)) for _ in range(CONNECTIONS)]
    reference = address(server, "reference")
    connections = [stack.enter_context(psycopg.connect(reference, autocommit=True)) for _ in range(CONNECTIONS)]
    pids = {"client": os.getpid(), "PostgreSQL": postmaster(folder)}
    ours = Side(Ours(service, clients), Meter({"workers": service.pid, **pids}))
    return ours, Side(Reference(connections), Meter(pids))


def _for_each(given: Sequence[T], do: Callable[[T], None]) -> None:
    for each in given:
        do(each)


def _batches(connection: int, round_: int) -> list[tuple[int, list[StatusUpdate]]]:
    agency = an_agency(connection).code
    firsts = [(round_ * LIVES + life) * BATCH for life in range(LIVES)]
    return [(step, batch) for first in firsts for step, batch in enumerate(lives(agency, first))]


def _shares(meter: Meter) -> str:
    shares = ", ".join(f"{name} {share:.0%}" for name, share in meter.shares().items())
    return f"{os.cpu_count()} processors: {shares}"


def _cost(side: Side) -> str:
    """Microseconds of processor time an update, which others on the machine change less than updates a second."""
    own = {name: side.meter.seconds[name] / (UPDATES * ROUNDS) * 1e6 for name in side.meter.pids}
    return f"{sum(own.values()):.0f} µs ({', '.join(f'{name} {cost:.0f}' for name, cost in own.items())})"


def _ratios(ours: Side, reference: Side) -> str:
    return " ".join(f"{theirs / our:.2f}" for theirs, our in zip(reference.seconds, ours.seconds, strict=True))
