"""The sample province is believable, the same for the same seed, and complete."""

from collections import defaultdict
from datetime import date

import pytest

from lookup_api.domain.calendar import local_day
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from tests.sample_site.sample import DOSSIERS, SampleSite, make_site

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def site() -> SampleSite:
    """The whole province, as the demo fills it."""
    return make_site(TODAY)


@pytest.fixture(scope="module")
def folded(site: SampleSite) -> list[Dossier]:
    """What its updates make of each dossier."""
    return [Dossier.of(dossier.updates) for dossier in site.dossiers]


def test_it_has_three_agencies_twenty_procedures_of_eight_fields_and_two_thousand_dossiers(site: SampleSite) -> None:
    fields = {procedure.ref.field for procedure in site.procedures}
    assert (len(site.agencies), len(site.procedures), len(fields), len(site.dossiers)) == (3, 20, 8, DOSSIERS)
    assert {dossier.procedure.ref.field for dossier in site.dossiers} == fields


def test_every_dossier_stands_as_its_course_meant_and_all_ten_statuses_occur(
    site: SampleSite, folded: list[Dossier]
) -> None:
    assert [dossier.status for dossier in folded] == [dossier.meant for dossier in site.dossiers]
    assert {dossier.status for dossier in folded} == set(Status)


def test_hand_overs_between_agencies_occur_and_no_step_waits_for_one(folded: list[Dossier]) -> None:
    handed_over = [dossier for dossier in folded if dossier.windows]
    assert len(handed_over) > DOSSIERS // 20
    assert any(u.sender != dossier.owner for dossier in handed_over for u in dossier.updates)
    assert [dossier.code for dossier in folded if dossier.waiting] == []


def test_everything_happened_before_today(site: SampleSite) -> None:
    assert max(local_day(update.occurred_at) for dossier in site.dossiers for update in dossier.updates) < TODAY


def test_serials_are_dense_on_each_agencys_day(site: SampleSite) -> None:
    serials = defaultdict(list)
    for dossier in site.dossiers:
        start, serial = dossier.code.printed.rsplit("-", 1)
        serials[start].append(int(serial))
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in serials.values())


def test_the_same_seed_makes_the_same_province_and_another_makes_another() -> None:
    assert make_site(TODAY, seed=7, dossiers=30) == make_site(TODAY, seed=7, dossiers=30)
    assert make_site(TODAY, seed=7, dossiers=30) != make_site(TODAY, seed=8, dossiers=30)
