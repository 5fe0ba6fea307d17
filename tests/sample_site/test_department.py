"""The sample department: its software's words and times, and its officers' working day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, func, select

from lookup_api.domain.status import Status
from tests.sample_site.department_changes import change_dossier
from tests.sample_site.department_db import fill, open_department
from tests.sample_site.department_life import live_once
from tests.sample_site.department_tables import DOSSIERS
from tests.sample_site.offices import CITY
from tests.sample_site.sample import SampleSite, make_site

TODAY = date(2026, 11, 24)


@pytest.fixture
def site() -> SampleSite:
    """A small province."""
    return make_site(TODAY, dossiers=60)


@pytest.fixture
def department(site: SampleSite, tmp_path: Path) -> Iterator[Engine]:
    """The city's department, filled."""
    engine = open_department(f"sqlite:///{tmp_path}/department.db")
    fill(engine, site, CITY)
    yield engine
    engine.dispose()


def test_it_holds_the_dossiers_that_the_city_received(department: Engine, site: SampleSite) -> None:
    with department.connect() as connection:
        held = connection.scalar(select(func.count()).select_from(DOSSIERS))
    assert held == len(site.dossiers_of(CITY)) > 0


def test_a_change_is_one_commit_in_the_departments_own_words(department: Engine, site: SampleSite) -> None:
    code, before = site.dossiers_of(CITY)[0].code.printed, datetime.now(UTC)
    committed = change_dossier(department, code, status=Status.PROCESSING, officer="Trần Thị Bình", note="Thẩm định")
    assert before - timedelta(seconds=1) < committed <= datetime.now(UTC)
    with department.connect() as connection:
        row = connection.execute(select(DOSSIERS.c.ma_tt, DOSSIERS.c.ghi_chu).where(DOSSIERS.c.so_hs == code)).one()
    assert tuple(row) == ("THU_LY", "Thẩm định")


def test_nobody_changes_what_is_not_there(department: Engine, site: SampleSite) -> None:
    with pytest.raises(LookupError):
        change_dossier(department, "H53.19-261102-9999", status=Status.FINISHED)
    with pytest.raises(LookupError):
        change_dossier(department, site.dossiers_of(CITY)[0].code.printed, officer="Không Có Ai")


def test_a_working_day_changes_one_dossier_at_a_time_until_all_work_is_done(department: Engine) -> None:
    chance, acts = Random(1), 0
    while live_once(department, chance, TODAY) is not None and acts < 500:
        acts += 1
    assert acts > 20
