"""Any bytes become text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_bridge.channels.charsets import CHARSETS, decode_text


@pytest.mark.parametrize(
    ("raw", "coding", "charset", "text"),
    [
        (b"TTHS H53", "0", "UTF-8", "TTHS H53"),
        ("hồ sơ".encode(), "0", "UTF-8", "hồ sơ"),
        ("hồ sơ".encode(), "0", "GSM", "hồ sơ"),
        ("hồ sơ".encode("utf-16-be"), "2", "UTF-16BE", "hồ sơ"),
        ("hồ sơ".encode("utf-16-be"), "2", "", "hồ sơ"),
        ("hồ sơ 😀".encode("utf-16-be"), "2", "utf-16be", "hồ sơ 😀"),
        ("hồ sơ".encode(), "2", "UTF-8", "hồ sơ"),  # recoded by the gateway, which kept the coding
        ("café".encode("latin-1"), "0", "ISO-8859-1", "café"),
        ("café".encode("latin-1"), "0", "UTF-8", "café"),  # the gateway is wrong about it
        ("café".encode("latin-1"), "1", "binary", "café"),
        (b"H53\x0001", "0", "", "H53 01"),
        (b"H53", "0", "rot13", "H53"),  # Python's, and no charset
        (b"H53", "x", "zlib", "H53"),
        (b"\x00H\xd8\x3d", "2", "UTF-16BE", "H\ufffd"),  # half of a pair
        (b"\x00H\x00", "2", "UTF-16BE", "H\ufffd"),  # half of a letter
        (b"", "2", "UTF-16BE", ""),
    ],
)
def test_text_is_read_in_its_charset(raw: bytes, coding: str, charset: str, text: str) -> None:
    assert decode_text(raw, coding, charset) == text


@given(st.binary(max_size=300), st.text(max_size=3), st.one_of(st.sampled_from(sorted(CHARSETS)), st.text(max_size=12)))
def test_no_bytes_and_no_charset_are_too_strange(raw: bytes, coding: str, charset: str) -> None:
    text = decode_text(raw, coding, charset)
    assert "\x00" not in text
    assert text.encode("utf-8").decode() == text
