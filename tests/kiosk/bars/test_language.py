"""Which symbols may follow one another."""

import pytest

from kiosk.scanning.bars.alphabet import START_C, check_symbol, text_of
from kiosk.scanning.bars.language import Language, any_text, dossier_codes
from tests.kiosk.bars.rows_of_bars import values_of


@pytest.mark.parametrize(
    "code", ["H53.19-260115-0001", "000.00.19.H53-20150229-1234567", "A00-991231-0000", "H53.01.02.03-240229-12345"]
)
def test_dossier_codes_are_spelt(code: str) -> None:
    assert _spells(dossier_codes(), code)


@pytest.mark.parametrize("text", ["H53.19-261301-0001", "H53.19-260431-0001", "H53-19991231-0001", "H53.19-260115-001"])
def test_days_that_are_not_and_other_forms_are_not_spelt(text: str) -> None:
    assert not _spells(dossier_codes(), text)


def test_any_printable_text_is_spelt_without_a_grammar() -> None:
    assert _spells(any_text(), "Phong 12/b: 34567890!")


@pytest.mark.parametrize("text", ["H53.19-260115-0001", "12345678", "a1"])
def test_values_and_text_are_the_same(text: str) -> None:
    *values, check = values_of(text)
    assert text_of(values) == text
    assert check_symbol(values) == check


def _spells(language: Language, text: str) -> bool:
    start, *values = values_of(text)[:-1]
    state = int(start == START_C)
    for value in values:
        state = int(language.following[state, value])
        if state < 0:
            return False
    return bool(language.finishing[0, state])
