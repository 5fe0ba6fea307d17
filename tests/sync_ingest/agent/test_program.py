"""The agent as a program: enrolled, killed and started again, stopped, shut out."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, delete

from lookup_api.domain.calendar import local_day
from lookup_api.domain.status import Status
from provisioning.clock import utc_now
from sync_ingest.agent.reading.profile import PROFILES, find_profile, folded
from sync_ingest.saving import Desk
from tests.sample_site.department_changes import change_dossier
from tests.sample_site.department_db import fill, open_department
from tests.sample_site.department_life import live_once
from tests.sample_site.department_tables import DOSSIERS
from tests.sample_site.load import load
from tests.sample_site.offices import CITY
from tests.sample_site.sample import SampleDossier, SampleSite, make_site
from tests.sync_ingest.agent.running import Agent, RealCentre, a_real_centre, an_agent, as_held_by
from tests.waiting import wait_until

STATUS_OF_WORD = find_profile("sample").feeds[0].statuses


@pytest.fixture(scope="module")
def site() -> SampleSite:
    return make_site(local_day(utc_now()), dossiers=120)


@pytest.fixture
def centre(site: SampleSite, sqlite_url: str, desk: Desk) -> Iterator[RealCentre]:
    with a_real_centre(sqlite_url, desk) as centre:
        load(site, centre.sessions, desk)
        yield centre


@pytest.fixture
def department(site: SampleSite, tmp_path: Path) -> Iterator[Engine]:
    engine = open_department(f"sqlite:///{tmp_path}/department.db")
    fill(engine, site, CITY)
    yield engine
    engine.dispose()


@pytest.fixture
def agent(centre: RealCentre, department: Engine, tmp_path: Path) -> Iterator[Agent]:
    """An enrolled agent of the city's department."""
    with an_agent(centre, tmp_path, str(department.url)) as agent:
        assert agent.do("enrol", centre.claim_code(CITY.value)).returncode == 0
        yield agent


@pytest.fixture
def open_dossier(site: SampleSite) -> SampleDossier:
    """A dossier that is being worked on."""
    return next(one for one in site.dossiers_of(CITY) if one.meant is Status.PROCESSING)


def test_a_change_in_the_department_is_soon_at_the_centre(
    agent: Agent, centre: RealCentre, department: Engine, open_dossier: SampleDossier
) -> None:
    code = open_dossier.code.printed
    agent.start()
    at = change_dossier(department, code, status=Status.FINISHED, officer="Phạm Văn Lâm", note="Đã ký")
    wait_until("the centre knows", lambda: centre.dossier(code).status is Status.FINISHED)
    responsible = centre.dossier(code).responsible
    assert responsible
    assert (responsible.officer, responsible.unit) == ("Phạm Văn Lâm", "Phòng Tài chính – Kế hoạch")
    assert abs((centre.dossier(code).records[-1].occurred_at - at).total_seconds()) < 1


def test_what_the_centre_knew_already_is_not_told_anew(
    agent: Agent, centre: RealCentre, department: Engine, site: SampleSite, open_dossier: SampleDossier
) -> None:
    agent.start()
    change_dossier(department, open_dossier.code.printed, note="Thẩm định lại")
    wait_until("a change has come", lambda: centre.dossier(open_dossier.code.printed).steps[-1].note == "Thẩm định lại")
    for dossier in site.dossiers_of(CITY):
        known = centre.dossier(dossier.code.printed).version
        assert known == len(dossier.updates) + (dossier is open_dossier)


def test_killed_again_and_again_it_loses_nothing(agent: Agent, centre: RealCentre, department: Engine) -> None:
    chance, today = Random(2014), local_day(utc_now())
    for _ in range(4):
        agent.start()
        _work_until_some_are_told(department, centre, (chance, today))
        agent.kill()
        for _ in range(5):
            live_once(department, chance, today)
    agent.start()
    wait_until("both hold the same", lambda: _differing(department, centre) == [], every=0.2)


def test_it_ends_when_it_is_told_to(agent: Agent) -> None:
    agent.start()
    wait_until("it watches", lambda: "watching for H53.19" in agent.said)
    assert agent.stop() == 0
    assert "Traceback" not in agent.said


def test_a_second_agent_in_the_same_folder_is_refused(agent: Agent) -> None:
    agent.start()
    wait_until("it watches", lambda: "watching for" in agent.said)
    second = agent.do("run")
    assert second.returncode == 1
    assert "another agent works in" in second.stderr


