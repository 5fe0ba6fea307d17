"""`make chaos-lookup`: citizens look up while Redis and PostgreSQL are killed, hang, are slow, and come back.

Once with two workers and Redis, once with one worker alone. Readers ask over a new connection each time, a writer
changes half of what they ask for through the one door, and every answer is compared with what was really written. Then
a thousand ask for one code that nobody has asked for, and a hundred thousand codes are made up. Ends with 1 when an
answer was wrong, a request for a known code failed, a reader was taken back to an older version, an answer was older
than a second while the database answered, or a worker grew beyond its bound.
"""

import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep

import click
import orjson
from sqlalchemy.orm import sessionmaker

from bench.chaos_ingest import say
from bench.chaos_lookup_flood import flood, stampede
from bench.chaos_lookup_slow import SlowNetwork, a_slow_network
from bench.chaos_lookup_victims import VictimRedis, Workers, a_redis, serving
from bench.chaos_victims import Postgres, a_postgres
from bench.ingest_service import A_DATA_KEY
from bench.lookup_service import UNLIMITED
from provisioning.database import migrate, open_engine
from tests.lookup_api.watching import Account, Reader, Writer, a_life, an_update, facts_in, facts_of
from tests.servers import free_port

SERIALS, COLD = range(1, 21), 9_000
READERS, EVERY_SECONDS = 6, 0.2
PROMISE_SECONDS = 1.0
STAMPEDE, FLOOD, CONNECTIONS = 1_000, 100_000, 64
MEMORY_MB = 16  # of a worker's memory layer
GROWTH_MB = 2 * MEMORY_MB  # by which a worker may grow while it is asked for codes that do not exist
RECOVERY_SECONDS = 3.0
TROUBLED = ("PostgreSQL", "database")
"""How phases begin in which the database does not answer, or has only just come back: answers may be old in them, and
say so by their `as_of`.
"""


@dataclass
class Site:
    """One site at work, and what came of its phases."""

    postgres: Postgres
    redis: VictimRedis | None
    network: SlowNetwork
    workers: Workers
    writer: Writer
    account: Account
    faults: list[str] = field(default_factory=list)

    def phase(self, name: str, seconds: float) -> None:
        """Let readers ask for so long; what they see is counted under this name."""
        self.account.phase = name
        sleep(seconds)

    def strike_redis(self) -> None:
        """Killed, back and empty; then hanging, and going on."""
        if redis := self.redis:
            redis.signal(signal.SIGKILL)
            self.phase("Redis is dead", 4)
            redis.start()
            self.phase("Redis is back", 4)
            redis.signal(signal.SIGSTOP)
            self.phase("Redis hangs", 4)
            redis.signal(signal.SIGCONT)
            self.phase("Redis goes on", 4)

    def strike_postgres(self) -> None:
        """Killed as by a power cut, and back."""
        self.account.phase = "PostgreSQL is dead"
        self.postgres.kill()
        sleep(6)
        self.phase("PostgreSQL is starting", 0)
        self.postgres.start()
        self.phase("PostgreSQL is back since a moment", RECOVERY_SECONDS)
        self.phase("well again", 4)

    def slow_down(self) -> None:
        """A network on which each question takes longer, and one on which nothing comes through."""
        for seconds in (0.3, 2.0):
            self.account.phase = f"database slow by {seconds} s"
            self.network.be_slow(seconds)
            sleep(6)
        self.account.phase = "database hangs"
        self.network.freeze()
        sleep(6)
        self.network.be_slow(0)
        self.phase("database answers since a moment", RECOVERY_SECONDS)
        self.phase("well once more", 4)

    def stampede(self, processes: int) -> None:
        """All at once for one code; each process may ask the database once."""
        self.account.phase = "stampede"
        self.writer.change(COLD)
        sleep(6)  # not what has just changed: that is another matter
        with self._counted_questions() as questions:
            answers = stampede(self.workers.port, COLD, STAMPEDE)
        asked = questions()
        right = sum(many for (status, body), many in answers.items() if status == 200 and _is_right(body))
        say(f"{STAMPEDE} at once on a cold code: answered rightly", right)
        say(f"  questions to the database (bar: {processes})", asked)
        self._expect(right == STAMPEDE, "the stampede was not answered rightly")
        self._expect(1 <= asked <= processes, "the stampede asked the database too often")

    def flood(self, chance: Random) -> None:
        """Codes that nobody has ever written."""
        self.account.phase = "flood"
        before, began = self.workers.memory(), monotonic()
        statuses = flood(self.workers.port, FLOOD, CONNECTIONS, chance)
        grown = self.workers.memory() - before
        say(f"{FLOOD} made-up codes: answers by status", dict(statuses))
        say("  a second", f"{FLOOD / (monotonic() - began):.0f}")
        say(f"  memory of a worker before; grown by (bar {GROWTH_MB} MB)", f"{before:.0f} MB; {grown:.0f} MB")
        self._expect(statuses == {404: FLOOD}, "the flood was not answered by 404 alone")
        self._expect(grown <= GROWTH_MB, "a worker grew too much")

    def conclude(self) -> None:
        """Print what the readers saw."""
        account = self.account
        say("answers to readers; versions written", f"{account.answers.total()}; {self._versions()}")
        for what in ("failures", "wrong", "backwards"):
            counted: Counter[str] = getattr(account, what)
            say(what, counted.total())
            for where, many in counted.items():
                say(f"  {where}", many)
        for phase, answers in account.answers.items():
            oldest, slowest = account.oldest[phase], account.slowest[phase]
            say(f"  {phase}", f"{answers:6} answers   oldest {oldest:5.2f} s   slowest {slowest:5.2f} s")
            is_troubled = phase.startswith(TROUBLED)
            self._expect(is_troubled or oldest < PROMISE_SECONDS, f"older than a second while {phase}")
        self._expect(account.is_clean, "readers saw what they must not")

    def _versions(self) -> int:
        return sum(map(len, self.writer.commits.values()))

    def _expect(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)

    @contextmanager
    def _counted_questions(self) -> Iterator[Callable[[], int]]:
        """PostgreSQL writes down each statement meanwhile; gives what counts those that name the cold code."""
        log, code = self.postgres.folder / "log", an_update(COLD, 1).code.printed.encode()
        self._log_statements("all")
        began = log.stat().st_size
        yield lambda: log.read_bytes()[began:].count(code)
        self._log_statements("none")

    def _log_statements(self, which: str) -> None:
        self.postgres.server.run(f"ALTER SYSTEM SET log_statement = '{which}'")
        self.postgres.server.run("SELECT pg_reload_conf()")
        sleep(0.5)  # every process reads its settings when it next has nothing to do


