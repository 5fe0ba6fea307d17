"""Counting different things in bounded memory."""

from hypothesis import given
from hypothesis import strategies as st

from lookup_api.web.guards.distinct import Distinct
from tests.lookup_api.web.guards.ticking import Clock

STEPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20), st.floats(0, 5)), max_size=80)


def test_a_thing_counts_once_in_each_of_its_groups() -> None:
    distinct = Distinct(60, clock=Clock())
    for _ in range(3):
        distinct.add("a", ("left", "all"))
    distinct.add("b", ("right", "all"))
    assert [distinct.weight(group) for group in ("left", "right", "all", "none")] == [1, 1, 2, 0]


def test_a_thing_is_forgotten_when_its_time_is_over_however_often_it_was_named() -> None:
    clock = Clock()
    distinct = Distinct(60, clock=clock)
    distinct.add("a", ("all",))
    clock.now = 59
    distinct.add("a", ("all",))
    assert "a" in distinct
    clock.now = 60
    assert "a" not in distinct
    assert distinct.weight("all") == 0


def test_a_full_group_takes_nothing_more_and_is_named() -> None:
    distinct = Distinct(60, clock=Clock())
    assert distinct.add("a", ("left", "all"), (5, 1)) is None
    assert distinct.add("b", ("right", "all"), (5, 1)) == "all"
    assert distinct.add("a", ("left", "all"), (5, 1)) is None
    assert (len(distinct), distinct.weight("right")) == (1, 0)


def test_a_known_thing_may_weigh_more_and_an_unknown_one_may_not() -> None:
    distinct = Distinct(60, clock=Clock())
    distinct.add("a", ("all",))
    distinct.weigh("a", 3)
    distinct.weigh("b", 3)
    assert distinct.weight("all") == 3


def test_what_is_discarded_weighs_nothing() -> None:
    distinct = Distinct(60, clock=Clock())
    distinct.add("a", ("all",))
    distinct.weigh("a", 3)
    distinct.discard("a")
    distinct.discard("a")
    assert (len(distinct), distinct.weight("all")) == (0, 0)


@given(STEPS)
def test_the_memory_is_bounded_and_the_groups_always_weigh_what_is_in_them(
    steps: list[tuple[int, int, float]],
) -> None:
    clock = Clock()
    distinct = Distinct(10, room=5, clock=clock)
    for group, thing, seconds in steps:
        clock.now += seconds
        distinct.add((group, thing), (group, "all"))
        assert len(distinct) <= 5
        assert distinct.weight("all") == len(distinct) == sum(map(distinct.weight, range(4)))
