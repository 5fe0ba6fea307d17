"""`POST /v1/updates` over a real socket, on both databases: what is taken, what is refused, and in which words."""

import json

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.orm import Session, sessionmaker

from provisioning.devices import DeviceKind
from provisioning.keys import key_id_of
from provisioning.registry import revoke_device
from tests.builders import AGENCY, CODE, NOW, TAX_OFFICE, a_code, a_moment, a_record
from tests.sync_ingest.agents import JSON, a_batch, a_signer, an_enrolled_agent, assert_problem, outcomes, push
from tests.sync_ingest.door import Door


def test_a_signed_batch_is_applied_and_each_update_is_answered(
    http: httpx.Client, signer: httpx.Auth, door: Door
) -> None:
    answer = push(http, a_batch(a_record(id="a"), a_record(id="b", occurred_at=a_moment(days=3))), signer)
    assert answer.json() == {
        "outcomes": [
            {"id": "a", "outcome": "applied", "reason": None, "detail": None, "version": 2},
            {
                "id": "b",
                "outcome": "history_only",
                "reason": "newer_stands",
                "detail": answer.json()["outcomes"][1]["detail"],
                "version": 2,
            },
        ],
        "event": 1,
    }
    assert answer.json()["outcomes"][1]["detail"].keys() == {"vi", "en"}
    assert door.dossier(CODE)


def test_a_request_that_is_sent_again_byte_by_byte_is_refused_and_changes_nothing(
    http: httpx.Client, signer: httpx.Auth, door: Door
) -> None:
    request = http.build_request("POST", "/v1/updates", content=a_batch(a_record()), headers=JSON)
    signed = next(signer.auth_flow(request))
    assert outcomes(http.send(signed)) == ["applied"]
    assert_problem(http.send(signed), 401, "replay_refused")


def test_a_body_that_was_changed_on_the_way_is_refused(http: httpx.Client, signer: httpx.Auth, door: Door) -> None:
    request = http.build_request("POST", "/v1/updates", content=a_batch(a_record()), headers=JSON)
    signed = next(signer.auth_flow(request))
    del signed.headers["Content-Length"]
    changed = http.build_request("POST", "/v1/updates", content=a_batch(a_record(fee=0)), headers=signed.headers)
    assert_problem(http.send(changed), 401, "signature_wrong")
    assert door.dossier(CODE) is None


def test_what_nobody_signed_is_refused(http: httpx.Client) -> None:
    assert_problem(push(http, a_batch(a_record())), 401, "signature_missing")


def test_a_revoked_agent_is_refused_at_its_next_request(
    http: httpx.Client, key: ec.EllipticCurvePrivateKey, sessions: sessionmaker[Session]
) -> None:
    assert outcomes(push(http, a_batch(), a_signer(key))) == []
    with sessions.begin() as session:
        revoke_device(session, key_id_of(key.public_key()), NOW)
    assert_problem(push(http, a_batch(), a_signer(key)), 403, "device_revoked")


@pytest.mark.parametrize("kind", [DeviceKind.KIOSK, DeviceKind.BRIDGE])
def test_only_agents_deliver(http: httpx.Client, sessions: sessionmaker[Session], kind: DeviceKind) -> None:
    key = an_enrolled_agent(sessions, AGENCY.value, kind)
    assert_problem(push(http, a_batch(a_record()), a_signer(key)), 403, "not_an_agent")


@pytest.mark.parametrize("agency", ["H99.01", "no code"])
def test_an_agency_that_does_not_take_part_is_told_so_and_its_batch_is_kept(
    http: httpx.Client, door: Door, agency: str
) -> None:
    key = an_enrolled_agent(door.sessions, agency)
    body = a_batch(a_record())
    for _ in range(2):
        assert_problem(push(http, body, a_signer(key)), 403, "unknown_agency")
    assert door.quarantined() == [("unknown_agency", body.decode())]


def test_an_agency_cannot_write_anothers_dossier(http: httpx.Client, signer: httpx.Auth, door: Door) -> None:
    batch = a_batch(a_record(owner=TAX_OFFICE), a_record())
    assert outcomes(push(http, batch, signer)) == ["quarantined", "applied"]
    assert door.dossier(a_code(agency=TAX_OFFICE)) is None


def test_an_update_from_the_future_is_kept_in_quarantine(http: httpx.Client, signer: httpx.Auth, door: Door) -> None:
    answer = push(http, a_batch(a_record(occurred_at=a_moment(hours=-1))), signer)
    assert [each["reason"] for each in answer.json()["outcomes"]] == ["in_the_future"]
    assert [reason for reason, _ in door.quarantined()] == ["in_the_future"]


def test_garbage_in_one_update_does_not_hold_up_the_others(http: httpx.Client, signer: httpx.Auth, door: Door) -> None:
    batch = json.loads(a_batch(a_record(id="good")))
    batch["updates"] += [17, {"id": "bad", "status": 99}]
    answer = push(http, json.dumps(batch).encode(), signer)
    assert outcomes(answer) == ["applied", "quarantined", "quarantined"]
    assert [each["id"] for each in answer.json()["outcomes"]] == ["good", None, "bad"]
    assert "status" in answer.json()["outcomes"][2]["detail"]["vi"]
    assert len(door.quarantined()) == 2


def test_it_says_that_it_lives_and_is_ready(http: httpx.Client) -> None:
    assert http.get("/health/live").json() == {"status": "live"}
    assert http.get("/health/ready").json() == {"status": "ready", "event": 0}