def _is_right(body: bytes) -> bool:
    return facts_in(orjson.loads(body)) == facts_of(an_update(COLD, 1))


@contextmanager
def a_site(folder: Path, processes: int, is_shared: bool) -> Iterator[Site]:
    """A site at work in `folder`, with Redis when it is shared; its readers know all codes but the cold one."""
    with ExitStack() as life:
        postgres = life.enter_context(a_postgres(folder / "postgres", free_port()))
        postgres.server.run("CREATE DATABASE chaos")
        url = postgres.server.url("chaos")
        migrate(url)
        engine = open_engine(url, writes=True)
        life.callback(engine.dispose)
        writer, account = Writer(sessionmaker(engine)), Account("all is well")
        writer.begin(SERIALS)
        network = life.enter_context(a_slow_network(postgres.port))
        redis = life.enter_context(a_redis()) if is_shared else None
        way = url.replace(f":{postgres.port}/", f":{network.port}/")
        settings = {**UNLIMITED, "MOTCUA_DATABASE_URL": way, "MOTCUA_DATA_KEY": A_DATA_KEY}
        settings |= {"MOTCUA_LOOKUP_MEMORY_MB": str(MEMORY_MB)}
        settings |= {"MOTCUA_REDIS_URL": redis.server.url} if redis else {}
        workers = life.enter_context(serving(processes, settings, folder / "lookup.log"))
        readers = [Reader(workers.port, writer, account, Random(number)) for number in range(READERS)]
        site = Site(postgres, redis, network, workers, writer, account)
        with a_life(writer, readers, SERIALS, EVERY_SECONDS):
            yield site


def run(processes: int, is_shared: bool, seed: int) -> list[str]:
    """All phases on a site of its own; gives what was not as it must be."""
    say("workers; Redis; seed", f"{processes}; {'yes' if is_shared else 'no'}; {seed}")
    began = monotonic()
    with tempfile.TemporaryDirectory(prefix="motcua-chaos-") as name:
        Path(name).chmod(0o755)  # PostgreSQL runs as somebody else, and has its folder in here
        with a_site(Path(name), processes, is_shared) as site:
            sleep(6)
            site.strike_redis()
            site.strike_postgres()
            site.slow_down()
            site.stampede(processes)
            site.flood(Random(seed))
        site.conclude()
    say("seconds", f"{monotonic() - began:.0f}")
    return site.faults


@click.command()
@click.option("--seed", default=None, type=int, help="The same made-up codes; timing is never the same.")
def main(seed: int | None) -> None:
    """Strike, and report what readers saw."""
    seed = Random().getrandbits(32) if seed is None else seed
    faults = run(2, True, seed) + run(1, False, seed)
    print("\n".join(faults) or "as it must be")
    sys.exit(int(bool(faults)))


if __name__ == "__main__":
    main()
