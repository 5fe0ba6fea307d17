"""The pass of one who answered."""

import json

import pytest

from lookup_api.store.sealing import Sealer
from lookup_api.web.guards.passes import GOOD_FOR, Passes
from tests.builders import a_code
from tests.lookup_api.web.guards.ticking import WallClock

HOME = "203.0.113.0/24"


@pytest.fixture
def clock() -> WallClock:
    return WallClock()


@pytest.fixture
def passes(sealer: Sealer, clock: WallClock) -> Passes:
    return Passes(sealer, codes=3, clock=clock)


def test_a_pass_opens_a_few_codes_as_often_as_one_likes_and_no_more(passes: Passes) -> None:
    given = passes.give(HOME)
    assert all(passes.allows(given, HOME, a_code(serial)) for serial in (1, 2, 3, 1, 2, 3))
    assert not passes.allows(given, HOME, a_code(4))


def test_two_passes_do_not_take_from_each_other(passes: Passes) -> None:
    first, second = passes.give(HOME), passes.give(HOME)
    assert all(passes.allows(each, HOME, a_code(serial)) for each in (first, second) for serial in (1, 2, 3))


def test_a_pass_is_of_no_use_in_another_network(passes: Passes) -> None:
    assert not passes.allows(passes.give(HOME), "198.51.100.0/24", a_code())


def test_a_pass_is_good_for_a_quarter_of_an_hour(passes: Passes, clock: WallClock) -> None:
    given = passes.give(HOME)
    clock.pass_by(GOOD_FOR.total_seconds() - 1)
    assert passes.allows(given, HOME, a_code())
    clock.pass_by(1)
    assert not passes.allows(given, HOME, a_code())


@pytest.mark.parametrize("sent", ["", "x", "é", "gAAAA", "x" * 10_000])
def test_what_is_no_pass_opens_nothing(passes: Passes, sent: str) -> None:
    assert not passes.allows(sent, HOME, a_code())


def test_another_sealed_text_of_ours_is_no_pass(passes: Passes, sealer: Sealer) -> None:
    for text in (json.dumps({"code": a_code(), "secret": "ABCD1234", "until": 9e9}), json.dumps([1]), "no json"):
        assert not passes.allows(sealer.seal(text).decode(), HOME, a_code())


def test_a_pass_does_not_say_whose_it_is(passes: Passes, sealer: Sealer) -> None:
    assert "203.0.113" not in sealer.open(passes.give(HOME).encode())
