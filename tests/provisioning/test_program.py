"""The program as an operator runs it: its commands, and a kiosk that enrols with the running service."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from provisioning.clock import utc_now
from provisioning.device.first_boot import enrol
from tests.servers import free_port

START_SECONDS = 30
PROGRAM = [sys.executable, "-c", "from provisioning.main import cli; cli()"]


@dataclass(frozen=True)
class Program:
    """`motcua-provision` with the environment of one site."""

    environment: dict[str, str]

    def output(self, *words: str) -> str:
        """Run one command to its end."""
        done = subprocess.run(
            [*PROGRAM, *words], env=self.environment, timeout=60, capture_output=True, text=True, check=True
        )
        return done.stdout


@pytest.fixture
def program(sqlite_url: str) -> Program:
    settings = {"MOTCUA_DATABASE_URL": sqlite_url, "MOTCUA_PROVISION_PORT": str(free_port())}
    return Program({**os.environ, **settings})


@pytest.fixture
def http(program: Program) -> Iterator[httpx.Client]:
    """The running service."""
    process = subprocess.Popen([*PROGRAM, "serve"], env=program.environment, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{program.environment['MOTCUA_PROVISION_PORT']}") as http:
            wait_for(process, http)
            yield http
    finally:
        process.terminate()
        process.wait(30)


def wait_for(process: subprocess.Popen[bytes], http: httpx.Client) -> None:
    give_up_at = time.monotonic() + START_SECONDS
    while True:
        try:
            http.get("/health/live").raise_for_status()
            return
        except httpx.HTTPError:
            assert process.poll() is None
            assert time.monotonic() < give_up_at
            time.sleep(0.05)


def test_an_agent_enrols_works_and_is_revoked(program: Program, http: httpx.Client, tmp_path: Path) -> None:
    made = json.loads(
        program.output("claim-code", "--kind", "agent", "--name", "Máy chủ Sở", "--agency", "H53.19", "--json")
    )
    identity = enrol(http, made["claim_code"], tmp_path / "identity", utc_now())
    assert (identity.device_id, identity.agency) == (made["device_id"], "H53.19")
    assert http.get("/v1/devices/self", auth=identity.auth()).json()["name"] == "Máy chủ Sở"
    program.output("revoke", "Máy chủ Sở")
    assert http.get("/v1/devices/self", auth=identity.auth()).json()["code"] == "device_revoked"
