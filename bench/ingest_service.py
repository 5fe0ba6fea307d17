"""Our side of the ingest bench: real `motcua-ingest serve` processes, and requests that were signed beforehand."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from os import devnull, environ
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.orm import sessionmaker

from bench.data import an_agency
from lookup_api.domain.update import StatusUpdate
from lookup_api.store.agencies import save_agency
from provisioning.database import migrate, open_engine
from sync_ingest.envelope import Delivery, write_batch
from tests.servers import PostgresServer, free_port
from tests.sync_ingest.agents import JSON, a_signer, an_enrolled_agent
from tests.waiting import wait_until

START_SECONDS, STOP_SECONDS = 120, 20
LOG = Path("var/bench-ingest.log")
A_DATA_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="  # of no use but here


@dataclass(frozen=True)
class Service:
    """A running ingest service: its address, its process, and the keys of its agents, one for each agency."""

    address: str
    pid: int
    keys: Sequence[ec.EllipticCurvePrivateKey]

    def signed(self, body: bytes, agent: int) -> httpx.Request:
        """A request that may be sent within the next two minutes."""
        request = httpx.Request("POST", f"{self.address}/v1/updates", content=body, headers=JSON)
        return next(a_signer(self.keys[agent], None).auth_flow(request))


@contextmanager
def serving(server: PostgresServer, database: str, agents: int, workers: int) -> Iterator[Service]:
    """The service on `database` with this many agencies, in `workers` processes."""
    url = server.url(database)
    migrate(url)
    keys = _enrol(url, agents)
    port = free_port()
    settings = {"MOTCUA_DATABASE_URL": url, "MOTCUA_DATA_KEY": A_DATA_KEY, "MOTCUA_INGEST_PORT": str(port)}
    command = [sys.executable, "-m", "sync_ingest.main", "serve", "--workers", str(workers)]
    log = LOG if LOG.parent.exists() else Path(devnull)
    with log.open("wb") as written:
        process = subprocess.Popen(command, env={**environ, **settings}, stderr=written)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until("ingest, see its log", lambda: _answers(address), START_SECONDS)
        yield Service(address, process.pid, keys)
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def body_of(batch: Sequence[StatusUpdate]) -> bytes:
    """The request body that delivers these."""
    return write_batch([Delivery(update) for update in batch])


def send(http: httpx.Client, request: httpx.Request) -> None:
    """Send a signed request; AssertionError unless all of it was applied."""
    answer = http.send(request)
    assert answer.status_code == 200, answer.text
    outcomes = [one["outcome"] for one in answer.json()["outcomes"]]
    assert set(outcomes) == {"applied"}, set(outcomes)


def _enrol(url: str, agents: int) -> list[ec.EllipticCurvePrivateKey]:
    engine = open_engine(url, writes=True)
    sessions = sessionmaker(engine)
    agencies = [an_agency(number) for number in range(agents)]
    with sessions.begin() as session:
        for agency in agencies:
            save_agency(session, agency)
    keys = [an_enrolled_agent(sessions, agency.code.value) for agency in agencies]
    engine.dispose()
    return keys


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/ready").status_code == 200
    except httpx.HTTPError:
        return False
