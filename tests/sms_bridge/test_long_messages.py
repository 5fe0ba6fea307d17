"""How a text is cut, and which part a header names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_bridge.channels.long_messages import Place, cut, read_header

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x1b")


@given(st.text(LETTERS, min_size=1, max_size=400), st.integers(1, 2**40))
def test_the_parts_are_the_text_and_each_fits_on_the_air(text: str, reference: int) -> None:
    parts = cut(text, reference)
    assert "".join(part.text for part in parts) == text
    letters = 160 if parts[0].is_gsm else 140
    header = 0 if len(parts) == 1 else 7 if parts[0].is_gsm else 6  # six bytes are seven letters of seven bits
    assert all(len(part.content) + header <= letters for part in parts)


def test_no_letter_is_cut_in_two() -> None:
    assert all(part.text.encode("utf-16-be").decode("utf-16-be") for part in cut("ơ😀" * 100, 1))


def test_a_short_text_has_no_header_and_a_long_one_the_same_reference_at_every_try() -> None:
    assert [part.header for part in cut("HD", 7)] == [b""]
    assert [read_header(part.header) for part in cut("a" * 200, 263)] == [Place(7, 2, 1), Place(7, 2, 2)]


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("050003070201", Place(7, 2, 1)),
        ("06080412340302", Place(0x1234, 3, 2)),
        ("0b0504158200000003070201", Place(7, 2, 1)),  # ports before it
        ("", None),
        ("050003070200", None),
        ("050003070203", None),
        ("0500030701", None),
        ("ff", None),
    ],
)
def test_a_header_tells_the_place(header: str, place: Place | None) -> None:
    assert read_header(bytes.fromhex(header)) == place


@given(st.binary(max_size=20))
def test_any_header_can_be_read(header: bytes) -> None:
    read_header(header)
