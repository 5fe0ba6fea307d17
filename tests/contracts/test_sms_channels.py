"""What every SMS channel promises, each with the real gateway at its other side."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from shutil import copy
from signal import SIGKILL
from time import monotonic
from typing import Any

import pytest
from cryptography.fernet import Fernet

from lookup_api.domain.phone import PhoneNumber
from sms_bridge.channels.long_messages import Place
from sms_bridge.errors import Refusal, SmsFailed
from sms_bridge.messages import OutgoingSms
from sms_bridge.reports import Delivery
from tests.sms_bridge.builders import PHONE, an_outgoing_sms
from tests.sms_bridge.gateways import GATEWAYS, Gateway
from tests.sms_bridge.ground import OUR_NUMBER, Ground
from tests.sms_bridge.killed import KILLED, Counting, a_dying_bridge
from tests.waiting import PATIENCE_SECONDS, eventually

TEXTS = [
    "H53.19-261102-0001: dang xu ly",
    "{}[]~|^\\€@ a+b&c=d%20?# x",
    "Hồ sơ đang xử lý",
    "xong 😀",
    "dai " * 60 + "het",
    "Hồ sơ 😀 " * 20 + "hết",
]
TIME_LIMIT = 10.0
KINDS = sorted(GATEWAYS)
_numbers = count(1)


@pytest.fixture(scope="module", params=KINDS)
def gateway(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """One of each kind at work, started once."""
    folder = tmp_path_factory.mktemp(request.param)
    ground = Ground.at(f"sqlite:///{copy(sqlite_template, folder / 'motcua.db')}", Fernet.generate_key().decode())
    with GATEWAYS[request.param](ground, folder) as gateway:
        yield gateway
    ground.engine.dispose()


@pytest.fixture
def phone() -> str:
    """A phone of the test's own."""
    return f"+84912{next(_numbers):06}"


def only(*kinds: str) -> pytest.MarkDecorator:
    """Where a promise needs what the others have not."""
    return pytest.mark.parametrize("gateway", kinds, indirect=True, scope="module")


def to(phone: str, text: str) -> OutgoingSms:
    return an_outgoing_sms(text, to=PhoneNumber(phone), our_number=OUR_NUMBER)


def kept(gateway: Gateway, sender: str, messages: int) -> list[str]:
    """What is on disk of this phone, as soon as it is so many messages."""

    def look() -> list[str]:
        gateway.turn()
        found = gateway.ground.kept(sender)
        return found if len(found) >= messages else []

    return eventually(look)


def test_what_is_sent_arrives_once_with_its_text(gateway: Gateway, phone: str) -> None:
    for text in TEXTS:
        gateway.channel.send(to(phone, text))
    eventually(lambda: len(gateway.arrived(phone)) >= len(TEXTS))
    assert sorted(gateway.arrived(phone)) == sorted(TEXTS)


def test_many_threads_may_send_at_once(gateway: Gateway, phone: str) -> None:
    texts = [f"text {at}" for at in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(gateway.channel.send, [to(phone, text) for text in texts]))
    eventually(lambda: len(gateway.arrived(phone)) >= len(texts))
    assert sorted(gateway.arrived(phone)) == texts


def test_what_a_phone_writes_is_kept_as_it_was_written(gateway: Gateway, phone: str) -> None:
    text = "tra cứu H53.19–261102–0001 giúp em 😀"
    gateway.phone_sends(phone, text)
    assert kept(gateway, phone, 1) == [text]


def test_parts_come_in_any_order_and_those_of_two_citizens_never_mix(gateway: Gateway, phone: str) -> None:
    other = phone.replace("+84912", "+84913")
    for number, word in ((3, "mot"), (1, "H53 "), (2, "hai ")):
        for sender in (phone, other):
            gateway.phone_sends_part(sender, Place(7, 3, number), f"{word}{sender[-7]}")
    assert kept(gateway, phone, 1) == ["H53 2hai 2mot2"]
    assert kept(gateway, other, 1) == ["H53 3hai 3mot3"]


@pytest.mark.parametrize("for_good", [False, True])
@only("recording", "kannel", "smpp")
def test_a_refusal_says_whether_to_try_again(gateway: Any, for_good: bool) -> None:
    assert gateway.refused(for_good=for_good).retryable is not for_good


@only("recording", "kannel", "smpp")
def test_reports_move_forward_only(gateway: Gateway) -> None:
    id_ = gateway.ground.send(gateway.name, gateway.channel, to(PHONE, "bao phat"))
    for delivery in (Delivery.DELIVERED, Delivery.ACCEPTED, Delivery.BUFFERED):
        gateway.tells(gateway.ground.sent(id_), delivery)
    sent = gateway.ground.sent(id_)
    assert (sent.state, sent.delivery) == ("sent", Delivery.DELIVERED)


@only("kannel", "gammu")
def test_what_the_gateway_reports_by_itself_reaches_the_message(gateway: Gateway) -> None:
    id_ = gateway.ground.send(gateway.name, gateway.channel, to(PHONE, "bao phat"))
    furthest = {"kannel": Delivery.DELIVERED, "gammu": Delivery.ACCEPTED}[gateway.name]

    def is_there() -> bool:
        gateway.turn()
        return gateway.ground.sent(id_).delivery == furthest

    eventually(is_there)


def test_a_dead_gateway_is_a_refusal_in_time_and_heals(gateway: Gateway, phone: str) -> None:
    gateway.kill()
    began = monotonic()
    found = eventually(lambda: refused(gateway, phone))
    assert found.retryable
    assert monotonic() - began < TIME_LIMIT
    gateway.start()
    eventually(lambda: refused(gateway, phone, "it lives again") is None)
    eventually(lambda: "it lives again" in gateway.arrived(phone))


def refused(gateway: Gateway, phone: str, text: str = "is anybody there") -> Refusal | None:
    """Why the gateway does not take a message; None when it does."""
    try:
        gateway.channel.send(to(phone, text))
    except SmsFailed as failed:
        return failed.refusal
    return None


@pytest.mark.parametrize("kind", sorted(KILLED))
def test_killed_before_it_could_say_so_the_bridge_has_the_message_once(
    kind: str, sqlite_url: str, tmp_path: Path
) -> None:
    ground, heard = Ground.at(sqlite_url, Fernet.generate_key().decode()), Counting()
    with KILLED[kind](tmp_path) as gateway:
        with a_dying_bridge(kind, gateway.where, ground) as bridge:
            gateway.phone_sends(PHONE, "mot lan")
            assert bridge.wait(PATIENCE_SECONDS) == -SIGKILL
        assert ground.kept(PHONE) == ["mot lan"]
        heard.receiver = ground.intake
        with gateway.bridge(heard):
            gateway.comes_again(PHONE, "mot lan")
            eventually(lambda: heard.times > 0)
    assert ground.kept(PHONE) == ["mot lan"]
    ground.engine.dispose()
