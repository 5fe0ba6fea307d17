"""Reading a code out of what people type, copy and dictate: the same for every channel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain.codes import DossierCode
from lookup_api.domain.errors import CodeNotReadable, SeveralCodes
from lookup_api.domain.reading import read_code, read_codes

WRITTEN = [
    "H53.01-240115-0001",
    "h53.01-240115-0001",
    "H53,01-240115-0001",
    "H53.01–240115—0001",
    "H53.01‑240115‑0001",
    "H53.01\u00ad-240115\u00ad-0001",
    "H53.01 240115 0001",
    "H 53.01-240115-0001",
    "H5301 2401150001",
    "H53012401150001",
    "H53_01_240115_0001",
    "H53.01-24/01/15-0001",
    "Ｈ５３．０１－２４０１１５－０００１",
    "Н53.01-240115-0001",
    "TTHSH53.01-240115-0001",
    "TTHS:H5301-240115-0001",
    "tths h53.01 240115 0001",
    "MHS: H53.01-240115-0001",
    "Mã hồ sơ: H53.01-240115-0001.",
    "“H53.01-240115-0001”",
    "H53\u200b.01\u00a0-240115-0001",
    "H53.01-240115-0001 cam on",
]
CORRECTED = [
    "H53.01-240115-OOO1",
    "H53.01-24O115-0001",
    "H53.01-240115-000l",
    "H53.0I-240115-0001",
    "H5З.01-240115-000|",
    "H53.01-240115-1",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_code_is_read_however_it_is_framed_and_separated(text: str) -> None:
    reading = read_code(text)
    assert (reading.code.printed, reading.corrected) == ("H53.01-240115-0001", False)


@pytest.mark.parametrize("text", CORRECTED)
def test_a_letter_for_a_figure_is_corrected_and_said_to_be(text: str) -> None:
    reading = read_code(text)
    assert (reading.code.printed, reading.corrected) == ("H53.01-240115-0001", True)


@pytest.mark.parametrize(
    "text",
    ["000.00.19.H53-150115-0001", "H15.50.05.13-261008-0975", "G09.20-20260609-0092637", "H53.01-20240115-0001"],
)
def test_other_printed_forms_are_read_too(text: str) -> None:
    assert read_code(text).code == DossierCode.parse(text)


@pytest.mark.parametrize("text", ["", "hello", "TTHS", "12345678", "H53.01-241315-0001", "0912 345 678", "24/01/15"])
def test_a_text_without_a_code_is_said_to_have_none(text: str) -> None:
    with pytest.raises(CodeNotReadable):
        read_code(text)


def test_two_codes_in_one_text_are_both_read_but_never_one_picked_silently() -> None:
    text = "H53.01-240115-0001 va H53.01-240115-0002"
    assert [reading.code.printed[-4:] for reading in read_codes(text)] == ["0001", "0002"]
    with pytest.raises(SeveralCodes):
        read_code(text)


def test_the_same_code_twice_is_one_code() -> None:
    assert len(read_codes("H53.01-240115-0001 (H5301 240115 0001)")) == 1


@given(st.text(max_size=300))
def test_no_text_at_all_makes_it_fail_otherwise(text: str) -> None:
    for reading in read_codes(text):
        assert DossierCode.parse(reading.code.printed) == reading.code


@given(
    agency=st.from_regex(r"H53(\.[0-9]{2}){0,3}|[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.H53", fullmatch=True),
    day=st.dates().map(lambda day: day.replace(year=2000 + day.year % 100, day=min(day.day, 28)).strftime("%y%m%d")),
    serial=st.from_regex(r"[0-9]{4,7}", fullmatch=True),
)
def test_every_code_of_the_grammar_is_read_as_printed(agency: str, day: str, serial: str) -> None:
    text = f"{agency}-{day}-{serial}"
    reading = read_code(f"Mã hồ sơ: {text}")
    assert (reading.code.printed, reading.corrected) == (text, False)
