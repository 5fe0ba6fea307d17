"""What stands between the sender and the sandbox passes on, disturbs as planned, and records what happened."""

from collections.abc import Iterator

import httpx
import pytest

from sync_ingest.conformance.exchange import Fault
from sync_ingest.conformance.faults import FaultPlan
from sync_ingest.conformance.findings import Grade
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.judging import judge
from sync_ingest.conformance.relay import Relay, relaying
from sync_ingest.conformance.sandbox import Sandbox
from tests.sync_ingest.agent.centre import Centre, a_centre
from tests.sync_ingest.conformance.kit import Kit
from tests.sync_ingest.conformance.recorded import an_update

PATH = "/v1/updates"


@pytest.fixture
def sandbox() -> Iterator[Centre]:
    with a_centre() as centre:
        yield centre


@pytest.fixture
def kit(sandbox: Centre) -> Iterator[Kit]:
    relay = Relay(Sandbox(httpx.Client(base_url=sandbox.address)), FaultPlan.of((Fault.CUT, Fault.BUSY)))
    with relaying(relay) as address, relay.sandbox.http:
        yield Kit(relay, address)


def push(kit: Kit, number: int) -> httpx.Response:
    return httpx.post(kit.address + PATH, json={"updates": [an_update(number, 4)]})


def test_what_was_cut_is_with_the_sandbox_and_its_sender_hears_nothing(kit: Kit, sandbox: Centre) -> None:
    assert push(kit, 1).status_code == 200
    with pytest.raises(httpx.RemoteProtocolError):
        push(kit, 2)
    assert [update["id"] for update in sandbox.taken] == ["a-1", "a-2"]
    cut = kit.relay.exchanges[1]
    assert (cut.fault, cut.heard, cut.reply and cut.reply.status) == (Fault.CUT, None, 200)


def test_what_was_answered_busy_never_came_to_the_sandbox(kit: Kit, sandbox: Centre) -> None:
    push(kit, 1)
    with pytest.raises(httpx.RemoteProtocolError):
        push(kit, 2)
    push(kit, 2)  # undisturbed, as after every fault
    busy = push(kit, 3)
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "1")
    assert len(sandbox.taken) == 3


def test_signs_of_life_are_passed_on_and_never_disturbed(kit: Kit) -> None:
    for _ in range(5):
        httpx.get(kit.address + "/health/live")
    assert {each.fault for each in kit.relay.exchanges} == {None}
    assert kit.relay.idle_seconds() is None


def test_a_body_in_pieces_is_passed_on_whole_and_its_missing_length_is_found(kit: Kit, sandbox: Centre) -> None:
    pieces = iter([b'{"updates": [', b'{"id": "a-1", "code": "H53.19-261102-0001"}', b"]}"])
    httpx.post(kit.address + PATH, content=pieces, headers={"Content-Type": "application/json"})
    assert sandbox.taken[0]["id"] == "a-1"
    judgement = judge(kit.traffic(Form.WIRE))
    assert judgement.of("length").finding.grade is Grade.FAIL
    assert judgement.of("utf-8").finding.grade is Grade.PASS


def test_a_sandbox_that_goes_away_is_told_as_a_bad_gateway() -> None:
    relay = Relay(Sandbox(httpx.Client(base_url="http://127.0.0.1:9")), FaultPlan.of(()))
    with relaying(relay) as address, relay.sandbox.http:
        assert push(Kit(relay, address), 1).status_code == 502
