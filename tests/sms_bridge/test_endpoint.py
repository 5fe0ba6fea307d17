"""What a gateway hears when it hands a message over."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from sms_bridge.endpoint import Bridge, make_app
from sms_bridge.gateway_door import GatewayDoor
from sms_bridge.intake import Intake, Settler
from tests.builders import CODE
from tests.sms_bridge.bridge import BridgeInParts
from tests.sms_bridge.builders import CHANNEL

LOOPBACK = ("127.0.0.1", 50_000)
MESSAGE = {"from": "+84912345678", "to": "8099", "text": CODE, "id": "g1", "coding": "0", "charset": "UTF-8"}


@dataclass
class Wakes:
    """Counts how often the answerer was woken."""

    count: int = 0

    def __call__(self) -> None:
        self.count += 1


@dataclass
class Gateway:
    """A gateway that talks to the bridge from an address."""

    bridge: BridgeInParts
    wakes: Wakes = field(default_factory=Wakes)
    trouble: str = ""

    @contextmanager
    def at(self, address: tuple[str, int] = LOOPBACK, token: str = "") -> Iterator[TestClient]:
        """Connect; the bridge wants this token."""
        door = GatewayDoor.of(["127.0.0.0/8", "::1/128"], token)
        preview = self.bridge.answerer.understanding.reply_to
        receiver = Intake(self.bridge.inbox, self.wakes, clock=self.bridge.clock)
        bridge = Bridge(CHANNEL, door, receiver, lambda: self.trouble, preview)

        @contextmanager
        def open_bridge() -> Iterator[Bridge]:
            yield bridge

        with TestClient(make_app(open_bridge), client=address, raise_server_exceptions=False) as client:
            yield client


@pytest.fixture
def gateway(bridge: BridgeInParts) -> Gateway:
    return Gateway(bridge)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_gateway_hears_yes_without_a_word_and_the_message_is_on_disk(gateway: Gateway, method: str) -> None:
    with gateway.at() as client:
        answer = client.request(method, "/mo", params=MESSAGE)
    assert (answer.status_code, answer.content) == (200, b"")
    assert len(gateway.bridge.incoming()) == 1
    assert gateway.wakes.count == 1


def test_a_message_that_was_there_already_is_taken_without_ado(gateway: Gateway) -> None:
    with gateway.at() as client:
        answers = [client.get("/mo", params=MESSAGE) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len(gateway.bridge.incoming()) == 1


def test_a_posted_form_is_taken(gateway: Gateway) -> None:
    with gateway.at() as client:
        client.post("/mo", data=MESSAGE).raise_for_status()
    gateway.bridge.work()
    assert gateway.bridge.sent[0].startswith(CODE)


def test_a_message_without_a_sender_is_refused_and_the_gateway_does_not_repeat_it(gateway: Gateway) -> None:
    with gateway.at() as client:
        answer = client.get("/mo", params={"text": CODE})
    assert (answer.status_code, answer.json()["code"]) == (400, "message_not_readable")


def test_who_is_in_no_gateways_network_finds_nothing_here(gateway: Gateway) -> None:
    with gateway.at(("192.0.2.7", 50_000)) as client:
        assert client.get("/mo", params=MESSAGE).status_code == 404
    assert gateway.bridge.incoming() == []


@pytest.mark.parametrize(("path", "status"), [("/mo/secret", 200), ("/mo", 404), ("/mo/wrong", 404), ("/mo/ü", 404)])
def test_where_a_token_is_set_only_those_who_know_it_are_let_in(gateway: Gateway, path: str, status: int) -> None:
    with gateway.at(token="secret") as client:
        assert client.get(path, params=MESSAGE).status_code == status


def test_a_body_that_no_message_has_is_not_read_to_its_end(gateway: Gateway) -> None:
    with gateway.at() as client:
        assert client.post("/mo", params={"from": "1"}, content=b"x" * 100_000).status_code == 413


def test_while_the_database_is_away_the_gateway_is_told_to_come_again(gateway: Gateway) -> None:
    nowhere = sessionmaker(create_engine("sqlite:////nonexistent/folder/motcua.db"))
    gateway.bridge = replace(gateway.bridge, sessions=nowhere)
    with gateway.at() as client:
        answer = client.get("/mo", params=MESSAGE)
    assert (answer.status_code, answer.json()["code"]) == (503, "not_kept")
    assert gateway.wakes.count == 0


def test_a_watcher_hears_whether_the_bridge_lives_and_works(gateway: Gateway) -> None:
    with gateway.at() as client:
        assert client.get("/health/live").json() == {"status": "live"}
        assert client.get("/health/ready").json() == {"status": "ready"}
        gateway.trouble = "database_away"
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "database_away"})


@pytest.mark.parametrize(
    "query", ["from=1&text=%ff%fe%00", "from=%ff&text=%00", "from=0912345678&to=%00&id=%00&ts=%00&text=%d8%00"]
)
def test_no_bytes_are_too_strange(gateway: Gateway, query: str) -> None:
    with gateway.at() as client:
        assert client.get(f"/mo?{query}").status_code == 200
    gateway.bridge.work()


def test_a_report_moves_the_message_that_it_is_of(gateway: Gateway) -> None:
    gateway.bridge.hear(CODE)
    gateway.bridge.work()
    [sent] = gateway.bridge.outgoing()
    with gateway.at(token="secret") as client:
        assert client.get(f"/dlr/secret?sms={sent.id}&status=1").content == b""
        assert client.get(f"/dlr?sms={sent.id}&status=2").status_code == 404
        assert client.get("/dlr/secret?sms=x&status=2").json()["code"] == "message_not_readable"
    assert Settler(gateway.bridge.sessions, gateway.bridge.inbox, gateway.bridge.clock).settle_reports()
    assert gateway.bridge.outgoing()[0].delivery == "delivered"


def test_parts_of_a_long_message_are_answered_when_all_are_there(gateway: Gateway) -> None:
    header = "\x05\x00\x03\x07\x02"
    parts = (("\x02", CODE[9:], "g2"), ("\x01", CODE[:9], "g1"))
    with gateway.at() as client:
        for number, text, id_ in parts:
            assert gateway.wakes.count == 0
            params = {**MESSAGE, "text": text, "udh": header + number, "id": id_}
            client.get("/mo", params=params).raise_for_status()
    gateway.bridge.work()
    assert gateway.wakes.count == 1
    assert gateway.bridge.sent[0].startswith(CODE)


def test_the_reply_to_a_text_can_be_asked_for_and_nobody_gets_a_message(gateway: Gateway) -> None:
    with gateway.at(token="secret") as client:
        assert CODE in client.post("/preview/secret", json={"text": CODE}).json()["reply"]
        assert client.post("/preview/wrong", json={"text": CODE}).status_code == 404
        assert client.post("/preview/wrong", content=b"{").status_code == 404
    assert gateway.bridge.incoming() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 422), (b"[1]", 422), (b'{"text": "\\ud800"}', 422), (b'{"text": "' + b"x" * 100_000 + b'"}', 413)],
)
def test_what_is_no_text_has_no_reply_and_is_not_read_to_its_end(gateway: Gateway, body: bytes, status: int) -> None:
    with gateway.at() as client:
        assert client.post("/preview", content=body).status_code == status
