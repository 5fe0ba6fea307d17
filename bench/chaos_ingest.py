"""`make chaos-ingest`: 200 rounds of `kill -9` on ingest, agent or PostgreSQL, and of network cuts, at random moments.

Meanwhile a department changes its dossiers and its agent tells of it, and another sender sends batches twice, late and
out of order. In the end every update that was acknowledged has to be there exactly once, and the department and the
centre have to hold the same. Ends with 1 when they do not.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from os import environ
from pathlib import Path
from random import Random
from subprocess import CompletedProcess
from time import monotonic, sleep

import click
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from bench.chaos_check import Account, account_of
from bench.chaos_network import CuttingNetwork, a_network
from bench.chaos_sender import Sender
from bench.chaos_victims import Ingest, Postgres, a_postgres
from lookup_api.calendar_file import read_calendar
from lookup_api.domain.calendar import local_day
from lookup_api.store.agencies import save_agency
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from provisioning.database import migrate, open_engine
from sync_ingest.saving import Desk
from tests.builders import an_agency
from tests.sample_site.department_db import fill, open_department
from tests.sample_site.department_life import live_once
from tests.sample_site.offices import CITY, OFFICES
from tests.sample_site.sample import make_site
from tests.servers import free_port
from tests.sync_ingest.agent.running import Agent, a_real_centre, an_agent
from tests.sync_ingest.agents import an_enrolled_agent
from tests.waiting import wait_until

DEPARTMENT_DOSSIERS = 400
CHANGES = 4  # in the department, in a round
PROGRESS_SECONDS = 90.0
SETTLE_SECONDS = 240.0
LOSE_ANSWERS = 0.02


@dataclass
class Site:
    """Everything that is alive, and the chance that decides what dies next."""

    postgres: Postgres
    ingest: Ingest
    agent: Agent
    network: CuttingNetwork
    sender: Sender
    department: Engine
    chance: Random
    done: Counter[str] = field(default_factory=Counter)

    def round(self) -> None:
        """Some changes, one blow at a random moment, and life goes on before the next."""
        for _ in range(CHANGES):
            live_once(self.department, self.chance, local_day(utc_now()))
        sleep(self.chance.uniform(0, 0.25))
        blow = self.chance.choice([self.kill_ingest, self.kill_agent, self.kill_postgres, self.cut_network])
        blow()
        self.done[blow.__name__.replace("_", " ")] += 1
        answers = self.sender.answers
        wait_until("ingest answers again", lambda: self.sender.answers > answers, PROGRESS_SECONDS)

    def kill_ingest(self) -> None:
        """Both workers and their parent."""
        self.ingest.kill()
        self.ingest.start()

    def kill_agent(self) -> None:
        """Amid whatever it does."""
        self.agent.kill()
        self.agent.start()

    def kill_postgres(self) -> None:
        """All its processes at once, as a power cut."""
        self.postgres.kill()
        self.postgres.start()

    def cut_network(self) -> None:
        """Every connection, for a moment."""
        self.network.cut()
        sleep(self.chance.uniform(0.05, 0.5))
        self.network.mend()

    def settle(self) -> CompletedProcess[str]:
        """No more blows: wait until all is delivered, and until department and centre agree by their digests. Gives
        what the comparison said last.
        """
        self.network.lose_answers = 0
        self.sender.end(SETTLE_SECONDS)
        wait_until("everything is acknowledged", lambda: self.sender.is_done, SETTLE_SECONDS)
        wait_until("the agent's queue is empty", self._queue_is_empty, SETTLE_SECONDS, every=0.5)
        return self.agent.do("reconcile", "--dry-run")

    def _queue_is_empty(self) -> bool:
        return "waiting to be delivered: 0" in self.agent.do("status").stdout


@contextmanager
def a_site(folder: Path, chance: Random) -> Iterator[Site]:
    """A site at work in `folder`."""
    with ExitStack() as life:
        postgres = life.enter_context(a_postgres(folder / "postgres", free_port()))
        postgres.server.run("CREATE DATABASE chaos")
        url, key = postgres.server.url("chaos"), Fernet.generate_key().decode()
        migrate(url)
        port = free_port()
        network = life.enter_context(a_network(port, chance))
        network.lose_answers = LOSE_ANSWERS
        environment = {"MOTCUA_DATABASE_URL": url, "MOTCUA_DATA_KEY": key, "MOTCUA_INGEST_PORT": str(port)}
        ingest = Ingest({**_plain_environment(), **environment}, folder / "ingest.log")
        life.callback(ingest.kill)
        department = open_department(f"sqlite:///{folder}/department.db")
        life.callback(department.dispose)
        fill(department, make_site(local_day(utc_now()), dossiers=DEPARTMENT_DOSSIERS), CITY)
        agent, device = life.enter_context(_enrolled(url, folder, department))
        agent.settings["MOTCUA_AGENT_INGEST_URL"] = f"http://127.0.0.1:{network.port}"
        sender = Sender(f"http://127.0.0.1:{network.port}", device, chance)
        ingest.start()
        wait_until("ingest", ingest.answers, PROGRESS_SECONDS)
        agent.start()
        sender.start()
        yield Site(postgres, ingest, agent, network, sender, department, chance)


@contextmanager
def _enrolled(url: str, folder: Path, department: Engine) -> Iterator[tuple[Agent, ec.EllipticCurvePrivateKey]]:
    """The department's agent, enrolled, and the key of the other sender."""
    engine = open_engine(url, writes=True)
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        for code in (*OFFICES, "H53.33"):
            save_agency(session, an_agency(str(code)))
    key = an_enrolled_agent(sessions, "H53.33")
    desk = Desk(read_calendar(), Sealer((Fernet.generate_key(),)))
    with a_real_centre(url, desk) as centre, an_agent(centre, folder, str(department.url)) as agent:
        enrolled = agent.do("enrol", centre.claim_code(CITY.value))
        assert enrolled.returncode == 0, enrolled.stderr
        engine.dispose()
        yield agent, key


