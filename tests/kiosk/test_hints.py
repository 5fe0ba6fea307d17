"""What would help a citizen, and that it does not flicker."""

from dataclasses import replace
from itertools import groupby

import pytest

from kiosk.scanning.hints import Hint, SteadyHint, hint_of
from kiosk.scanning.measures import Measures

GOOD = Measures(module=2.4, saturated=0.0, white=200, steepness=0.6, cut_off=False, speed=0.0)


@pytest.mark.parametrize(
    ("measures", "hint"),
    [
        (GOOD, Hint.NONE),
        (replace(GOOD, module=1.2), Hint.NEARER),
        (replace(GOOD, cut_off=True), Hint.FARTHER),
        (replace(GOOD, saturated=0.03), Hint.LESS_GLARE),
        (replace(GOOD, speed=0.5), Hint.HOLD_STILL),
        (replace(GOOD, steepness=0.1), Hint.HOLD_STILL),
        (replace(GOOD, white=40, steepness=0.1), Hint.MORE_LIGHT),
        (replace(GOOD, module=1.2, speed=0.5), Hint.NEARER),
    ],
)
def test_a_hint_names_what_hinders_most(measures: Measures, hint: Hint) -> None:
    assert hint_of(measures) is hint


def test_a_passing_trouble_is_not_worth_a_hint() -> None:
    steady = SteadyHint()
    said = [steady.after(hint, at / 10) for at, hint in enumerate([Hint.NEARER, Hint.NONE] * 10)]
    assert set(said) == {Hint.NONE}


def test_a_hint_stands_for_a_second_whatever_the_next_pictures_say() -> None:
    steady = SteadyHint()
    wished = [Hint.NEARER] * 5 + [Hint.HOLD_STILL] * 20
    said = [steady.after(hint, at / 10) for at, hint in enumerate(wished)]
    assert said.count(Hint.NEARER) >= 10
    assert [hint for hint, _ in groupby(said)] == [Hint.NONE, Hint.NEARER, Hint.HOLD_STILL]


def test_that_a_code_was_read_is_said_at_once() -> None:
    steady = SteadyHint()
    for at in range(5):
        steady.after(Hint.NEARER, at / 10)
    assert steady.after(Hint.READ, 0.5) is Hint.READ
    assert steady.after(Hint.NONE, 1.0) is Hint.READ
    assert steady.after(Hint.NONE, 2.5) is Hint.NONE
