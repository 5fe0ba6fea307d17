"""Real processes over real sockets: how fresh the answers of several workers are, and what an outage leaves."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from lookup_api.client import LookupClient
from lookup_api.domain.codes import parse_code
from lookup_api.errors import DeviceRefused
from provisioning.database import migrate, open_engine
from provisioning.devices import Device, DeviceKind
from provisioning.keys import key_id_of, new_private_key, public_key_pem
from provisioning.registry import expect_device, register_key, revoke_device
from provisioning.signatures import RequestSigner
from tests.builders import CODE, NOW, a_code, a_record, a_status_update
from tests.lookup_api.serving import PROGRAM, serving
from tests.lookup_api.stored import store
from tests.servers import running_postgres

ROUNDS = 4
PROMISE_SECONDS = 1.0

Settings = dict[str, str]


SITES = {
    "SQLite alone": ("sqlite_url", None),
    "PostgreSQL alone": ("postgres_url", None),
    "PostgreSQL and Redis": ("postgres_url", "redis_url"),
}


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> Settings:
    """What a site runs on, as its settings."""
    database, redis = SITES[request.param]
    settings = {"MOTCUA_DATABASE_URL": request.getfixturevalue(database)}
    return settings | ({"MOTCUA_REDIS_URL": request.getfixturevalue(redis)} if redis else {})


@pytest.fixture
def database_url(site: Settings) -> str:
    """Where the test itself writes."""
    return site["MOTCUA_DATABASE_URL"]


@pytest.fixture
def key(tmp_path: Path) -> Settings:
    return {"MOTCUA_DATA_KEY": Fernet.generate_key().decode()}


@pytest.fixture
def workers(site: Settings, key: Settings) -> Iterator[list[httpx.Client]]:
    with ExitStack() as running:
        addresses = [running.enter_context(serving(**site, **key)) for _ in range(2)]
        yield [running.enter_context(httpx.Client(base_url=address)) for address in addresses]


def version_at(worker: httpx.Client) -> int:
    version: int = worker.get(f"/v1/dossiers/{CODE}").raise_for_status().json()["version"]
    return version


def assert_soon(version: int, versions: Callable[[], list[int]]) -> None:
    """Ask until everybody shows the version; who is asked a second after the commit must."""
    asked = committed = time.monotonic()
    while set(versions()) != {version}:
        assert asked - committed < PROMISE_SECONDS
        asked = time.monotonic()


def test_no_worker_shows_the_older_version_for_longer_than_a_second(
    engine: Engine, workers: list[httpx.Client]
) -> None:
    store(engine, a_record())
    for version in range(2, 2 + ROUNDS):
        assert [version_at(worker) for worker in workers] == [version - 1, version - 1]
        store(engine, a_status_update(code=CODE))
        assert_soon(version, lambda: [version_at(worker) for worker in workers])


def test_the_workers_of_one_program_keep_the_promise_too(sqlite_url: str, key: Settings) -> None:
    engine = open_engine(sqlite_url, writes=True)
    store(engine, a_record())
    with serving("--workers", "2", MOTCUA_DATABASE_URL=sqlite_url, **key) as address:
        assert set(versions_over_new_connections(address)) == {1}  # so both workers have it in memory
        store(engine, a_status_update(code=CODE))
        assert_soon(2, lambda: versions_over_new_connections(address))
    engine.dispose()


def versions_over_new_connections(address: str) -> list[int]:
    """Each is answered by whichever worker is free."""
    return [httpx.get(f"{address}/v1/dossiers/{CODE}").json()["version"] for _ in range(8)]


def test_a_code_once_seen_is_answered_while_postgresql_is_away(key: Settings) -> None:
    with ExitStack() as postgres:
        url = postgres.enter_context(running_postgres()).url("postgres")
        migrate(url)
        store_in(url)
        with serving(MOTCUA_DATABASE_URL=url, **key) as address, httpx.Client(base_url=address) as http:
            before = http.get(f"/v1/dossiers/{CODE}").json()
            postgres.close()
            assert http.get(f"/v1/dossiers/{CODE}").json() == before
            assert http.get(f"/ho-so/{CODE}").status_code == 200
            unknown = http.get(f"/v1/dossiers/{a_code(2)}")
            assert (unknown.status_code, unknown.json()["code"]) == (503, "lookup_unavailable")
            assert "tạm gián đoạn" in http.get(f"/ho-so/{a_code(2)}").text
            assert http.get("/health/ready").status_code == 503


def store_in(url: str) -> None:
    engine = open_engine(url, writes=True)
    store(engine)
    engine.dispose()


def test_a_revoked_kiosk_is_refused_at_its_next_request(sqlite_url: str, key: Settings) -> None:
    engine, private_key = open_engine(sqlite_url, writes=True), new_private_key()
    store(engine)
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        kiosk = expect_device(session, Device.expected(DeviceKind.KIOSK, "Kiosk sảnh A", None, NOW))
        register_key(session, kiosk.id, public_key_pem(private_key), NOW)
    signer = RequestSigner(key_id_of(private_key.public_key()), private_key)
    with serving(MOTCUA_DATABASE_URL=sqlite_url, **key) as address, httpx.Client(base_url=address, auth=signer) as http:
        assert LookupClient(http).look_up(parse_code(CODE)).code == CODE
        with sessions.begin() as session:
            revoke_device(session, kiosk.id, NOW)
        with pytest.raises(DeviceRefused) as refused:
            LookupClient(http).look_up(parse_code(CODE))
    assert refused.value.reason == "device_revoked"
    engine.dispose()


def test_a_stranger_who_signs_is_refused(sqlite_url: str, key: Settings) -> None:
    private_key = new_private_key()
    signer = RequestSigner(key_id_of(private_key.public_key()), private_key)
    with serving(MOTCUA_DATABASE_URL=sqlite_url, **key) as address, pytest.raises(DeviceRefused) as refused:
        LookupClient(httpx.Client(base_url=address, auth=signer)).look_up(parse_code(CODE))
    assert refused.value.reason == "device_unknown"


def test_without_a_data_key_the_program_says_what_is_missing(sqlite_url: str, tmp_path: Path) -> None:
    settings = {"MOTCUA_DATABASE_URL": sqlite_url, "MOTCUA_DATA_KEY_FILE": str(tmp_path / "none")}
    ended = subprocess.run([PROGRAM, "serve"], env=settings, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "MOTCUA_DATA_KEY" in ended.stderr
    assert "Traceback" not in ended.stderr
