"""The receipt's secret and its QR text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain.codes import DossierCode, LocalCode
from lookup_api.domain.errors import ReceiptNotReadable
from lookup_api.domain.receipt import CROCKFORD, ReceiptSecret, qr_text, read_qr

CODE = DossierCode.parse("H53.19-260115-0001")
secrets = st.text(CROCKFORD, min_size=8, max_size=8)


def test_the_qr_text_is_the_sites_address_with_code_and_secret() -> None:
    assert qr_text("https://mc.vn/", CODE, ReceiptSecret("7K9M2QRT")) == "https://mc.vn/r/H53.19-260115-0001/7K9M2QRT"


@given(secrets)
def test_what_the_qr_says_is_read_back(secret: str) -> None:
    for code in (CODE, LocalCode("123/HKD-2014"), LocalCode("HỒ SƠ 12")):
        assert read_qr(qr_text("https://mc.vn", code, ReceiptSecret(secret))) == (code, ReceiptSecret(secret))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H53.19-260115-0001",
        "https://mc.vn/ho-so/H53.19-260115-0001",
        "https://mc.vn/r/H53.19/short",
        "http://[/r/a/b",
    ],
)
def test_another_qr_is_not_a_receipt(text: str) -> None:
    with pytest.raises(ReceiptNotReadable):
        read_qr(text)


@given(secrets)
def test_a_secret_may_be_typed_as_people_type(secret: str) -> None:
    typed = f" {secret[:4].lower()}-{secret[4:]} ".replace("0", "o").replace("1", "l")
    assert ReceiptSecret.parse(typed) == ReceiptSecret(secret)


def test_a_new_secret_is_eight_characters_and_never_shows_itself() -> None:
    secret = ReceiptSecret.new()
    assert ReceiptSecret.parse(secret.value) == secret
    assert secret.value not in repr(secret)
    assert ReceiptSecret.new() != secret
