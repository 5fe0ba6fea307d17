"""`motcua-lookup enrol`: the public site gets the identity that it hands filings in with."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from lookup_api.main import cli
from provisioning.clock import utc_now
from provisioning.device.identity import load_identity
from provisioning.devices import Device, DeviceKind
from provisioning.endpoint import Registry, make_app
from provisioning.enrolment import CLAIM_LIFETIME, give_claim_code
from provisioning.registry import DatabaseKeys, DatabaseNonces, expect_device
from tests.provisioning.site import serving


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough."""
    return sqlite_url


def test_a_claim_code_makes_the_site_known(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions, now = sessionmaker(engine), utc_now()
    with sessions.begin() as session:
        device = expect_device(session, Device.expected(DeviceKind.SITE, "Trang công khai", None, now))
        code = give_claim_code(session, device, now + CLAIM_LIFETIME, now).printed
    monkeypatch.setenv("MOTCUA_LOOKUP_IDENTITY_FOLDER", str(tmp_path / "site"))
    with serving(make_app(Registry(DatabaseKeys(sessions), DatabaseNonces(sessions), sessions))) as address:
        monkeypatch.setenv("MOTCUA_LOOKUP_PROVISION_URL", address)
        told = CliRunner().invoke(cli, ["enrol", code])
    assert told.output.startswith("Enrolled as Trang công khai")
    assert load_identity(tmp_path / "site").kind is DeviceKind.SITE


def test_a_technician_is_told_why_it_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_LOOKUP_IDENTITY_FOLDER", str(tmp_path / "site"))
    monkeypatch.setenv("MOTCUA_LOOKUP_PROVISION_URL", "http://127.0.0.1:1")
    told = CliRunner().invoke(cli, ["enrol", "ABCD1234"])
    assert (told.exit_code, "server_unreachable" in told.output) == (1, True)
