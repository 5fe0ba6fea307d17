"""From the rows of each department system of article 4.3 d to l to what a citizen sees."""

import pytest
from sqlalchemy import func, select, text

from lookup_api.domain.status import Status
from lookup_api.store.tables import DossierRow
from sync_ingest.agent.reading.profile import Profile, folded
from sync_ingest.agent.state.apart import list_refused, list_unmapped
from tests.sample_site.departments.known import ARTICLES, profiles
from tests.sample_site.departments.schema import Change, Found, SampleDepartment, make
from tests.sync_ingest.agent.profiles.expecting import assert_shown
from tests.sync_ingest.agent.profiles.site import MakeUrl, Post, Province

PROFILES = profiles()
HANDING_OVER = ("business_tax", "land_tax")


def test_every_system_that_the_decision_names_has_a_profile() -> None:
    assert tuple(profile.article for profile in PROFILES.values()) == ARTICLES


def test_every_dossier_is_seen_as_the_department_holds_it_and_counted_once(
    province: Province, department: SampleDepartment
) -> None:
    province.round()
    assert_all_told(province)
    for seen in department.seen:
        assert_shown(province, department, seen)
    with province.sessions() as session:
        assert session.scalar(select(func.count()).select_from(DossierRow)) == department.counted


def test_a_second_round_tells_nothing_new(province: Province) -> None:
    province.round()
    for post in province.posts.values():
        assert (post.poll(), post.sweep()) == (0, 0)


def test_what_the_officers_do_is_found_and_seen(province: Province, department: SampleDepartment) -> None:
    province.round()
    for change in department.changes:
        find(province.post_of(change.at), change)
        assert_all_told(province)
        assert_shown(province, department, change.seen)


@pytest.mark.parametrize("department", HANDING_OVER, indirect=True)
def test_steps_of_the_other_agency_wait_for_the_word_of_the_one_that_received_the_dossier(
    province: Province, department: SampleDepartment
) -> None:
    receiving, *others = province.posts.values()
    for post in (*others, receiving):
        assert [province.ask(seen.code).status_code for seen in department.seen] == [404] * len(department.seen)
        post.round()
    for seen in department.seen:
        assert_shown(province, department, seen)


def test_every_status_word_of_the_software_is_one_of_the_national_ten(
    department: SampleDepartment, make_url: MakeUrl
) -> None:
    engine = make(department.receiving, make_url(department.receiving.agency))
    with engine.connect() as connection:
        words = {folded(str(word)) for word in connection.scalars(text(department.status_words))}
    engine.dispose()
    assert words
    assert words <= PROFILES[department.profile].feeds[0].statuses.keys()


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_profile_says_what_its_field_is_made_of(profile: Profile) -> None:
    assert profile.field
    assert profile.procedures
    assert (profile.steps[0].status, profile.steps[-1].status) == (Status.RECEIVED, Status.RETURNED)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_hand_over_of_a_profile_is_one_that_its_rows_can_tell(profile: Profile) -> None:
    told = {word for feed in profile.feeds if "hand_over_to" in feed.columns for word in feed.agencies}
    assert {folded(one.to) for one in profile.hand_overs} <= told


def find(post: Post, change: Change) -> None:
    """Do the change, and let the agent go a round; at its poll or its sweep it must find something."""
    post.work(change.statements)
    polled, swept = post.poll(), post.sweep()
    assert polled or (swept and change.found is Found.BY_CONTENT), change.title
    post.deliver()


def assert_all_told(province: Province) -> None:
    """No row was kept apart, and the centre applied everything."""
    for post in province.posts.values():
        assert list(list_unmapped(post.watcher.db)) == []
        assert list(list_refused(post.watcher.db)) == []
    assert province.quarantined() == []
