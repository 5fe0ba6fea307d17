"""Code 128 and QR in whole dots, never rescaled."""

import numpy as np
import pytest

from lookup_api.domain.codes import parse_code
from lookup_api.paper.roll import DOTS_PER_MM, Roll
from lookup_api.paper.symbols import BAR_DOTS, code128_across, code128_along, code128_modules, qr_modules, qr_picture
from tests.lookup_api.paper.sheets import LOCAL_CODE, LONG_CODE, NEW_CODE, OLD_CODE, a_receipt


@pytest.mark.parametrize(("code", "modules"), [(NEW_CODE, 211), (OLD_CODE, 288), (LONG_CODE, 310)])
def test_a_code_takes_the_fewest_modules_that_sets_b_and_c_allow(code: str, modules: int) -> None:
    assert len(code128_modules(parse_code(code)) or ()) == modules


@pytest.mark.parametrize(
    ("code", "roll", "across"),
    [
        (NEW_CODE, Roll.MM80, True),
        (OLD_CODE, Roll.MM80, True),
        (LONG_CODE, Roll.MM80, False),
        (NEW_CODE, Roll.MM58, False),
        (LOCAL_CODE, Roll.MM58, True),
    ],
)
def test_a_code_stands_across_the_paper_where_it_fits_with_its_quiet_zones(code: str, roll: Roll, across: bool) -> None:
    assert (code128_across(parse_code(code), roll) is not None) is across


def test_the_old_form_uses_the_unprinted_margins_as_quiet_zones() -> None:
    bars = code128_across(parse_code(OLD_CODE), Roll.MM80)
    assert bars is not None
    columns = np.flatnonzero((np.asarray(bars) == 0).any(axis=0))
    assert columns[-1] + 1 - columns[0] == 288 * 2
    assert (Roll.MM80.paper - Roll.MM80.printable) // 2 >= 10 * 2


def test_bars_are_tall_enough_for_a_tilted_paper() -> None:
    assert 15 <= BAR_DOTS / DOTS_PER_MM <= 20


def test_along_the_paper_the_symbol_keeps_two_dots_a_module_and_its_quiet_zones() -> None:
    bars = code128_along(parse_code(NEW_CODE))
    assert bars is not None
    assert bars.size == (BAR_DOTS, (211 + 2 * 10) * 2)


@pytest.mark.parametrize("code", ["123/ĐKKD-2014", "X" * 64])
def test_a_code_that_code128_cannot_carry_has_no_bars(code: str) -> None:
    assert code128_modules(parse_code(code)) is None


@pytest.mark.parametrize("widest", [100, 220, 500])
def test_a_qr_has_at_least_four_whole_dots_a_module(widest: int) -> None:
    text = a_receipt().qr_text
    dots, rest = divmod(qr_picture(text, widest).width, len(qr_modules(text)) + 2 * 4)
    assert dots >= 4
    assert rest == 0
