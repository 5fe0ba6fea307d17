"""Dossier codes: printed forms and near misses."""

from datetime import date

import pytest

from lookup_api.domain.codes import AgencyCode, DossierCode, LocalCode, near_misses, parse_code
from lookup_api.domain.errors import CodeNotReadable

OURS = frozenset({"H53"})
PRINTED = [
    ("H53.19-260115-0001", "H53.19", date(2026, 1, 15)),
    ("000.00.19.H53-150115-0001", "000.00.19.H53", date(2015, 1, 15)),
    ("H15.50.05.13-261008-0975", "H15.50.05.13", date(2026, 10, 8)),
    ("G09.20-20260609-0092637", "G09.20", date(2026, 6, 9)),
    ("H53-260101-00012", "H53", date(2026, 1, 1)),
]


@pytest.mark.parametrize(("text", "agency", "day"), PRINTED)
def test_every_printed_form_is_read_and_printed_again_as_it_stood(text: str, agency: str, day: date) -> None:
    code = DossierCode.parse(text)
    assert (code.printed, code.agency, code.received_on) == (text, AgencyCode(agency), day)


def test_small_letters_and_outer_spaces_do_not_matter() -> None:
    assert DossierCode.parse(" h53.19-260115-0001 ") == DossierCode.parse("H53.19-260115-0001")


@pytest.mark.parametrize("text", ["H53.19-260230-0001", "H53.19-261315-0001", "G09.20-18990609-0001"])
def test_a_day_that_does_not_exist_is_no_code(text: str) -> None:
    with pytest.raises(CodeNotReadable):
        DossierCode.parse(text)


@pytest.mark.parametrize("text", ["", "H53", "H53.19-260115-001", "H53.19-260115-00000001", "H53.19-２６０１１５-0001"])
def test_what_is_not_in_the_printed_form_is_not_parsed(text: str) -> None:
    with pytest.raises(CodeNotReadable):
        DossierCode.parse(text)


def test_codes_compare_by_what_is_printed() -> None:
    assert DossierCode.parse("H53.19-260115-0001") != DossierCode.parse("H53.19-260115-00001")
    assert DossierCode.parse("H53.19-260115-0001") != DossierCode.parse("H53.19-20260115-0001")


def test_a_departments_own_code_is_carried_as_a_local_code() -> None:
    assert parse_code(" 123/hkd-2014 ") == LocalCode("123/HKD-2014")


@pytest.mark.parametrize("text", ["", "   ", "x" * 65, "12\x00"])
def test_a_local_code_is_one_short_line_of_text(text: str) -> None:
    with pytest.raises(CodeNotReadable):
        LocalCode.parse(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("N53.19-260115-0001", "H53.19-260115-0001"),
        ("H35.19-260115-0001", "H53.19-260115-0001"),
        ("H53.91-260115-0001", "H53.19-260115-0001"),
        ("H53.19-20260115-0001", "H53.19-260115-0001"),
    ],
)
def test_a_near_miss_is_a_confusable_letter_or_an_exchange_in_agency_or_date(typed: str, meant: str) -> None:
    assert DossierCode.parse(meant) in near_misses(DossierCode.parse(typed), OURS)


def test_a_near_miss_never_changes_the_serial() -> None:
    code = DossierCode.parse("H53.19-260115-0012")
    assert {near.printed.rsplit("-", 1)[1] for near in near_misses(code, OURS)} == {"0012"}


def test_a_near_miss_of_another_province_is_not_offered() -> None:
    assert all(
        near.agency.value.startswith("H53") for near in near_misses(DossierCode.parse("H53.19-260115-0001"), OURS)
    )


def test_space_around_a_code_is_not_remembered_with_it() -> None:
    assert parse_code(" " * 1_000_000 + "7/XYZ-2031") is parse_code("7/XYZ-2031")
