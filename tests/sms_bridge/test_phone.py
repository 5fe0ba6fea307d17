"""Whom the bridge answers: people's mobile phones, and nobody else."""

import pytest

from lookup_api.domain.errors import NumberNotReadable
from lookup_api.domain.phone import PhoneNumber
from sms_bridge.phone import mobile_number
from tests.sms_bridge.builders import PHONE


@pytest.mark.parametrize(
    "text", ["+84912345678", "84912345678", "0084912345678", "0912345678", "912345678", " 091 234 56 78 "]
)
def test_a_mobile_number_is_the_same_however_it_is_written(text: str) -> None:
    assert mobile_number(text) == PhoneNumber(PHONE)


@pytest.mark.parametrize(
    "text",
    [
        "8099",
        "113",
        "19001234",
        "1800 1234",
        "TAYNINH",
        "Viettel",
        "0912ABC678",
        "02763822222",
        "01234567890",
        "",
        "+",
        "+84",
        "0912345678901234567890",
        "9" * 4_000,
        "\x00",
        "anonymous",
    ],
)
def test_short_codes_names_service_lines_and_rubbish_are_no_mobile_numbers(text: str) -> None:
    assert mobile_number(text) is None


def test_a_foreign_phone_is_answered_only_where_its_country_is_allowed() -> None:
    assert mobile_number("+85512345678") is None
    assert mobile_number("+85512345678", {"VN", "KH"}) == PhoneNumber("+85512345678")


def read_by_the_domain(text: str) -> PhoneNumber | None:
    try:
        return PhoneNumber.parse(text)
    except NumberNotReadable:
        return None


def test_the_domain_reads_the_same_mobile_numbers_without_a_library() -> None:
    texts = [f"0{range_}123456" for range_ in range(300, 1_000)]
    assert [text for text in texts if read_by_the_domain(text) != mobile_number(text)] == []


def test_a_number_does_not_show_itself() -> None:
    assert "912345678" not in f"{PhoneNumber(PHONE)} {PhoneNumber(PHONE)!r}"
