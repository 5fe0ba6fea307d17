"""`motcua-agent reconcile` as a person types it, and what `motcua-ingest reconciliation` says afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, delete, update

from lookup_api.domain.calendar import local_day
from lookup_api.domain.status import Status
from provisioning.clock import utc_now
from sync_ingest.agent.main import cli
from sync_ingest.cli import Office
from sync_ingest.reconciliation.cli import reconciliation
from sync_ingest.saving import Desk
from tests.builders import a_status_update
from tests.sample_site.department_db import fill, open_department
from tests.sample_site.department_tables import DOSSIERS
from tests.sample_site.load import load
from tests.sample_site.offices import CITY
from tests.sample_site.sample import SampleDossier, SampleSite, make_site
from tests.sync_ingest.agent.running import Agent, RealCentre, a_real_centre, an_agent
from tests.sync_ingest.door import Door


@pytest.fixture(scope="module")
def site() -> SampleSite:
    return make_site(local_day(utc_now()), dossiers=30)


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
    """An agent that is enrolled, and does not run."""
    with an_agent(centre, tmp_path, str(department.url)) as agent:
        assert agent.do("enrol", centre.claim_code(CITY.value)).returncode == 0
        yield agent


def change_unseen(department: Engine, dossier: SampleDossier, word: str) -> None:
    """A status word is changed without the row's time."""
    with department.begin() as connection:
        row = DOSSIERS.c.so_hs == dossier.code.printed
        connection.execute(update(DOSSIERS).where(row).values(ma_tt=word))


def test_it_prints_what_was_found_and_mended_and_ends_with_nought_when_both_agree(
    agent: Agent, centre: RealCentre, department: Engine, site: SampleSite
) -> None:
    changed, lost = site.dossiers_of(CITY)[:2]
    change_unseen(department, changed, "DUNG")
    with department.begin() as connection:
        connection.execute(delete(DOSSIERS).where(DOSSIERS.c.so_hs == lost.code.printed))
    looked = agent.do("reconcile", "--dry-run")
    assert (looked.returncode, "2 differ. Nothing was changed." in looked.stdout) == (1, True)
    done = agent.do("reconcile")
    assert (done.returncode, "Department and centre agree." in done.stdout) == (0, True), done.stdout + done.stderr
    assert centre.dossier(changed.code.printed).status is Status.STOPPED
    assert centre.dossier(lost.code.printed).is_deleted


def test_what_is_left_is_printed_with_both_versions_and_told_at_the_centre(
    agent: Agent, centre: RealCentre, desk: Desk, site: SampleSite
) -> None:
    one = next(each for each in site.dossiers_of(CITY) if each.meant is Status.PROCESSING)
    word = a_status_update(id="bo-1", code=one.code, owner=CITY, status=Status.WITHDRAWN, occurred_at=utc_now())
    Door(centre.sessions, desk).receive([word], utc_now())
    done = agent.do("reconcile")
    assert done.returncode == 1
    for words in (one.code.printed, "department: 4 In progress", "centre:     7 Withdrawn", "1 wait for a person"):
        assert words in done.stdout
    office = Office(lambda: None, lambda _: None, lambda: centre.sessions, lambda: desk)
    said = CliRunner().invoke(reconciliation, ["--differences"], obj=office).output
    assert "1 left for a person" in said
    assert f"{one.code}  different, newer_elsewhere" in said
    assert "not compared yet" in said  # of the agencies without an agent


def test_a_month_that_is_none_is_refused() -> None:
    done = CliRunner().invoke(cli, ["reconcile", "--period", "November"])
    assert (done.exit_code, "not a month" in done.output) == (2, True)
