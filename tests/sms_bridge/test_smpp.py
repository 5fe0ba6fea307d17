"""The link to an SMSC: where it bends, and where aiosmpplib would break."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.exc import OperationalError

from lookup_api.domain.phone import PhoneNumber
from sms_bridge.channels.long_messages import Place
from sms_bridge.channels.smpp import SmppChannel, refusal_of
from sms_bridge.errors import Refusal
from sms_bridge.messages import IncomingSms
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import Delivery, DeliveryReport
from tests.servers import free_port
from tests.sms_bridge.builders import PHONE, an_outgoing_sms
from tests.sms_bridge.gateways import refusal
from tests.sms_bridge.ground import OUR_NUMBER, Ground
from tests.sms_bridge.smpp import (
    PASSWORD,
    QUICK,
    RECEIPT,
    TEMPORARY_REFUSAL,
    UCS_2,
    WITH_HEADER,
    Smsc,
    a_smpp_channel,
    running_smsc,
)
from tests.waiting import eventually

THROTTLED, QUEUE_FULL, VENDORS_OWN = 0x58, 0x14, 0x433


@dataclass
class Ears:
    """Keeps what it hears in memory, unless it is told to fail."""

    parts: list[IncomingPart] = field(default_factory=list)
    reports: list[DeliveryReport] = field(default_factory=list)
    fails: int = 0

    def accept(self, sms: IncomingSms) -> None:
        raise AssertionError("SMPP hands parts over")

    def accept_part(self, part: IncomingPart) -> None:
        if self.fails:
            self.fails -= 1
            raise OperationalError("", None, Exception())
        self.parts.append(part)

    def accept_report(self, report: DeliveryReport) -> None:
        self.reports.append(report)


@dataclass
class Linked:
    """A link at work."""

    smsc: Smsc
    channel: SmppChannel
    ears: Ears


@contextmanager
def linked(smsc: Smsc, per_second: float = 1_000) -> Iterator[Linked]:
    ears = Ears()
    channel = a_smpp_channel(smsc, ears, replace(QUICK, per_second=per_second))
    before = len(smsc.all("bound"))
    with channel.running():
        eventually(lambda: len(smsc.all("bound")) > before)
        yield Linked(smsc, channel, ears)


@pytest.fixture(scope="module")
def the_smsc() -> Iterator[Smsc]:
    with running_smsc() as smsc:
        yield smsc


@pytest.fixture(scope="module")
def one_link(the_smsc: Smsc) -> Iterator[Linked]:
    with linked(the_smsc) as link:
        yield link


@pytest.fixture
def link(one_link: Linked) -> Linked:
    """A link that works, with nothing heard yet."""
    one_link.smsc.order("be", answers=True, form="decimal")
    one_link.ears.parts.clear()
    one_link.ears.reports.clear()
    return one_link


def taken(link: Linked) -> list[str]:
    return [told["text"] for told in link.smsc.all("submitted", status=0)]


@pytest.mark.parametrize("status", [THROTTLED, QUEUE_FULL])
def test_what_a_busy_smsc_does_not_take_is_sent_again_at_once(link: Linked, status: int) -> None:
    link.smsc.order("say", statuses=[status, status])
    link.channel.send(an_outgoing_sms(f"at last {status}"))
    eventually(lambda: f"at last {status}" in taken(link))


def test_an_smsc_that_stays_busy_is_a_refusal_in_time(link: Linked) -> None:
    link.smsc.order("say", statuses=[THROTTLED] * 4)
    assert refusal(link.channel) == Refusal("throttled", retryable=True)


def test_after_a_throttled_part_the_next_try_goes_on_there(link: Linked) -> None:
    sms = an_outgoing_sms("mot hai ba " * 30)
    link.smsc.order("say", statuses=[0, 0x08])
    assert refusal(link.channel, text=sms.text, id=sms.id).retryable
    link.channel.send(sms)
    eventually(lambda: sms.text in "".join(taken(link)))
    assert "".join(taken(link)).count("mot hai ba ") == 30


def test_a_vendors_own_status_is_an_answer_and_the_link_stays(link: Linked) -> None:
    link.smsc.order("say", statuses=[VENDORS_OWN])
    bound = len(link.smsc.all("bound"))
    assert refusal(link.channel) == Refusal("status_0x433", retryable=True)
    link.channel.send(an_outgoing_sms())
    assert len(link.smsc.all("bound")) == bound


def test_no_more_than_the_window_wait_and_none_is_lost_or_doubled(link: Linked) -> None:
    texts = [f"window {at}" for at in range(60)]
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(link.channel.send, map(an_outgoing_sms, texts)))
    eventually(lambda: set(texts) <= set(taken(link)))
    assert sorted(text for text in taken(link) if text.startswith("window")) == sorted(texts)


def test_messages_leave_at_the_pace_that_was_agreed(the_smsc: Smsc) -> None:
    with linked(the_smsc, per_second=2) as link, ThreadPoolExecutor(3) as threads:
        began = monotonic()
        list(threads.map(link.channel.send, [an_outgoing_sms() for _ in range(3)]))
        assert monotonic() - began > 0.9


def test_an_smsc_that_says_nothing_is_a_refusal_in_time(link: Linked) -> None:
    link.smsc.order("be", answers=False, form="decimal")
    assert refusal(link.channel) == Refusal("no_answer", retryable=True)


def test_a_cut_in_the_middle_ends_what_waits_and_the_link_comes_back(link: Linked) -> None:
    link.smsc.order("be", answers=False, form="decimal")
    submitted = len(link.smsc.all("submitted"))
    with ThreadPoolExecutor(1) as threads:
        waits = threads.submit(refusal, link.channel)
        eventually(lambda: len(link.smsc.all("submitted")) > submitted)
        link.smsc.order("cut")
        assert waits.result() == Refusal("unreachable", retryable=True)
    link.smsc.order("be", answers=True, form="decimal")
    eventually(lambda: len(link.smsc.all("bound")) > len(link.smsc.all("gone")))
    link.channel.send(an_outgoing_sms("there again"))


def test_who_is_not_let_in_says_so_in_the_log_and_nothing_secret(caplog: pytest.LogCaptureFixture) -> None:
    with running_smsc(password="another") as smsc:
        channel = a_smpp_channel(smsc, Ears())
        with caplog.at_level(logging.INFO), channel.running():
            eventually(lambda: len(smsc.all("refused")) >= 2)
            assert refusal(channel, text="rieng tu") == Refusal("unreachable", retryable=True)
    assert "the SMSC does not let us in: ESME_RBINDFAIL" in caplog.text
    assert not [secret for secret in (PASSWORD, "rieng tu", "912345678") if secret in caplog.text]


def test_without_an_smsc_the_answer_comes_in_time() -> None:
    with running_smsc(free_port()) as smsc:
        channel = a_smpp_channel(smsc, Ears())
    assert refusal(channel) == Refusal("unreachable", retryable=True)
    with channel.running():
        assert refusal(channel) == Refusal("unreachable", retryable=True)


def test_at_the_end_the_smsc_is_told(the_smsc: Smsc) -> None:
    before = len(the_smsc.all("unbound"))
    with linked(the_smsc):
        pass
    assert len(the_smsc.all("unbound")) == before + 1


def test_what_could_not_be_kept_is_to_come_again(link: Linked) -> None:
    link.ears.fails = 1
    order = link.smsc.deliver("84912345678", OUR_NUMBER, "mot".encode("utf-16-be"))
    assert link.smsc.status_of(order) == TEMPORARY_REFUSAL
    order = link.smsc.deliver("84912345678", OUR_NUMBER, "mot".encode("utf-16-be"))
    assert link.smsc.status_of(order) == 0
    assert [(part.sender, part.our_number) for part in link.ears.parts] == [(PHONE, OUR_NUMBER)]


def test_cut_amid_many_messages_the_link_loses_none_and_doubles_none(sqlite_url: str) -> None:
    ground = Ground.at(sqlite_url, Fernet.generate_key().decode())
    senders = {f"84912{at:06}" for at in range(60)}
    with running_smsc() as smsc, a_smpp_channel(smsc, ground.intake).running():
        eventually(lambda: smsc.all("bound"))
        orders = deliver_all(smsc, senders)
        eventually(lambda: len(smsc.all("acknowledged")) >= 20)
        smsc.order("cut")
        eventually(lambda: len(smsc.all("bound")) == 2)
        left = senders - {orders[told["order"]] for told in smsc.all("acknowledged")}
        again = deliver_all(smsc, left)
        assert {smsc.status_of(order) for order in again} <= {0}
    assert [ground.kept(f"+{sender}") for sender in sorted(senders)] == [["HD"]] * len(senders)
    ground.engine.dispose()


def deliver_all(smsc: Smsc, senders: set[str]) -> dict[int, str]:
    return {smsc.deliver(sender, OUR_NUMBER, "HD".encode("utf-16-be")): sender for sender in sorted(senders)}


def test_the_parts_of_a_message_are_acknowledged_one_by_one_as_they_are_kept(link: Linked) -> None:
    for number in (10, 2, 1):
        body = Place(7, 11, number).header() + b"\0a"
        assert link.smsc.status_of(link.smsc.deliver("84912345678", OUR_NUMBER, body, UCS_2, WITH_HEADER)) == 0
    assert [part.number for part in link.ears.parts] == [10, 2, 1]


def test_what_nobody_can_read_is_acknowledged_or_it_would_come_for_ever(link: Linked) -> None:
    assert link.smsc.status_of(link.smsc.deliver("84912345678", OUR_NUMBER, b"nothing", 0, RECEIPT)) == 0
    assert link.smsc.status_of(link.smsc.deliver("84912345678", OUR_NUMBER, b"\xff\xfe\x1b", 0x0F)) == 0
    assert link.smsc.status_of(link.smsc.deliver("84912345678", OUR_NUMBER, b"")) == 0
    assert len(link.ears.parts) == 2


def test_a_receipt_is_reported_with_the_name_that_the_answer_gave(link: Linked) -> None:
    link.smsc.order("be", answers=True, form="zeros")
    accepted = link.channel.send(an_outgoing_sms())
    link.smsc.status_of(link.smsc.report(accepted.provider_id, "DELIVRD", "84912345678", OUR_NUMBER))
    [report] = link.ears.reports
    assert report == DeliveryReport("smpp", Delivery.DELIVERED, None, accepted.provider_id, PHONE)


def test_only_the_last_part_asks_for_a_receipt_and_names_the_message(link: Linked) -> None:
    accepted = link.channel.send(an_outgoing_sms("dai " * 100, to=PhoneNumber("+84912000333")))
    eventually(lambda: len(link.smsc.all("submitted", to="84912000333")) == 3)
    parts = link.smsc.all("submitted", to="84912000333")
    assert [part["receipt"] for part in parts] == [0, 0, 1]
    assert accepted.provider_id == str(parts[-1]["id"])


@pytest.mark.parametrize(("number", "shown"), [("+84900000019", "84900000019"), ("8088", "8088"), ("MOT", "MOT")])
def test_a_message_leaves_from_our_number_or_name(link: Linked, number: str, shown: str) -> None:
    link.channel.send(an_outgoing_sms(our_number=number))
    eventually(lambda: link.smsc.all("submitted", **{"from": shown}))


def test_a_number_that_smpp_cannot_write_is_never_tried_again(link: Linked) -> None:
    assert refusal(link.channel, our_number="MỘT CỬA") == Refusal("not_writable", retryable=False)


def test_the_statuses_say_whether_to_try_again() -> None:
    again = {status for status in (0x08, 0x0A, 0x0B, 0x45, 0x58, 0xFF) if refusal_of(status).retryable}
    assert again == {0x08, 0x0A, 0x58, 0xFF}