def _plain_environment() -> dict[str, str]:
    return {name: value for name, value in environ.items() if not name.startswith("MOTCUA_")}


@click.command()
@click.option("--rounds", default=200, show_default=True)
@click.option("--seed", default=None, type=int, help="The same blows in the same order; timing is never the same.")
def main(rounds: int, seed: int | None) -> None:
    """Strike ROUNDS times, and count what is there afterwards."""
    seed = Random().getrandbits(32) if seed is None else seed
    began = monotonic()
    with tempfile.TemporaryDirectory(prefix="motcua-chaos-") as name:
        Path(name).chmod(0o755)  # PostgreSQL runs as somebody else, and has its folder in here
        with a_site(Path(name), Random(seed)) as site:
            for number in range(1, rounds + 1):
                site.round()
                _tell(number, rounds, site)
            comparison = site.settle()
            database = site.postgres.server.url("chaos").replace("+psycopg", "")
            account = account_of(database, site.sender.acknowledged)
            _report(site, account, comparison)
            say("seed, seconds", f"{seed}, {monotonic() - began:.0f}")
    sys.exit(int(bool(account.lost or account.doubled or account.askew or comparison.returncode)))


def _tell(number: int, rounds: int, site: Site) -> None:
    if number % 10 == 0:
        print(f"  {number}/{rounds} rounds, {len(site.sender.acknowledged)} acknowledged", file=sys.stderr, flush=True)


def say(what: str, count: object) -> None:
    """One line of the report."""
    print(f"{what:<44} {count}")


def _report(site: Site, account: Account, comparison: CompletedProcess[str]) -> None:
    say("rounds", site.done.total())
    for blow, times in sorted(site.done.items()):
        say(f"  {blow}", times)
    say("updates made by the sender", site.sender.made)
    say("  acknowledged", len(site.sender.acknowledged))
    say("updates stored, the agent's with them", account.stored)
    say("lost", account.lost)
    say("doubled", account.doubled)
    say("dossiers askew (history, state, events)", account.askew)
    say("department and centre, by their digests", comparison.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    main()
