"""Several gateways at once: what we begin goes by the number, a reply goes back the way its question came."""

from dataclasses import replace

from lookup_api.domain.phone import PhoneNumber
from sms_bridge.channels.recording import RecordingChannel
from sms_bridge.outbound import Sender
from sms_bridge.routes import Routes
from sms_bridge.store.outbox import Message, queue_message
from tests.builders import CODE
from tests.sms_bridge.bridge import BridgeInParts
from tests.sms_bridge.builders import CHANNEL, OUR_NUMBER, PHONE

ROUTES = Routes({"+84": "kannel", "+8491": "smpp", "+849123": "gammu"})


def test_the_longest_beginning_counts() -> None:
    assert ROUTES.channel_for(PhoneNumber("+84911111111"), "x") == "smpp"
    assert ROUTES.channel_for(PhoneNumber("+84912345678"), "x") == "gammu"
    assert ROUTES.channel_for(PhoneNumber("+84987654321"), "x") == "kannel"
    assert ROUTES.channel_for(PhoneNumber("+85512345678"), "x") == "x"


def routed(bridge: BridgeInParts) -> tuple[Sender, RecordingChannel]:
    other = RecordingChannel()
    sender = replace(bridge.sender, channels={CHANNEL: bridge.channel, "gammu": other}, routes=ROUTES)
    return sender, other


def test_a_notice_leaves_by_the_gateway_of_its_number(bridge: BridgeInParts) -> None:
    sender, other = routed(bridge)
    message = Message("notice:1:x", CHANNEL, OUR_NUMBER, PhoneNumber(PHONE), "xong")
    with bridge.sessions.begin() as session:
        queue_message(session, message, bridge.sealer, bridge.clock())
    sender.send_due()
    assert ([sms.text for sms in other.sent], bridge.sent) == (["xong"], [])
    assert bridge.outgoing()[0].channel == "gammu"


def test_a_reply_goes_back_the_way_its_question_came(bridge: BridgeInParts) -> None:
    sender, other = routed(bridge)
    bridge.hear(CODE)
    bridge.answerer.answer_waiting()
    sender.send_due()
    assert (len(bridge.sent), other.sent) == (1, [])
