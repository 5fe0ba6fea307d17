"""Our own agent as a vendor's sender: a real process between a department's real database, the kit and a sandbox."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lookup_api.domain.calendar import local_day
from lookup_api.domain.status import Status
from provisioning.clock import utc_now
from provisioning.device.identity import load_identity
from sync_ingest.conformance.findings import Grade
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.judging import Verdict, judge
from sync_ingest.saving import Desk
from tests.sample_site.department_changes import change_dossier
from tests.sample_site.department_db import fill, open_department
from tests.sample_site.load import load
from tests.sample_site.offices import CITY
from tests.sample_site.sample import SampleSite, make_site
from tests.sync_ingest.agent.running import Agent, RealCentre, a_real_centre, an_agent
from tests.sync_ingest.conformance.kit import Kit, a_kit, replayed
from tests.waiting import wait_until

COURSE = (
    (Status.PROCESSING, "Thẩm định"),
    (Status.SUPPLEMENT_REQUESTED, "Thiếu giấy tờ"),
    (Status.PROCESSING, "Đã đủ giấy tờ"),
    (Status.FINISHED, "Đã ký"),
    (Status.PROCESSING, "Đính chính: bấm nhầm kết thúc"),
    (Status.FINISHED, "Đã ký lại"),
)


@pytest.fixture(scope="module")
def site() -> SampleSite:
    return make_site(local_day(utc_now()), dossiers=20)


@pytest.fixture
def sandbox(site: SampleSite, sqlite_url: str, desk: Desk) -> Iterator[RealCentre]:
    with a_real_centre(sqlite_url, desk) as sandbox:
        load(site, sandbox.sessions, desk)
        yield sandbox


@pytest.fixture
def kit(sandbox: RealCentre) -> Iterator[Kit]:
    with a_kit(sandbox.ingest_url) as kit:
        yield kit


@pytest.fixture
def department(site: SampleSite, tmp_path: Path) -> Iterator[Engine]:
    engine = open_department(f"sqlite:///{tmp_path}/department.db")
    fill(engine, site, CITY)
    yield engine
    engine.dispose()


@pytest.fixture
def agent(sandbox: RealCentre, kit: Kit, department: Engine, tmp_path: Path) -> Iterator[Agent]:
    """An enrolled agent that is pointed at the kit."""
    with an_agent(replace(sandbox, ingest_url=kit.address), tmp_path, str(department.url)) as agent:
        agent.settings["MOTCUA_AGENT_LONGEST_PAUSE_SECONDS"] = "0.5"
        assert agent.do("enrol", sandbox.claim_code(CITY.value)).returncode == 0
        yield agent


def walk_through(department: Engine, kit: Kit, code: str) -> None:
    """Change one dossier step by step, each when the one before is settled."""
    for status, note in COURSE:
        missing = ["Bản sao giấy tờ tuỳ thân"] if status is Status.SUPPLEMENT_REQUESTED else []
        change_dossier(department, code, status=status, note=note, missing=missing)
        wait_until(f"“{note}” is settled", partial(is_settled, kit, note))


def is_settled(kit: Kit, note: str) -> bool:
    items = kit.traffic(Form.WIRE).items
    return any(item.fate.is_settled and ("note", note) in item.facts.public for item in items)


def test_our_own_agent_passes_and_so_does_its_recorded_traffic(
    agent: Agent, kit: Kit, department: Engine, site: SampleSite, sandbox: RealCentre
) -> None:
    agent.start()
    wait_until("everything has come once", lambda: bool(kit.relay.exchanges))
    walk_through(department, kit, site.dossiers_of(CITY)[0].code.printed)
    agent.stop()
    traffic = kit.traffic(Form.WIRE)
    live = judge(traffic)
    assert {each.rule.id: each.finding for each in live.judged if each.finding.grade is Grade.FAIL} == {}
    assert {each.rule.id for each in live.judged if each.is_unproven} == set()
    assert live.verdict is Verdict.PASSED
    signer = load_identity(Path(agent.settings["MOTCUA_AGENT_STATE_FOLDER"])).auth()
    again = judge(replace(traffic, exchanges=replayed(traffic.exchanges, sandbox.ingest_url, signer)))
    assert again == live