def test_a_revoked_agent_says_so_once_keeps_all_and_goes_on_trying(
    agent: Agent, centre: RealCentre, department: Engine, open_dossier: SampleDossier
) -> None:
    centre.revoke()
    agent.start()
    change_dossier(department, open_dossier.code.printed, status=Status.FINISHED)
    wait_until("it says so", lambda: "out of service" in agent.said)
    assert "waiting to be delivered: 0" not in agent.do("status").stdout
    assert agent.said.count("nothing is delivered, all is kept") == 1
    assert agent.stop() == 0


def test_status_tells_what_needs_a_person(agent: Agent, department: Engine, open_dossier: SampleDossier) -> None:
    change_dossier(department, open_dossier.code.printed, word="CHO_DUYET")
    agent.start()
    wait_until("the others are delivered", lambda: "last delivery: 20" in agent.do("status").stdout, every=0.2)
    said = agent.do("status").stdout
    assert "rows that the profile does not cover: 1" in said
    assert "MA_TT says “CHO_DUYET”, which the profile's statuses do not list" in said


def test_the_centre_hears_its_heartbeat(agent: Agent, centre: RealCentre) -> None:
    agent.start()
    wait_until("it is heard", lambda: centre.agent().heard is not None)
    heard = centre.agent().heard
    assert heard
    assert heard.heartbeat.profile == "Phần mềm một cửa mẫu"
    assert abs(heard.skew) < timedelta(seconds=30)


def test_a_row_that_is_deleted_is_soon_deleted_at_the_centre(
    agent: Agent, centre: RealCentre, department: Engine, open_dossier: SampleDossier
) -> None:
    code = open_dossier.code.printed
    agent.start()
    change_dossier(department, code, note="Thẩm định lại")
    wait_until("the centre knows", lambda: centre.dossier(code).steps[-1].note == "Thẩm định lại")
    with department.begin() as connection:
        connection.execute(delete(DOSSIERS).where(DOSSIERS.c.so_hs == code))
    wait_until("it is deleted", lambda: centre.dossier(code).is_deleted)


def test_a_profile_that_is_mended_is_in_use_without_a_restart_and_at_once_when_asked(
    agent: Agent, centre: RealCentre, department: Engine, open_dossier: SampleDossier, tmp_path: Path
) -> None:
    own, text = tmp_path / "own.toml", (PROFILES / "sample.toml").read_text("utf-8")
    own.write_text(text, "utf-8")
    agent.settings["MOTCUA_AGENT_PROFILE"] = str(own)
    agent.settings |= {"MOTCUA_AGENT_SWEEP_SECONDS": "3600", "MOTCUA_AGENT_POLL_SECONDS": "3600"}
    change_dossier(department, open_dossier.code.printed, word="CHO_DUYET")
    agent.start()
    wait_until("it is apart", lambda: "profile does not cover: 1" in agent.do("status").stdout, every=0.2)
    own.write_text(text.replace("XONG = 9", "XONG = 9\nCHO_DUYET = 9"), "utf-8")
    agent.ask_to_look()
    wait_until("it is told", lambda: centre.dossier(open_dossier.code.printed).status is Status.FINISHED)


def test_an_agent_that_is_not_enrolled_says_what_to_do(centre: RealCentre, tmp_path: Path) -> None:
    with an_agent(centre, tmp_path, "sqlite://") as agent:
        done = agent.do("run")
    assert done.returncode == 1
    assert "enrol it with a claim code" in done.stderr


def _work_until_some_are_told(department: Engine, centre: RealCentre, dice: tuple[Random, date]) -> None:
    """Officers work; it ends when the centre knows of a change, and more are under way."""
    code = live_once(department, *dice)
    assert code

    def is_told() -> bool:
        live_once(department, *dice)
        return code not in _differing(department, centre)

    wait_until("some are told", is_told)


def _differing(department: Engine, centre: RealCentre) -> list[str]:
    """The dossiers that the centre shows otherwise than the department holds true."""
    held = as_held_by(department)
    return [code for code, (note, word) in held.items() if _shown(centre, code) != (note, STATUS_OF_WORD[folded(word)])]


def _shown(centre: RealCentre, code: str) -> tuple[str, Status]:
    newest = centre.dossier(code).records[-1]
    return newest.note, newest.status
