"""The probe as an operator runs it, against the site and the bridge as they are served."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine

from lookup_api.domain.status import Status
from provisioning.database import migrate, open_engine
from tests.builders import CODE, OFFICER, a_moment, a_record
from tests.lookup_api.serving import PROGRAM, serving
from tests.lookup_api.stored import store
from tests.sms_bridge.serving import running_bridge

KEY = Fernet.generate_key().decode()


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@contextmanager
def probing(folder: Path, site_url: str, bridge_url: str) -> Iterator[dict[str, str]]:
    """The environment of the probe, with a site on one database and a bridge on another or the same."""
    common = {"MOTCUA_DATA_KEY": KEY}
    sms = {"MOTCUA_SMS_CHANNEL": "recording", "MOTCUA_SMS_RECORDING_FILE": str(folder / "sms.jsonl")}
    with (
        serving(MOTCUA_DATABASE_URL=site_url, **common) as site,
        running_bridge(folder, MOTCUA_DATABASE_URL=bridge_url, **common, **sms) as bridge,
    ):
        yield {
            "PATH": os.environ["PATH"],
            "MOTCUA_DATABASE_URL": site_url,
            "MOTCUA_PROBE_SITE_URL": site,
            "MOTCUA_PROBE_SMS_URL": bridge.url,
            **common,
        }


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(PROGRAM), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_four_channels_that_agree_and_a_bridge_that_lives_in_the_past(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    store(engine, a_record(status=Status.PROCESSING, due_at=a_moment(days=-3), responsible=OFFICER))
    with probing(tmp_path, database_url, database_url) as environment:
        agreed = run(environment, "probe", "--sample", "5")
    assert (agreed.returncode, agreed.stdout) == (0, "1 dossiers looked up on every channel, 0 with a difference\n")

    past = f"sqlite:///{tmp_path / 'past.db'}"
    migrate(past)
    old = open_engine(past, writes=True)
    store(old, a_record(status=Status.RECEIVED, due_at=a_moment(days=-3), responsible=OFFICER))
    old.dispose()
    with probing(tmp_path, database_url, past) as environment:
        found = run(environment, "probe", CODE)
        assert (found.returncode, "differ on status" in found.stdout) == (1, True)
        listed = run(environment, "differences", "list").stdout
        closed = run(environment, "differences", "close", "1", "--remedy", "Trỏ lại cơ sở dữ liệu", "--by", "lan")
        after = run(environment, "differences", "list").stdout
    assert [line.split()[0] for line in listed.splitlines()[1:5]] == ["web", "api", "kiosk", "sms"]
    assert (closed.stdout, after) == ("1: closed\n", "0 differences\n")
