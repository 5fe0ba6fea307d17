"""Which telephone numbers can be told something."""

import pytest

from lookup_api.domain.errors import NumberNotReadable
from lookup_api.domain.phone import PhoneNumber

NUMBER = PhoneNumber("+84912345678")


@pytest.mark.parametrize(
    "text",
    ["0912345678", "0912 345 678", "0912.345.678", "(091) 234-5678", "+84912345678", "84912345678", "0084 912345678"],
)
def test_a_mobile_number_is_the_same_however_it_is_typed(text: str) -> None:
    assert PhoneNumber.parse(text) == NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "",
        "113",
        "0912 345 67",
        "0912 345 6789",
        "02763822222",
        "19001234",
        "+855912345678",
        "TAYNINH",
        "٠٩١٢٣٤٥٦٧٨",
        "9" * 99,
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(NumberNotReadable):
        PhoneNumber.parse(text)


def test_a_number_does_not_show_itself() -> None:
    assert "912" not in f"{NUMBER!r} {NUMBER}"
