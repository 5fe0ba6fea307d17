"""How a message stands in Kannel's request."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_bridge.channels.kannel_form import read_message, read_report
from sms_bridge.errors import MessageNotReadable
from sms_bridge.messages import IncomingSms
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import Delivery, DeliveryReport

# As Kannel 1.4.5 sends it.
QUERY = (
    b"from=%2B84912345678&to=8099&text=H%E1%BB%93+s%C6%A1&ts=1795509144"
    b"&id=73545ac3-ff6c-4d21-8b35-cf79e0154f3a&smsc=FAKE&coding=0&charset=UTF-8&udh="
)


def read(query: bytes, body: bytes = b"", content_type: str = "") -> IncomingSms:
    message = read_message("kannel", query, body, content_type)
    assert isinstance(message, IncomingSms)
    return message


def test_kannels_request_is_read() -> None:
    assert read(QUERY) == IncomingSms(
        channel="kannel",
        gateway_id="73545ac3-ff6c-4d21-8b35-cf79e0154f3a",
        sender="+84912345678",
        our_number="8099",
        sent_at="1795509144",
        text="Hồ sơ",
    )


def test_a_unicode_message_that_the_gateway_did_not_recode_is_read() -> None:
    raw = quote("H53.19–260115–0001 ơn".encode("utf-16-be"))
    assert read(f"from=1&coding=2&charset=UTF-16BE&text={raw}".encode()).text == "H53.19–260115–0001 ơn"


def test_the_same_fields_may_come_as_a_posted_form() -> None:
    form = urlencode({"from": "0912345678", "text": "H53 & co +"}).encode()
    sms = read(b"id=1", form, "application/x-www-form-urlencoded; charset=utf-8")
    assert (sms.gateway_id, sms.sender, sms.text) == ("1", "0912345678", "H53 & co +")


def test_a_posted_text_is_the_message() -> None:
    assert read(b"from=0912345678", b"TTHS H53", "text/plain").text == "TTHS H53"


@pytest.mark.parametrize("query", [b"", b"text=H53", b"from=&text=H53", b"from=%20", b"&&==&"])
def test_a_message_without_a_sender_is_none(query: bytes) -> None:
    with pytest.raises(MessageNotReadable):
        read(query)


def test_of_a_name_that_stands_twice_the_first_counts() -> None:
    assert read(b"from=0912345678&from=8099&text=a&text=b").text == "a"


def test_our_number_keeps_only_what_a_number_has() -> None:
    assert read(b"from=1&to=%2B84%20900-000%00019").our_number == "+84900000019"


def test_no_more_is_read_than_a_message_has() -> None:
    assert len(read(b"from=1&text=" + b"a" * 10_000).text) == 4_000


def test_a_part_of_a_long_message_is_told_by_its_header() -> None:
    query = b"from=1&to=8099&id=g1&udh=%05%00%03%07%03%02&text=hai&coding=0&charset=UTF-8"
    part = read_message("kannel", query, b"", "")
    assert part == IncomingPart("kannel", "1", "8099", 7, 3, 2, "utf-8", b"hai", "g1")


@pytest.mark.parametrize("udh", [b"", b"%00", b"%05%00%03%07%01%01", b"%06%05%04%15%82%00%00"])
def test_a_header_that_names_no_part_does_not_make_one(udh: bytes) -> None:
    assert read(b"from=1&text=H53&udh=" + udh).text == "H53"


@pytest.mark.parametrize(
    ("status", "delivery"),
    [
        (b"1", Delivery.DELIVERED),
        (b"2", Delivery.FAILED),
        (b"4", Delivery.BUFFERED),
        (b"8", Delivery.ACCEPTED),
        (b"16", Delivery.FAILED),
    ],
)
def test_a_report_is_of_our_message(status: bytes, delivery: Delivery) -> None:
    assert read_report("kannel", b"sms=12&status=" + status) == DeliveryReport("kannel", delivery, sms_id=12)


@pytest.mark.parametrize("query", [b"", b"sms=1", b"sms=1&status=3", b"sms=x&status=1", b"sms=%b2&status=1"])
def test_what_names_no_message_or_no_status_is_no_report(query: bytes) -> None:
    with pytest.raises(MessageNotReadable):
        read_report("kannel", query)


@given(st.binary(max_size=60))
def test_any_report_is_read_or_is_none(query: bytes) -> None:
    for asked in (query, b"sms=" + query + b"&status=1"):
        try:
            read_report("kannel", asked)
        except MessageNotReadable:
            continue


FORMS = st.sampled_from(["", "text/plain", "application/x-www-form-urlencoded"])


@given(st.binary(max_size=200), st.binary(max_size=200), FORMS)
def test_any_request_is_read_or_has_no_sender(query: bytes, body: bytes, content_type: str) -> None:
    assert read_message("kannel", b"from=1&" + query, body, content_type).sender
