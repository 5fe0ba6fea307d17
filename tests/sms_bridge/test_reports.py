"""Delivery reports: in any order, early or late, with names that are written otherwise."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_bridge.channels.ports import Accepted
from sms_bridge.channels.recording import RecordingChannel
from sms_bridge.forgetting import Forgetter
from sms_bridge.intake import Intake, Settler
from sms_bridge.messages import OutgoingSms
from sms_bridge.reports import Delivery, DeliveryReport, plain_id, possible_ids
from sms_bridge.tables import OutgoingRow, ReportRow
from tests.builders import CODE
from tests.sms_bridge.bridge import BridgeInParts
from tests.sms_bridge.builders import CHANNEL, PHONE

OTHER = "+84987654321"


class Naming(RecordingChannel):
    """A gateway that gives these names."""

    names: list[str]

    def send(self, sms: OutgoingSms) -> Accepted:
        """The next name."""
        super().send(sms)
        return Accepted(self.names.pop(0))


def named(bridge: BridgeInParts, *names: str) -> None:
    bridge.channel = Naming()
    bridge.channel.names = list(names)


def ask(bridge: BridgeInParts, sender: str = PHONE) -> None:
    bridge.hear(CODE, sender=sender)
    bridge.work()


def report(bridge: BridgeInParts, delivery: Delivery, provider_id: str, phone: str = PHONE) -> None:
    told = DeliveryReport(CHANNEL, delivery, None, provider_id, phone)
    Intake(bridge.inbox, clock=bridge.clock).accept_report(told)
    settle(bridge)


def settle(bridge: BridgeInParts) -> None:
    settler = Settler(bridge.sessions, bridge.inbox, bridge.clock)
    while settler.settle_reports():
        pass


def deliveries(bridge: BridgeInParts) -> list[str | None]:
    return [row.delivery for row in bridge.outgoing()]


@pytest.mark.parametrize("order", list(permutations([Delivery.ACCEPTED, Delivery.BUFFERED, Delivery.DELIVERED])))
def test_whatever_comes_first_a_delivered_message_is_delivered(
    bridge: BridgeInParts, order: tuple[Delivery, ...]
) -> None:
    named(bridge, "A1")
    ask(bridge)
    for delivery in order:
        report(bridge, delivery, "A1")
    assert deliveries(bridge) == [Delivery.DELIVERED]


def test_a_report_that_comes_before_the_gateways_answer_waits_for_it(bridge: BridgeInParts) -> None:
    report(bridge, Delivery.DELIVERED, "A1")
    named(bridge, "A1")
    ask(bridge)
    bridge.clock.move(seconds=1)
    settle(bridge)
    assert deliveries(bridge) == [Delivery.DELIVERED]


@pytest.mark.parametrize(
    ("answered", "reported"), [("A1", "a1"), ("17", "0000000017"), ("1F", "31"), ("31", "1f"), ("0x", "0X")]
)
def test_a_name_may_be_written_otherwise_in_the_report(bridge: BridgeInParts, answered: str, reported: str) -> None:
    named(bridge, answered)
    ask(bridge)
    report(bridge, Delivery.DELIVERED, reported)
    assert deliveries(bridge) == [Delivery.DELIVERED]


def test_two_messages_with_names_that_look_alike_are_told_apart_by_the_phone(bridge: BridgeInParts) -> None:
    named(bridge, "A", "10")
    ask(bridge)
    ask(bridge, OTHER)
    report(bridge, Delivery.DELIVERED, "10", PHONE)  # in decimal figures what was answered as A
    assert deliveries(bridge) == [Delivery.DELIVERED, None]


@pytest.mark.parametrize("written", ["84912345678", "0912345678", "+84912345678", "0084912345678"])
def test_the_phone_may_be_written_otherwise_in_the_report(bridge: BridgeInParts, written: str) -> None:
    named(bridge, "A1")
    ask(bridge)
    report(bridge, Delivery.FAILED, "A1", written)
    assert deliveries(bridge) == [Delivery.FAILED]


def test_a_report_by_our_own_number_says_the_gateways_yes_that_we_never_heard(bridge: BridgeInParts) -> None:
    bridge.hear(CODE)
    bridge.answerer.answer_waiting()
    [row] = bridge.outgoing()
    told = DeliveryReport(CHANNEL, Delivery.ACCEPTED, sms_id=row.id)
    Intake(bridge.inbox, clock=bridge.clock).accept_report(told)
    settle(bridge)
    bridge.work()
    [row] = bridge.outgoing()
    assert (row.state, row.to_sealed, bridge.sent) == ("sent", None, [])


def test_a_report_of_another_gateway_is_not_for_this_message(bridge: BridgeInParts) -> None:
    named(bridge, "A1")
    ask(bridge)
    told = DeliveryReport("elsewhere", Delivery.DELIVERED, bridge.outgoing()[0].id)
    Intake(bridge.inbox, clock=bridge.clock).accept_report(told)
    settle(bridge)
    assert deliveries(bridge) == [None]


def test_a_report_that_nobody_knows_is_looked_at_ever_less_and_forgotten_in_three_days(bridge: BridgeInParts) -> None:
    report(bridge, Delivery.DELIVERED, "A1")
    bridge.clock.move(hours=5)
    settle(bridge)
    with bridge.sessions() as session:
        assert session.query(ReportRow).one().next_look_at - bridge.clock() == timedelta(minutes=10)
    bridge.clock.move(days=3)
    Forgetter(bridge.sessions, timedelta(hours=24), timedelta(days=30), bridge.clock).forget()
    with bridge.sessions() as session:
        assert session.query(ReportRow).count() == 0


def test_no_number_is_kept_in_clear_with_a_report_or_with_a_message_that_was_sent(bridge: BridgeInParts) -> None:
    ask(bridge)
    report(bridge, Delivery.DELIVERED, "unknown")
    with bridge.sessions() as session:
        rows = [*session.query(ReportRow), *session.query(OutgoingRow)]
    assert not [row for row in rows if "912345678" in repr(vars(row))]


@given(st.text(max_size=90))
def test_any_name_has_forms_and_is_its_own_first(name: str) -> None:
    assert possible_ids(name)[0] == plain_id(name)


@given(st.integers(0, 2**64))
def test_hexadecimal_and_decimal_figures_find_each_other(number: int) -> None:
    assert plain_id(f"{number:X}") in possible_ids(str(number))
    assert plain_id(f"{number:012d}") in possible_ids(f"{number:x}")
