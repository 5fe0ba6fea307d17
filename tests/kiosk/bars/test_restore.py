"""Bars that no library reads."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scanning.bars.alphabet import CHECK_MODULUS
from kiosk.scanning.bars.language import any_text, dossier_codes
from kiosk.scanning.bars.restore import restore
from tests.kiosk.bars.rows_of_bars import a_row, values_of
from tests.kiosk.builders import CODE

CODES = dossier_codes()
TWO = st.integers(0, 99).map("{:02d}".format)
LETTER = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
NEW_AGENCY = st.builds("{}{}{}".format, LETTER, TWO, st.lists(TWO.map(".{}".format), max_size=3).map("".join))
OLD_AGENCY = st.builds("{:03d}.{}.{}.{}{}".format, st.integers(0, 999), TWO, TWO, LETTER, TWO)
DAY = st.builds(date.strftime, st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["%y%m%d", "%Y%m%d"]))
SERIAL = st.integers(4, 7).flatmap(lambda digits: st.integers(0, 10**digits - 1).map(f"{{:0{digits}d}}".format))
PRINTED = st.builds("{}-{}-{}".format, NEW_AGENCY | OLD_AGENCY, DAY, SERIAL)


@settings(max_examples=12, deadline=None)
@given(PRINTED, st.sampled_from([1.2, 1.4, 2.0]), st.sampled_from([0.4, 0.9]))
def test_no_dossier_code_is_ever_read_as_another(code: str, pixels: float, blur: float) -> None:
    found = restore(a_row(values_of(code), pixels, blur), CODES)
    assert found is None or found.text == code


@pytest.mark.parametrize(
    "code", ["H53.01-240115-0001", "000.00.19.H53-20150115-1234567", "A00.00.11.00-000103-00000", "Z99-991231-9999"]
)
def test_codes_are_read_at_fewer_than_one_and_a_half_pixels_a_module(code: str) -> None:
    found = restore(a_row(values_of(code), pixels=1.4), CODES)
    assert found is not None
    assert found.text == code


@pytest.mark.parametrize("blur", [0.3, 0.8, 1.1])
def test_blur_of_a_whole_module_is_seen_through(blur: float) -> None:
    found = restore(a_row(values_of(CODE), blur=blur), CODES)
    assert found is not None
    assert found.text == CODE


def test_bars_are_read_upside_down() -> None:
    found = restore(np.ascontiguousarray(a_row(values_of(CODE))[::-1]), CODES)
    assert found is not None
    assert found.text == CODE


@pytest.mark.parametrize("off", [1, 50, 102])
def test_a_wrong_check_sum_is_never_read(off: int) -> None:
    *values, check = values_of(CODE)
    assert restore(a_row([*values, (check + off) % CHECK_MODULUS]), CODES) is None


@pytest.mark.parametrize("text", ["H53.19-261315-0001", "HELLO WORLD 123456", "8934563138165893456"])
def test_what_is_no_dossier_code_is_nothing(text: str) -> None:
    assert restore(a_row(values_of(text)), CODES) is None


def test_without_a_grammar_any_text_is_read() -> None:
    found = restore(a_row(values_of("Kho so 12/2026")), any_text())
    assert found is not None
    assert found.text == "Kho so 12/2026"


def test_noise_is_nothing() -> None:
    random = np.random.default_rng(3)
    rows = (random.normal(128, 30, 900).astype(np.float32) for _ in range(5))
    assert [restore(row, CODES) for row in rows] == [None] * 5


def test_a_finger_over_two_symbols_is_no_reason_to_guess() -> None:
    row = a_row(values_of(CODE))
    row[300:400] = 120
    found = restore(row, CODES)
    assert found is None or found.text == CODE
