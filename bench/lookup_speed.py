"""Look-ups a second of five programs that give the same answer, in alternating rounds.

(a) the bare ASGI program, (b) ours from its memory, (c) ours from Redis, (d) ours from PostgreSQL, (e) the usual way.
Before each run a side is asked for codes one by one and has to answer rightly; after it, PostgreSQL and Redis have to
say that the answers came from where they should.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

import click
import httpx

from bench.data_stock import LOOKUP_SIZES
from bench.lookup_service import Program, on_uvicorn, ours
from bench.lookup_witness import Asked, Witness
from bench.lookup_wrk import Load, Measured, code_of, pick, run_wrk
from bench.processor import Meter
from tests.servers import PostgresServer, RedisServer

ROUNDS = 5
KNOWN = 500  # codes that are asked for where all are remembered
STOCK, SIZE = next(iter(LOOKUP_SIZES.items()))
FEW = Load(KNOWN, connections=64, seconds=4)
EACH_ANOTHER = replace(FEW, codes=SIZE)
CHECKED = 20  # codes of which each answer is read before a run
VERSION = 3  # of every dossier in a stock
BARS = {"b/a": 0.6, "c/e": 2.5, "d/e": 1.5}


@dataclass
class Side:
    """One of the five. `reads` is what PostgreSQL and Redis are asked at each look-up."""

    letter: str
    what: str
    program: Program
    load: Load
    reads: Asked
    meter: Meter
    rounds: list[Measured] = field(default_factory=list)

    def run(self, round_: int, witness: Witness, script: Path) -> None:
        """One round; the first is for warming up and does not count."""
        self.program.thaw()
        start = round_ * 7919
        self._answer_rightly(start)
        before = witness.asked()
        self.meter.start()
        measured = run_wrk(self.program.address, self.load, start, script)
        if round_:
            self.meter.stop()
            self.rounds.append(measured)
            self._blame(measured, witness.asked() - before)
        self.program.freeze()

    def _answer_rightly(self, start: int) -> None:
        """Ask for the codes that will be asked for, so that what remembers has them, and read what comes."""
        numbers = pick(self.load, start, CHECKED if self.load.codes > KNOWN else KNOWN)
        with httpx.Client(base_url=self.program.address) as http:
            for code in map(code_of, numbers):
                said = http.get(f"/v1/dossiers/{code}").raise_for_status().json()
                if self.letter != "a" and (said["code"], said["version"]) != (code, VERSION):
                    raise click.ClickException(f"({self.letter}) answers wrongly for {code}")

    def _blame(self, measured: Measured, asked: Asked) -> None:
        if measured.failed:
            raise click.ClickException(f"({self.letter}) failed {measured.failed} of {measured.requests} requests")
        if not asked.is_like(self.reads, measured.requests):
            raise click.ClickException(f"({self.letter}) answered {measured.requests} times from elsewhere: {asked}")

    @property
    def rate(self) -> float:
        """Requests a second, the median of the rounds."""
        return median(each.rate for each in self.rounds)

    @property
    def costs(self) -> dict[str, float]:
        """Microseconds of processor time a request, which others on the machine change less than the rate."""
        requests = sum(each.requests for each in self.rounds)
        return {name: self.meter.seconds[name] / requests * 1e6 for name in self.meter.pids}

    def __str__(self) -> str:
        p50, p99 = median(each.p50 for each in self.rounds), median(each.p99 for each in self.rounds)
        cost = ", ".join(f"{name} {cost:.0f}" for name, cost in self.costs.items())
        speed = f"{self.rate:8,.0f} requests/s   p50 {p50:6.2f} ms   p99 {p99:6.2f} ms"
        return f"({self.letter}) {self.what:<42} {speed}   µs of processor a request: {cost}"


def measure_speed(postgres: PostgresServer, redis: RedisServer, witness: Witness, folder: Path) -> bool:
    """Print what each side does; whether ours is fast enough beside the others."""
    with _sides(postgres, redis, witness, folder) as sides:
        for round_ in range(ROUNDS + 1):
            for side in sides:
                side.run(round_, witness, folder / "wrk.lua")
    print(f"{FEW.connections} connections, runs of {FEW.seconds} s; medians of {ROUNDS} alternating rounds")
    print("\n".join(f"  {side}" for side in sides))
    by_letter = {side.letter: side for side in sides}
    reached = [_reaches(by_letter[name[0]], by_letter[name[2]], bar) for name, bar in BARS.items()]  # prints all
    return all(reached)


def _reaches(one: Side, other: Side, bar: float) -> bool:
    """Print the ratio of two sides; whether it reaches the bar."""
    ratio, by_cost = one.rate / other.rate, other.costs["worker"] / one.costs["worker"]
    rounds = " ".join(f"{x.rate / y.rate:.2f}" for x, y in zip(one.rounds, other.rounds, strict=True))
    print(f"  {one.letter}/{other.letter} {ratio:.2f} (bar {bar}); rounds: {rounds}; by worker's time {by_cost:.2f}")
    return ratio >= bar


@contextmanager
def _sides(postgres: PostgresServer, redis: RedisServer, witness: Witness, folder: Path) -> Iterator[list[Side]]:
    with ExitStack() as life:
        url = postgres.url(STOCK)
        memory = life.enter_context(ours(url, MOTCUA_LOOKUP_MEMORY_MB="64"))
        shared = life.enter_context(ours(url, MOTCUA_LOOKUP_MEMORY_MB="0", MOTCUA_REDIS_URL=redis.url))
        database = life.enter_context(ours(url, MOTCUA_LOOKUP_MEMORY_MB="0"))
        bare = life.enter_context(on_uvicorn("bench.lookup_bare:app", BENCH_BODY=str(_body(database, folder))))
        settings = {"MOTCUA_DATABASE_URL": url, "MOTCUA_REDIS_URL": redis.url}
        usual = life.enter_context(on_uvicorn("bench.lookup_usual:app", **settings))

        def meter(program: Program) -> Meter:
            return Meter({"worker": program.pid, "Redis": witness.redis_pid, "PostgreSQL": witness.postgres_pid})

        sides = [
            Side("a", "a bare ASGI program", bare, FEW, Asked(0, 0), meter(bare)),
            Side("b", f"ours from memory, {KNOWN} codes", memory, FEW, Asked(0, 0), meter(memory)),
            Side("c", f"ours from Redis, {KNOWN} codes", shared, FEW, Asked(0, 1), meter(shared)),
            Side("d", "ours from PostgreSQL, each another code", database, EACH_ANOTHER, Asked(1, 0), meter(database)),
            Side("e", f"FastAPI, fastapi-cache2, Redis, {KNOWN} codes", usual, FEW, Asked(0, 1), meter(usual)),
        ]
        for side in sides:
            side.program.freeze()
        yield sides


def _body(program: Program, folder: Path) -> Path:
    """A file with an answer of ours, for (a) to give to everyone."""
    body = folder / "body.json"
    body.write_bytes(httpx.get(f"{program.address}/v1/dossiers/{code_of(0)}").raise_for_status().content)
    return body
