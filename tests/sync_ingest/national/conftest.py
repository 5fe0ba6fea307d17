"""What the tests of the national format share: the service at a real socket, an account and a secret address."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from lookup_api.domain.dossier import Dossier
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.national.accounts import Account, add_account, add_path
from sync_ingest.national.door import add_national
from tests.builders import AGENCY, CODE, NOW
from tests.provisioning.builders import Clock
from tests.provisioning.site import serving
from tests.sync_ingest.door import Door
from tests.sync_ingest.national.clients import OpenCps, ProvinceClient

USERNAME, PASSWORD = "h53-19-opencps", "mot-mat-khau-dai"


@dataclass
class National:
    """The national format at a real socket: the door behind it, and the two kinds of client in front."""

    http: httpx.Client
    door: Door
    clock: Clock
    path: str

    def opencps(self) -> OpenCps:
        """One node of OpenCPS."""
        return OpenCps(self.http, USERNAME, PASSWORD)

    def province(self) -> ProvinceClient:
        """The province's client."""
        return ProvinceClient(self.http, f"/national/{self.path}/")

    def post(self, address: str, body: Any) -> httpx.Response:
        """POST a JSON value of any kind, broken characters too."""
        headers = {"Content-Type": "application/json"}
        return self.http.post(f"/national/{address}", content=json.dumps(body).encode(), headers=headers)

    def push(self, service: str, body: Any) -> Any:
        """What is answered when a bare list goes to the secret address."""
        return self.post(f"{self.path}/{service}", body).json()

    def call(self, **fields: Any) -> Any:
        """What a logged-in client is answered."""
        return self.post("services", {"session": self.log_in(), "madonvi": "H53.19", **fields}).json()

    def log_in(self) -> str:
        """A session of AGENCY's account."""
        token: str = self.post("login", {"username": USERNAME, "password": PASSWORD}).json()["session"]
        return token

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.clock.now += timedelta(**time)

    def dossier(self, code: str = CODE) -> Dossier:
        """What is stored of a dossier that is there."""
        stored = self.door.dossier(code)
        assert stored
        return stored.dossier


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What depends on the database alone is tested on both kinds in test_taking.py."""
    return sqlite_url


@pytest.fixture
def national(gate: Gate, door: Door) -> Iterator[National]:
    """Served for AGENCY's software; the clock stands at NOW until it is moved."""
    clock = Clock(NOW)
    with gate.writes.begin() as session:
        add_account(session, Account(USERNAME, AGENCY, None), PASSWORD, NOW)
        path = add_path(session, AGENCY, ["127.0.0.0/8"], NOW)
    app = build_app(replace(gate, clock=clock))
    add_national(app)
    with serving(app) as address, httpx.Client(base_url=address, timeout=30) as http:
        yield National(http, door, clock, path)
