"""Who walks along the serial numbers is noticed; a citizen is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.web.guards.reasons import Reason
from lookup_api.web.guards.walking import SECONDS, Walking, Widths, neighbourhood_of
from tests.builders import a_code
from tests.lookup_api.web.guards.ticking import Clock

HOME = "203.0.113.0/24"
WIDTHS = Widths(near=5, far=12, everybody=20)
DAYS = [f"H53.19-2611{day:02}" for day in range(1, 29)]


def a_walking() -> Walking:
    return Walking(WIDTHS, clock=Clock())


def test_the_codes_of_one_day_may_be_walked_for_a_few_steps_only() -> None:
    walking = a_walking()
    steps = [walking.step(HOME, a_code(serial)) for serial in range(1, 8)]
    assert steps == [None] * 5 + [Reason.NEIGHBOURHOOD] * 2


def test_a_step_that_was_refused_stays_refused_until_ten_minutes_have_passed() -> None:
    clock = Clock()
    walking = Walking(WIDTHS, clock=clock)
    for serial in range(1, 8):
        walking.step(HOME, a_code(serial))
    assert walking.step(HOME, a_code(7)) is Reason.NEIGHBOURHOOD
    clock.now = SECONDS
    assert walking.step(HOME, a_code(7)) is None


def test_codes_that_were_seen_may_be_seen_again_by_who_walked_too_far() -> None:
    walking = a_walking()
    for serial in range(1, 8):
        walking.step(HOME, a_code(serial))
    assert walking.step(HOME, a_code(3)) is None


def test_another_network_and_another_day_are_another_walk() -> None:
    walking = a_walking()
    for serial in range(1, 8):
        walking.step(HOME, a_code(serial))
    assert walking.step("198.51.100.0/24", a_code(7)) is None
    assert walking.step(HOME, "H53.19-261103-0007") is None


def test_who_goes_from_day_to_day_instead_is_noticed_as_well() -> None:
    walking = a_walking()
    steps = [walking.step(HOME, f"{day}-0001") for day in DAYS[:14]]
    assert steps == [None] * 12 + [Reason.NETWORK] * 2


def test_a_robot_with_many_addresses_is_noticed_by_all_together() -> None:
    walking = a_walking()
    steps = [walking.step(f"10.0.{serial}.0/24", a_code(serial)) for serial in range(1, 23)]
    assert steps == [None] * 20 + [Reason.EVERYBODY] * 2


def test_a_dossier_that_everybody_asks_for_is_one_step_of_all_together() -> None:
    walking = a_walking()
    assert all(walking.step(f"10.0.{network}.0/24", a_code()) is None for network in range(100))


def test_a_walker_who_is_refused_takes_nothing_from_everybody() -> None:
    walking = a_walking()
    for serial in range(1, 100):
        walking.step(HOME, a_code(serial))
    assert walking.step("198.51.100.0/24", a_code(99)) is None


def test_codes_that_do_not_exist_weigh_as_three() -> None:
    walking = a_walking()
    for serial in (1, 2):
        assert walking.step(HOME, a_code(serial)) is None
        walking.miss(HOME, a_code(serial))
    assert walking.step(HOME, a_code(3)) is Reason.NEIGHBOURHOOD


@pytest.mark.parametrize(
    ("code", "neighbourhood"),
    [
        ("H53.19-261102-0001", "H53.19-261102"),
        ("G09.20-20260609-0092637", "G09.20-20260609"),
        ("000.00.19.H53-150115-0001", "000.00.19.H53-150115"),
        ("123/HKD-2014", "/HKD-"),
        ("000124/HKD-2014", "/HKD-"),
    ],
)
def test_neighbours_share_agency_and_day_or_all_that_is_no_figure(code: str, neighbourhood: str) -> None:
    assert neighbourhood_of(code) == neighbourhood


@given(st.lists(st.sampled_from([a_code(serial) for serial in range(1, WIDTHS.near + 1)]), max_size=60))
def test_a_citizen_with_few_codes_is_never_asked_however_often_he_looks(codes: list[str]) -> None:
    walking = a_walking()
    assert all(walking.step(HOME, code) is None for code in codes)


@given(st.permutations([a_code(serial) for serial in range(1, 31)]))
def test_a_walk_is_noticed_in_whatever_order_it_goes(codes: list[str]) -> None:
    walking = a_walking()
    assert sum(walking.step(HOME, code) is None for code in codes) == WIDTHS.near
