"""The sample department: what its rows say in our words, what its officers do, and the profile that reads it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from lookup_api.domain.codes import AgencyCode, DossierCode
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, StatusUpdate
from sync_ingest.agent.reading.mapping import identified, map_row
from sync_ingest.agent.reading.profile import find_profile
from sync_ingest.agent.sources.sql_view import SqlView
from sync_ingest.envelope import Delivery
from tests.sample_site.catalogue import PROCEDURES
from tests.sample_site.department_changes import Arrival, add_dossier, change_dossier
from tests.sample_site.department_db import fill, open_department
from tests.sample_site.department_life import live_once
from tests.sample_site.offices import CITY, LAND, OFFICES, ONE_STOP, TAX
from tests.sample_site.sample import SampleDossier, SampleSite, make_site

TODAY = date(2026, 11, 24)
FEED = find_profile("sample").feeds[0]


@pytest.fixture(scope="module")
def site() -> SampleSite:
    return make_site(TODAY, dossiers=200)


@pytest.fixture
def department(site: SampleSite, tmp_path: Path) -> Iterator[Engine]:
    engine = open_department(f"sqlite:///{tmp_path}/department.db")
    fill(engine, site, CITY)
    yield engine
    engine.dispose()


@pytest.fixture
def open_dossier(site: SampleSite) -> SampleDossier:
    return next(one for one in site.dossiers_of(CITY) if one.meant is Status.PROCESSING)


def told(engine: Engine, agency: AgencyCode = CITY) -> dict[str, Delivery]:
    """What the agent makes of each row, by code."""
    deliveries = [map_row(FEED, row, agency).delivery for row in SqlView(engine).all_rows(FEED)]
    return {one.update.code.printed: one for one in deliveries}


def told_of(engine: Engine, code: str) -> StatusUpdate:
    return told(engine)[code].update


def test_the_agent_reads_each_row_as_the_newest_record_that_was_meant(department: Engine, site: SampleSite) -> None:
    read = {code: identified(delivery.update) for code, delivery in told(department).items()}
    assert read == {one.code.printed: one.updates_of_owner[-1] for one in site.dossiers_of(CITY)}


def test_the_agent_reads_the_applicants(department: Engine, site: SampleSite) -> None:
    read = {code: delivery.applicant for code, delivery in told(department).items()}
    assert read == {one.code.printed: one.applicant for one in site.dossiers_of(CITY)}


def test_a_department_in_postgresql_reads_the_same(site: SampleSite, postgres_url: str) -> None:
    engine = open_department(postgres_url)
    fill(engine, site, LAND)
    read = {code: identified(delivery.update) for code, delivery in told(engine, LAND).items()}
    engine.dispose()
    assert read == {one.code.printed: one.updates_of_owner[-1] for one in site.dossiers_of(LAND)}


def test_a_change_is_noted_with_its_time_and_the_officers_unit(department: Engine, open_dossier: SampleDossier) -> None:
    code = open_dossier.code.printed
    at = change_dossier(department, code, status=Status.FINISHED, officer="Huỳnh Ngọc Thảo", note="Đã ký")
    update = told_of(department, code)
    assert update.responsible
    assert (update.responsible.officer, update.responsible.unit) == ("Huỳnh Ngọc Thảo", "Phòng Quản lý đô thị")
    assert (update.status, update.note) == (Status.FINISHED, "Đã ký")
    assert timedelta(0) <= at - update.occurred_at < timedelta(seconds=2)


def test_a_change_may_be_backdated_or_leave_the_time_alone(department: Engine, open_dossier: SampleDossier) -> None:
    code, yesterday = open_dossier.code.printed, datetime(2026, 11, 23, 3, tzinfo=UTC)
    change_dossier(department, code, note="Hôm qua", at=yesterday)
    change_dossier(department, code, note="Cũng hôm qua", touch=False)
    update = told_of(department, code)
    assert (update.note, update.occurred_at) == ("Cũng hôm qua", yesterday)


def test_a_dossier_can_be_handed_over_and_asked_papers_for(department: Engine, open_dossier: SampleDossier) -> None:
    code, handed_over = open_dossier.code.printed, HandOver(TAX, datetime(2026, 11, 27, 3, tzinfo=UTC))
    change_dossier(department, code, missing=["Bản vẽ", "Sơ đồ"], hand_over=handed_over)
    update = told_of(department, code)
    assert (update.missing, update.hand_over) == (("Bản vẽ", "Sơ đồ"), handed_over)


def test_nobody_changes_what_is_not_there(department: Engine, open_dossier: SampleDossier) -> None:
    with pytest.raises(LookupError):
        change_dossier(department, "H53.19-261124-9999", note="?")
    with pytest.raises(LookupError):
        change_dossier(department, open_dossier.code.printed, officer="Không Ai")


def test_a_dossier_that_the_one_stop_unit_brings_is_entered(department: Engine, site: SampleSite) -> None:
    clerk = OFFICES[CITY].officers_of(ONE_STOP)[0]
    at, due = datetime(2026, 11, 24, 2, tzinfo=UTC), datetime(2026, 11, 27, 2, tzinfo=UTC)
    code = DossierCode.parse("H53.19-261124-0501")
    add_dossier(department, Arrival(code, PROCEDURES[0], site.dossiers[0].applicant, clerk, at, due))
    update = told_of(department, code.printed)
    assert (update.status, update.received_at, update.due_at) == (Status.RECEIVED, at, due)
    assert (update.responsible, update.procedure) == (clerk, PROCEDURES[0].ref)


def test_the_departments_life_goes_on_one_change_at_a_time_and_leaves_todays_dossiers_alone(
    department: Engine, site: SampleSite
) -> None:
    chance, before = Random(1), told(department)
    for _ in range(60):
        code = live_once(department, chance, TODAY)
        assert code
        now = told(department)
        assert [each for each in now if now[each] != before[each]] == [code]
        before = now
    first_day = min(one.code.received_on for one in site.dossiers)
    assert live_once(department, chance, first_day) is None
