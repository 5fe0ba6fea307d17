"""`motcua-ingest forward` and `motcua-ingest portal …` as an operator runs them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from sqlalchemy.orm import sessionmaker

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.status import Status
from lookup_api.store.agencies import save_agency
from lookup_api.store.sealing import Sealer, make_data_key
from provisioning.clock import utc_now
from provisioning.database import open_engine
from sync_ingest.cli import commands
from sync_ingest.main import open_office
from sync_ingest.portal.errors import ForwardingRunsAlready, PortalNotSet
from sync_ingest.portal.main import open_client, open_http, turns_of
from sync_ingest.portal.settings import PortalSettings
from sync_ingest.saving import Desk
from sync_ingest.settings import IngestSettings
from tests.builders import CODE, a_code, a_moment, a_record, an_agency
from tests.sample_site.fake_portal import LOGIN, PASSWORD, SERVICE, USERNAME, FakePortal
from tests.sync_ingest.door import Door
from tests.sync_ingest.portal.forwarding import Forwarding
from tests.waiting import wait_until

FORWARD = [sys.executable, "-m", "sync_ingest.main", "forward"]


@dataclass
class Centre:
    """A database with a key, and the forwarding program beside it."""

    door: Door
    portal: FakePortal
    settings: dict[str, str]
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(FORWARD, env={**os.environ, **self.settings}, stderr=subprocess.PIPE, text=True)
        self.running.append(process)
        return process

    def command(self, *words: str) -> str:
        own = {name: value for name, value in self.settings.items() if "PORTAL" not in name}
        office = open_office(IngestSettings.model_validate(own))
        done = CliRunner().invoke(commands, words, obj=office)
        assert done.exit_code == 0, done.output
        return done.stdout


@pytest.fixture
def centre(sqlite_url: str, tmp_path: Path, portal: FakePortal) -> Iterator[Centre]:
    make_data_key(tmp_path / "data.key")
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    settings = {
        "MOTCUA_DATABASE_URL": sqlite_url,
        "MOTCUA_DATA_KEY_FILE": str(tmp_path / "data.key"),
        "MOTCUA_PORTAL_URL": portal.address,
        "MOTCUA_PORTAL_LOGIN_PATH": LOGIN,
        "MOTCUA_PORTAL_SERVICE_PATH": SERVICE,
        "MOTCUA_PORTAL_USERNAME": USERNAME,
        "MOTCUA_PORTAL_PASSWORD_FILE": str(tmp_path / "password"),
    }
    sessions = sessionmaker(open_engine(sqlite_url, writes=True))
    with sessions.begin() as session:
        save_agency(session, an_agency())
    desk = Desk(WorkCalendar(), Sealer.from_file(tmp_path / "data.key"))
    centre = Centre(Door(sessions, desk), portal, settings)
    yield centre
    for process in centre.running:
        process.kill()
        process.communicate()


def test_after_kill_9_between_the_portals_taking_and_our_mark_nothing_is_lost(centre: Centre) -> None:
    killed: list[int] = []

    @contextmanager
    def kill_it(body: dict[str, Any]) -> Iterator[None]:
        yield  # the portal takes it, and then there is nobody to answer to
        if body.get("isUpdating") and not killed:
            centre.running[0].kill()
            killed.append(centre.running[0].wait())

    centre.portal.during = kill_it
    centre.door.receive([a_record(occurred_at=a_moment(days=2))])
    centre.start()
    wait_until("the program is killed", lambda: bool(killed))
    assert list(centre.portal.dossiers) == [CODE]
    centre.door.receive([a_record(status=Status.FINISHED)])
    second = centre.start()
    wait_until("the newest state is told", lambda: [step["TrangThai"] for step in centre.portal.steps] == ["4", "9"])
    assert centre.portal.statuses_of(CODE) == ["4", "9"]
    second.terminate()
    _, log = second.communicate(timeout=30)
    assert second.returncode == 0
    assert PASSWORD not in log


def test_on_sqlite_a_second_program_is_refused(centre: Centre) -> None:
    with turns_of(centre.door.sessions), pytest.raises(ForwardingRunsAlready), turns_of(centre.door.sessions):
        pass


def test_a_person_sees_what_was_refused_and_sets_it_going_again(centre: Centre, portal_http: httpx.Client) -> None:
    centre.portal.refused[CODE] = {"error_code": 12, "message": "MaTTHC không có trong danh mục"}
    centre.door.receive([a_record(), a_record(code=a_code(2))])
    forwarding = Forwarding(centre.door, centre.portal, portal_http)
    forwarding.forward()
    assert "refused by the portal: 1 dossiers" in centre.command("portal", "status")
    assert centre.command("portal", "list").split(maxsplit=3) == [
        CODE,
        "H53.19",
        "12",
        "MaTTHC không có trong danh mục\n",
    ]
    centre.portal.refused.clear()
    assert centre.command("portal", "retry", CODE) == "1 dossiers are told again\n"
    forwarding.clock.now = utc_now()
    forwarding.forward()
    assert CODE in centre.portal.dossiers


def test_without_an_address_or_an_account_nothing_is_forwarded() -> None:
    with pytest.raises(PortalNotSet):
        open_http(PortalSettings())
    with httpx.Client() as http, pytest.raises(PortalNotSet):
        open_client(PortalSettings(url="http://cong-dich-vu.test"), http)


def test_settings_lead_through_a_proxy_and_to_a_name_at_the_portal(centre: Centre) -> None:
    settings = PortalSettings(
        url="http://cong-dich-vu.test",
        proxy=centre.portal.address,
        dstcode="VN",
        agencies="H53.19, H53.20",
        agency_codes={"H53.19": "000.00.19.H53"},
    )
    with open_http(settings) as http:
        answer = http.post(LOGIN, json={"username": USERNAME, "password": PASSWORD})
    assert answer.json()["session"]
    path, _, headers = centre.portal.requests[-1]
    assert (path, headers["dstcode"]) == ("http://cong-dich-vu.test/login", "VN")
    assert sorted(code.value for code in settings.passed_agencies) == ["H53.19", "H53.20"]
    assert {code.value: name for code, name in settings.names_of_agencies.items()} == {"H53.19": "000.00.19.H53"}
