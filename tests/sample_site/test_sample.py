"""The laws of the sample province: what demo, journeys and benches may rely on."""

from collections import Counter
from datetime import UTC, date, datetime, time

import pytest

from lookup_api.calendar_file import read_calendar
from lookup_api.domain.calendar import VIETNAM, local_day
from lookup_api.domain.deadlines import Timeliness, timeliness
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from lookup_api.domain.update import StatusUpdate
from tests.sample_site.catalogue import DESKS
from tests.sample_site.sample import DOSSIERS, SampleSite, make_site

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def site() -> SampleSite:
    return make_site(TODAY)


@pytest.fixture(scope="module")
def dossiers(site: SampleSite) -> list[Dossier]:
    return [Dossier.of(one.updates) for one in site.dossiers]


def test_it_has_three_agencies_twenty_procedures_eight_fields_and_two_thousand_dossiers(site: SampleSite) -> None:
    assert (len(site.agencies), len(site.procedures), len(site.dossiers)) == (3, 20, DOSSIERS)
    assert {one.procedure.ref.field for one in site.dossiers} == set(DESKS)
    assert len({procedure.ref.code for procedure in site.procedures}) == 20


def test_the_same_seed_gives_the_same_province() -> None:
    assert make_site(TODAY, dossiers=60) == make_site(TODAY, dossiers=60)
    assert make_site(TODAY, dossiers=60) != make_site(TODAY, seed=1, dossiers=60)


def test_each_dossier_stands_where_its_course_ends(site: SampleSite, dossiers: list[Dossier]) -> None:
    assert [one.meant for one in site.dossiers] == [dossier.status for dossier in dossiers]


def test_all_ten_statuses_occur(dossiers: list[Dossier]) -> None:
    statuses = Counter(dossier.status for dossier in dossiers)
    assert set(statuses) == set(Status)
    assert min(statuses.values()) >= 10


def test_dossiers_are_early_on_time_late_and_everything_else(dossiers: list[Dossier]) -> None:
    calendar, now = read_calendar(), datetime.combine(TODAY, time(8), VIETNAM).astimezone(UTC)
    assert {timeliness(dossier, calendar, now) for dossier in dossiers} == set(Timeliness)


def test_everything_happened_in_office_hours_before_today(site: SampleSite) -> None:
    calendar = read_calendar()
    for update in _updates(site):
        local = update.occurred_at.astimezone(VIETNAM)
        assert local.date() < TODAY
        assert calendar.is_working_day(local.date())
        assert any(opens <= local.time() <= closes for opens, closes in calendar.hours)


def test_every_step_of_another_agency_lies_within_its_hand_over(dossiers: list[Dossier]) -> None:
    of_others = [update for dossier in dossiers for update in dossier.updates if update.sender != dossier.owner]
    assert len(of_others) > 500
    assert not any(dossier.waiting for dossier in dossiers)


def test_some_dossiers_are_with_another_agency_now(dossiers: list[Dossier]) -> None:
    away = [dossier for dossier in dossiers if dossier.windows and dossier.windows[-1].is_open]
    named = {dossier.responsible.agency for dossier in away if dossier.responsible}
    assert "Chi cục Thuế thành phố Tây Ninh" in named


def test_mistakes_were_corrected(dossiers: list[Dossier]) -> None:
    odd = [(change.before, change.after) for dossier in dossiers for change in dossier.odd_transitions]
    assert (Status.FINISHED, Status.PROCESSING) in odd


def test_supplements_say_what_is_missing(dossiers: list[Dossier]) -> None:
    assert all(dossier.missing for dossier in dossiers if dossier.status is Status.SUPPLEMENT_REQUESTED)


def test_serials_are_dense_and_codes_carry_the_day_of_reception(site: SampleSite) -> None:
    serials: dict[tuple[str, date], list[int]] = {}
    for one in site.dossiers:
        assert one.code.received_on == local_day(one.updates[0].occurred_at)
        serials.setdefault((one.owner.value, one.code.received_on), []).append(int(one.code.printed[-4:]))
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in serials.values())


def test_no_two_updates_have_the_same_id_and_none_names_an_applicant(site: SampleSite) -> None:
    ids = [update.identity for update in _updates(site)]
    assert len(ids) == len(set(ids))
    names = {one.applicant.name for one in site.dossiers}
    assert not names & {update.note for update in _updates(site)}


def _updates(site: SampleSite) -> list[StatusUpdate]:
    return [update for one in site.dossiers for update in one.updates]
