"""What an SMSC delivers, read from its bytes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_bridge.channels.charsets import decode_text
from sms_bridge.channels.smpp_pdu import as_part, as_report, read_delivered
from sms_bridge.errors import MessageNotReadable
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import Delivery, DeliveryReport

RECEIPT = "id:0123 sub:001 dlvrd:001 submit date:2611241200 done date:2611241201 stat:DELIVRD err:000 text:x"


def a_pdu(body: bytes, coding: int = 0, esm: int = 0, options: bytes = b"") -> bytes:
    addresses = b"\x01\x0184912345678\0" + b"\x00\x018099\0"
    fields = b"\0" + addresses + bytes((esm, 0, 0)) + b"\0\0" + bytes((0, 0, coding, 0, len(body))) + body
    return bytes(16) + fields + options


def an_option(tag: int, value: bytes) -> bytes:
    return tag.to_bytes(2, "big") + len(value).to_bytes(2, "big") + value


def part(*args: Any, **stated: Any) -> IncomingPart:
    return as_part(read_delivered(a_pdu(*args, **stated)), "smpp", "s")


def report(said: str, options: bytes = b"") -> DeliveryReport | None:
    return as_report(read_delivered(a_pdu(said.encode(), esm=4, options=options)), "smpp")


def text(*args: Any, **stated: Any) -> str:
    one = part(*args, **stated)
    return decode_text(one.body, "", one.charset)


@pytest.mark.parametrize(
    ("body", "coding", "words"),
    [
        (b"H53 \x1b\x28\x1b\x29 \x00", 0, "H53 {} @"),
        (b"H53 \xe9", 0, "H53 é"),
        ("hồ sơ 😀".encode("utf-16-be"), 8, "hồ sơ 😀"),
        ("hồ sơ".encode("utf-16-be"), 0x18, "hồ sơ"),
        (b"caf\xe9", 3, "café"),
        (b"H53", 1, "H53"),
        (b"H53", 0xF1, "H53"),
        (b"H53", 0xF5, "H53"),
        (b"H53", 4, "H53"),
        (b"\x1b", 0, ""),
    ],
)
def test_letters_are_read_by_their_coding(body: bytes, coding: int, words: str) -> None:
    assert text(body, coding) == words


def test_a_short_message_is_one_part_by_itself() -> None:
    one = part(b"H53")
    assert (one.sender, one.our_number, one.total, one.session) == ("+84912345678", "8099", 1, "s")


def test_parts_are_told_by_header_or_by_optional_parameters() -> None:
    options = an_option(0x020C, b"\x12\x34") + an_option(0x020E, b"\3") + an_option(0x020F, b"\2")
    one, other = part(b"\x06\x08\x04\x12\x34\x03\x02hai", esm=0x40), part(b"hai", options=options)
    assert one == other
    assert (one.reference, one.total, one.number, one.body) == (0x1234, 3, 2, b"hai")


def test_a_long_text_may_stand_in_the_payload() -> None:
    assert text(b"", options=an_option(0x0424, b"a" * 300)) == "a" * 300


def test_a_name_that_the_smsc_gives_is_the_messages_name() -> None:
    assert part(b"H53", options=an_option(0x001E, b"abc\0")).gateway_id == "abc"


@pytest.mark.parametrize(
    ("said", "options", "delivery"),
    [
        (RECEIPT, b"", Delivery.DELIVERED),
        (RECEIPT.replace("DELIVRD", "UNDELIV"), b"", Delivery.FAILED),
        (RECEIPT.replace("DELIVRD", "enroute"), b"", Delivery.BUFFERED),
        (RECEIPT.replace("sub:001 dlvrd:001 submit date:2611241200 done date:x ", ""), b"", Delivery.DELIVERED),
        ("", an_option(0x001E, b"0123\0") + an_option(0x0427, b"\x02"), Delivery.DELIVERED),
    ],
)
def test_a_receipt_is_a_report(said: str, options: bytes, delivery: Delivery) -> None:
    assert report(said, options) == DeliveryReport("smpp", delivery, None, "0123", "+84912345678")


def test_a_receipt_that_says_nothing_is_none() -> None:
    assert report(RECEIPT.replace("DELIVRD", "UNKNOWN")) is None


@pytest.mark.parametrize("pdu", [b"", bytes(16), a_pdu(b"H53")[:-2]])
def test_what_ends_too_early_is_no_message(pdu: bytes) -> None:
    with pytest.raises(MessageNotReadable):
        read_delivered(pdu)


def test_a_receipt_of_no_message_is_not_readable() -> None:
    with pytest.raises(MessageNotReadable):
        report("stat:DELIVRD")


@given(st.binary(max_size=80), st.integers(0, 255), st.integers(0, 255), st.binary(max_size=20))
def test_any_message_is_read(body: bytes, coding: int, esm: int, options: bytes) -> None:
    delivered = read_delivered(a_pdu(body, coding, esm, options))
    one = as_part(delivered, "smpp", "s")
    assert 1 <= one.number <= one.total
    decode_text(one.body, "", one.charset).encode()
    try:
        as_report(delivered, "smpp")
    except MessageNotReadable:
        assert delivered.body is not None


@given(st.binary(max_size=120))
def test_any_bytes_are_a_message_or_none(pdu: bytes) -> None:
    try:
        read_delivered(pdu)
    except MessageNotReadable:
        assert isinstance(pdu, bytes)
