"""A code while it is typed."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.flow.code_entry import LONGEST, SIGNS, erase, press


def typed(signs: str) -> str:
    """What stands there when these keys are pressed one after the other."""
    return reduce(press, signs, "")


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("H5319-2601150001", "H53.19-260115-0001"),
        ("H53-2610080975", "H53-261008-0975"),
        ("H15500513" + "2610080975", "H15.50.05.13-261008-0975"),
        ("0000019H53" + "1501150001", "000.00.19.H53-150115-0001"),
        ("G0920-202606090092637", "G09.20-20260609-0092637"),
        ("123/HKD-2014", "123/HKD-2014"),
        ("H53.19-260115-0001", "H53.19-260115-0001"),
    ],
)
def test_dots_and_dashes_come_by_themselves(keys: str, shown: str) -> None:
    assert typed(keys) == shown


def test_erasing_takes_one_sign_and_the_dot_before_it() -> None:
    assert erase("H53.1") == "H53"
    assert erase("H53-2") == "H53-"


@given(st.text(max_size=80))
def test_whatever_is_pressed_only_signs_of_codes_stand_there(keys: str) -> None:
    shown = typed(keys)
    assert set(shown) <= SIGNS
    assert len(shown) <= LONGEST + 1
