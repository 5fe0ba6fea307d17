"""A department and a centre that meet, before anything has happened between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session, sessionmaker

from provisioning.signatures import MemoryNonces
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.reconciliation.door import add_reconciliation
from sync_ingest.saving import Desk
from tests.provisioning.builders import KeyRing
from tests.provisioning.site import serving
from tests.sync_ingest.agent.builders import Department, a_row
from tests.sync_ingest.door import Door
from tests.sync_ingest.reconciliation.meeting import Meeting


@dataclass(frozen=True)
class Served:
    """The ingest service at a real socket; each test puts its own gate before it."""

    app: FastAPI
    address: str


@pytest.fixture(scope="module")
def served(desk: Desk) -> Iterator[Served]:
    """One server for the tests of a module: to start and stop one takes longer than most of them."""
    app = build_app(Gate(KeyRing(), MemoryNonces(), sessionmaker(), sessionmaker(), desk))
    add_reconciliation(app)
    with serving(app) as address:
        yield Served(app, address)


@pytest.fixture
def http(served: Served, gate: Gate) -> Iterator[httpx.Client]:
    """The ingest service as main.py makes it, on the test's database."""
    served.app.state.gate = gate
    with httpx.Client(base_url=served.address, timeout=30) as http:
        yield http


@pytest.fixture
def meeting(
    http: httpx.Client, signer: httpx.Auth, sessions: sessionmaker[Session], door: Door, tmp_path: Path
) -> Meeting:
    """A department of four dossiers, all of them delivered."""
    http.auth = signer
    department = Department(tmp_path / "agent", *(a_row(number) for number in range(1, 5)))
    meeting = Meeting(department, http, sessions, door)
    meeting.deliver()
    return meeting
