"""What we owe leaves the queue once, is tried again where that helps, and is given up in time."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from sms_bridge.channels.ports import Accepted
from sms_bridge.channels.recording import RecordingChannel
from sms_bridge.errors import Refusal
from sms_bridge.messages import OutgoingSms
from sms_bridge.outbound import Pace
from tests.builders import CODE, a_code
from tests.sms_bridge.bridge import BridgeInParts

BUSY = Refusal("temporary", retryable=True)
DENIED = Refusal("number_denied", retryable=False)


def states(bridge: BridgeInParts) -> list[str]:
    return [row.state for row in bridge.outgoing()]


def owe(bridge: BridgeInParts, count: int = 1) -> None:
    for at in range(count):
        bridge.hear(CODE, sender=f"09123456{at:02}")
    while bridge.answerer.answer_waiting():
        pass


def test_what_a_gateway_takes_is_sent_and_never_again(bridge: BridgeInParts) -> None:
    owe(bridge, 10)
    bridge.work()
    bridge.clock.move(days=1)
    bridge.work()
    assert states(bridge) == ["sent"] * 10
    assert len(bridge.sent) == 10
    assert bridge.outgoing()[0].provider_id == f"recorded-{bridge.outgoing()[0].id}"


def test_a_busy_gateway_is_tried_again_later_and_each_time_later(bridge: BridgeInParts) -> None:
    owe(bridge)
    bridge.channel.refusals = [BUSY, BUSY]
    bridge.work()
    assert states(bridge) == ["queued"]
    for seconds in (2, 4):
        bridge.clock.move(seconds=seconds - 0.1)
        bridge.work()
        assert bridge.sent == []
        bridge.clock.move(seconds=0.1)
        bridge.work()
    assert (states(bridge), bridge.outgoing()[0].tries) == (["sent"], 3)


def test_what_a_gateway_will_never_take_is_given_up_at_once(bridge: BridgeInParts) -> None:
    owe(bridge)
    bridge.channel.refusals = [DENIED]
    bridge.work()
    [row] = bridge.outgoing()
    assert (row.state, row.refusal, row.to_sealed) == ("failed", "number_denied", None)


def test_a_reply_that_could_not_be_sent_in_an_hour_is_given_up(bridge: BridgeInParts) -> None:
    owe(bridge)
    bridge.channel.refusals = [BUSY]
    bridge.work()
    bridge.clock.move(minutes=61)
    bridge.work()
    assert (states(bridge), bridge.sent) == (["failed"], [])


def test_one_refusal_does_not_keep_the_others(bridge: BridgeInParts) -> None:
    owe(bridge, 4)
    bridge.channel.refusals = [DENIED]
    bridge.work()
    assert sorted(states(bridge)) == ["failed", "sent", "sent", "sent"]


@dataclass
class Stumbling(RecordingChannel):
    """A channel with a fault of its own: it sends one message and no other."""

    sends: int = 0

    def send(self, sms: OutgoingSms) -> Accepted:
        """Fail at every message but the one."""
        if sms.id != self.sends:
            raise RuntimeError("a fault")
        return super().send(sms)


def test_a_channel_with_a_fault_of_its_own_does_not_lose_what_its_neighbours_have_sent(bridge: BridgeInParts) -> None:
    owe(bridge, 3)
    second = bridge.outgoing()[1].id
    replace(bridge, channel=Stumbling(sends=second)).sender.send_due()
    assert states(bridge) == ["queued", "sent", "queued"]


def test_a_reply_for_a_channel_that_is_gone_waits_for_its_return(bridge: BridgeInParts) -> None:
    bridge.hear(CODE, channel="modem")
    bridge.work()
    assert (states(bridge), bridge.outgoing()[0].refusal) == (["queued"], "no_such_channel")


class PowerCut(BaseException):
    """The process ends here."""


class DyingChannel(RecordingChannel):
    """The gateway takes the message; then the process is gone before it could write that down."""

    def send(self, sms: OutgoingSms) -> Accepted:
        """Take it, and die."""
        super().send(sms)
        raise PowerCut


def test_a_crash_between_commit_and_send_loses_nothing_and_doubles_nothing(bridge: BridgeInParts) -> None:
    owe(bridge, 3)
    anew = bridge.after_a_crash()
    anew.work()
    assert states(bridge) == ["sent"] * 3
    assert len(anew.sent) == 3


def test_a_crash_while_the_gateway_takes_it_is_the_one_case_that_sends_it_again(bridge: BridgeInParts) -> None:
    owe(bridge, 1)
    dying = replace(bridge, channel=DyingChannel())
    with pytest.raises(PowerCut):
        dying.sender.send_due()
    anew = bridge.after_a_crash()
    anew.work()
    assert anew.sent == []  # while it may still be under way
    anew.clock.move(seconds=31)
    anew.work()
    assert (len(anew.sent), states(anew)) == (1, ["sent"])


def test_a_crash_after_the_message_was_kept_and_before_it_was_answered_loses_nothing(bridge: BridgeInParts) -> None:
    bridge.hear(CODE, a_code(2))
    anew = bridge.after_a_crash()
    anew.work()
    assert len(anew.sent) == 2


def test_a_late_report_of_a_slow_process_changes_nothing_that_is_settled(bridge: BridgeInParts) -> None:
    owe(bridge)
    slow = bridge.after_a_crash()

    class Overtaken(RecordingChannel):
        """While it tries, the lease ends and another process sends."""

        def send(self, sms: OutgoingSms) -> Accepted:
            """Let the other one go first, then refuse."""
            bridge.clock.move(seconds=31)
            bridge.sender.send_due()
            return super().send(sms)

    slow.channel = Overtaken(refusals=[DENIED])
    slow.sender.send_due()
    assert states(bridge) == ["sent"]


def test_the_wait_doubles_up_to_its_longest_and_is_spread() -> None:
    pace = Pace(first_wait=timedelta(seconds=2), longest_wait=timedelta(minutes=5))
    assert [pace.wait_after(tries, 1.0).seconds for tries in (1, 2, 3, 4)] == [2, 4, 8, 16]
    assert pace.wait_after(1_000, 1.0) == timedelta(minutes=5)
    assert pace.wait_after(1, 0.0) == timedelta(seconds=1)
