"""The agent as a real process, between a department's real database and a centre at real sockets."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.codes import parse_code
from lookup_api.domain.dossier import Dossier
from lookup_api.store.dossiers import find_dossier
from provisioning.clock import utc_now
from provisioning.database import open_engine
from provisioning.devices import Device, DeviceKind
from provisioning.endpoint import Registry, make_app
from provisioning.enrolment import CLAIM_LIFETIME, give_claim_code
from provisioning.registry import DatabaseKeys, DatabaseNonces, expect_device, revoke_device
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.heartbeat_endpoint import add_heartbeats
from sync_ingest.heartbeats import KnownAgent, list_agents
from sync_ingest.reconciliation.door import add_reconciliation
from sync_ingest.saving import Desk
from tests.provisioning.site import serving
from tests.sample_site.department_tables import DOSSIERS

STOP_SECONDS = 20
DEVICE = "Máy đồng bộ"


@dataclass(frozen=True)
class RealCentre:
    """Ingest and provisioning on one database."""

    sessions: sessionmaker[Session]
    ingest_url: str
    provision_url: str

    def claim_code(self, agency: str | None) -> str:
        """A code for a new agent of this agency."""
        now = utc_now()
        with self.sessions.begin() as session:
            device = expect_device(session, Device.expected(DeviceKind.AGENT, DEVICE, agency, now))
            return give_claim_code(session, device, now + CLAIM_LIFETIME, now).printed

    def revoke(self) -> None:
        """Shut the agent out."""
        with self.sessions.begin() as session:
            revoke_device(session, DEVICE, utc_now())

    def agent(self) -> KnownAgent:
        """The agent as the centre knows it."""
        with self.sessions() as session:
            (agent,) = list_agents(session)
        return agent

    def dossier(self, code: str) -> Dossier:
        """The dossier as the centre has it."""
        with self.sessions() as session:
            stored = find_dossier(session, parse_code(code))
        assert stored
        return stored.dossier


@contextmanager
def a_real_centre(database_url: str, desk: Desk) -> Iterator[RealCentre]:
    """The centre, for as long as the block lasts."""
    reads, writes = (sessionmaker(open_engine(database_url, writes=writes)) for writes in (False, True))
    gate = Gate(DatabaseKeys(reads), DatabaseNonces(writes), reads, writes, desk)
    registry = Registry(DatabaseKeys(reads), DatabaseNonces(writes), writes)
    ingest = build_app(gate)
    add_heartbeats(ingest)
    add_reconciliation(ingest)
    with serving(ingest) as ingest_url, serving(make_app(registry)) as provision_url:
        yield RealCentre(writes, ingest_url, provision_url)


@dataclass
class Agent:
    """`motcua-agent` with its settings; `log` is what it says while it runs."""

    settings: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    command: list[str] = field(default_factory=lambda: [sys.executable, "-m", "sync_ingest.agent.main"])

    def start(self) -> None:
        """Run it in the background."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([*self.command, "run"], env=self._environment, stderr=log)

    def kill(self) -> None:
        """`kill -9`, if it runs."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def ask_to_look(self) -> None:
        """`kill -HUP`."""
        assert self.process
        self.process.send_signal(signal.SIGHUP)

    def stop(self) -> int:
        """Ask it to end; gives its exit status."""
        assert self.process
        self.process.terminate()
        return self.process.wait(STOP_SECONDS)

    def do(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [*self.command, *words], env=self._environment, timeout=60, capture_output=True, text=True, check=False
        )

    @property
    def said(self) -> str:
        """All that it has logged."""
        return self.log.read_text("utf-8") if self.log.exists() else ""

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.settings}


@contextmanager
def an_agent(centre: RealCentre, folder: Path, source_url: str) -> Iterator[Agent]:
    """An agent that is not enrolled yet and does not run; it does not outlive the block."""
    settings = {
        "INGEST_URL": centre.ingest_url,
        "PROVISION_URL": centre.provision_url,
        "SOURCE_URL": source_url,
        "STATE_FOLDER": str(folder / "agent"),
        "POLL_SECONDS": "0.05",
        "SWEEP_SECONDS": "0.5",
        "LONGEST_PAUSE_SECONDS": "0.2",
        "HEARTBEAT_SECONDS": "0.2",
        "LEAST_FREE_MIB": "0",
    }
    agent = Agent({f"MOTCUA_AGENT_{name}": value for name, value in settings.items()}, folder / "agent.log")
    try:
        yield agent
    finally:
        agent.kill()


def as_held_by(department: Engine) -> dict[str, tuple[str, str]]:
    """What the department itself holds true: by code, the officer's note and the status word."""
    query = select(DOSSIERS.c.so_hs, DOSSIERS.c.ghi_chu, DOSSIERS.c.ma_tt)
    with department.connect() as connection:
        return {code: (note, word) for code, note, word in connection.execute(query)}
