"""The claim code as people read, say and type it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioning.claims import ALPHABET, ClaimCode

codes = st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8).map(ClaimCode)


@given(codes)
def test_what_is_printed_is_read_back(code: ClaimCode) -> None:
    assert ClaimCode.parse(code.printed) == code


@given(codes, st.randoms())
def test_a_code_may_be_typed_the_way_people_type(code: ClaimCode, random: Random) -> None:
    lookalikes = {"0": "0oO", "1": "1iIlL"}
    typed = "".join(random.choice(lookalikes.get(sign, sign + sign.lower())) for sign in code.text)
    assert ClaimCode.parse(f"  {typed[:3]} – {typed[3:]} ") == code


@pytest.mark.parametrize("typed", ["", "ABCD-123", "ABCD-12345", "ABCD-123U", "ABCD-123é", "MÃ GHI DANH"])
def test_what_cannot_be_a_code_is_no_code(typed: str) -> None:
    assert ClaimCode.parse(typed) is None


def test_full_width_signs_are_read_too() -> None:
    assert ClaimCode.parse("ＡＢＣＤ－１２３４") == ClaimCode("ABCD1234")


def test_a_code_does_not_show_itself_in_logs() -> None:
    assert "ABCD" not in repr(ClaimCode("ABCD1234"))


def test_new_codes_differ_and_have_eight_signs() -> None:
    drawn = {ClaimCode.new().text for _ in range(100)}
    assert len(drawn) == 100
    assert {len(text) for text in drawn} == {8}
