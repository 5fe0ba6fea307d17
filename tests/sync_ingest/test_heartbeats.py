"""Heartbeats: the centre hears how each agent is, and who is silent."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.orm import Session, sessionmaker

from provisioning.clock import utc_now
from provisioning.devices import Device, DeviceKind
from provisioning.registry import expect_device, revoke_device
from sync_ingest.agents_cli import agents, warn_of_silent
from sync_ingest.cli import Office
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.heartbeat_endpoint import add_heartbeats
from sync_ingest.heartbeat_form import HeartbeatForm
from sync_ingest.heartbeats import SILENT_AFTER, KnownAgent, list_agents
from sync_ingest.saving import Desk
from tests.builders import NOW
from tests.provisioning.site import serving
from tests.sync_ingest.agents import JSON, a_signer, an_enrolled_agent, assert_problem

MINUTE = timedelta(minutes=1)


def a_heartbeat(**says: Any) -> HeartbeatForm:
    """How an agent is when all is well."""
    well = HeartbeatForm(version="0.1.0", profile="Phần mềm một cửa mẫu", backlog=0, clock=NOW)
    return well.model_copy(update=says)


@pytest.fixture
def http(gate: Gate) -> Iterator[httpx.Client]:
    """The ingest service with heartbeats, at a real socket."""
    app = build_app(gate)
    add_heartbeats(app)
    with serving(app) as address, httpx.Client(base_url=address, timeout=30) as http:
        yield http


def beat(http: httpx.Client, signer: httpx.Auth | None, body: bytes | None = None) -> httpx.Response:
    content = a_heartbeat().model_dump_json() if body is None else body
    return http.send(http.build_request("POST", "/v1/heartbeat", content=content, headers=JSON), auth=signer)


def only(sessions: sessionmaker[Session]) -> KnownAgent:
    with sessions() as session:
        (agent,) = list_agents(session)
    return agent


def test_a_heartbeat_is_heard_and_the_last_one_stands(
    http: httpx.Client, signer: httpx.Auth, sessions: sessionmaker[Session]
) -> None:
    first = a_heartbeat(backlog=7, oldest_queued_at=NOW - MINUTE, trouble="the scripted source is down")
    assert beat(http, signer, first.model_dump_json().encode()).json() == {"server_time": "2026-11-24T03:00:00Z"}
    heard = only(sessions).heard
    assert heard
    assert (heard.heartbeat, heard.at) == (first, NOW)
    assert beat(http, signer).status_code == 200
    heard = only(sessions).heard
    assert heard
    assert heard.heartbeat == a_heartbeat()


def test_the_centre_sees_how_far_an_agents_clock_is_off(
    http: httpx.Client, signer: httpx.Auth, sessions: sessionmaker[Session]
) -> None:
    beat(http, signer, a_heartbeat(clock=NOW - 3 * MINUTE).model_dump_json().encode())
    heard = only(sessions).heard
    assert heard
    assert heard.skew == -3 * MINUTE


def test_only_an_agent_is_heard_and_only_when_it_signs(http: httpx.Client, sessions: sessionmaker[Session]) -> None:
    assert_problem(beat(http, None), 401, "signature_missing")
    kiosk = a_signer(an_enrolled_agent(sessions, None, DeviceKind.KIOSK))
    assert_problem(beat(http, kiosk), 403, "not_an_agent")


NOT_VALID: list[dict[str, Any]] = [
    {"backlog": -1},
    {"clock": "hôm qua"},
    {"clock": "9999-12-31T23:59:59-12:00"},
    {"trouble": "x" * 501},
    {"profile": "a\0b"},
    {"version": None},
]


@pytest.mark.parametrize("says", NOT_VALID)
def test_a_heartbeat_of_another_form_is_refused(http: httpx.Client, signer: httpx.Auth, says: dict[str, Any]) -> None:
    body = json.dumps({**a_heartbeat().model_dump(mode="json"), **says}).encode()
    assert_problem(beat(http, signer, body), 400, "not_valid")


def test_what_a_newer_agent_tells_beside_is_passed_over(http: httpx.Client, signer: httpx.Auth) -> None:
    body = json.dumps({**a_heartbeat().model_dump(mode="json"), "mood": "good"}).encode()
    assert beat(http, signer, body).status_code == 200


def test_an_agent_is_silent_after_ten_minutes_also_when_it_was_never_heard(
    key: ec.EllipticCurvePrivateKey, sessions: sessionmaker[Session]
) -> None:
    agent = only(sessions)
    assert not agent.is_silent(NOW + SILENT_AFTER)
    assert agent.is_silent(NOW + SILENT_AFTER + MINUTE)


def test_a_silent_agent_is_warned_of(
    key: ec.EllipticCurvePrivateKey, sessions: sessionmaker[Session], caplog: pytest.LogCaptureFixture
) -> None:
    agent = only(sessions)
    assert warn_of_silent([agent], NOW + 25 * MINUTE) == 1
    assert caplog.messages == [f"the agent {agent.device.name} of H53.19 is silent for 0:25:00"]


def test_neither_an_agent_that_is_awaited_nor_one_that_was_shut_out_is_silent(sessions: sessionmaker[Session]) -> None:
    an_enrolled_agent(sessions)
    with sessions.begin() as session:
        revoke_device(session, only(sessions).device.id, NOW)
        expect_device(session, Device.expected(DeviceKind.AGENT, "Máy mới", "H53.19", NOW))
    assert not only(sessions).is_silent(NOW + 25 * MINUTE)


def test_the_command_tells_how_each_agent_is_and_ends_with_1_for_monitoring(
    http: httpx.Client, signer: httpx.Auth, sessions: sessionmaker[Session], desk: Desk
) -> None:
    beat(http, signer, a_heartbeat(backlog=7, trouble="the scripted source is down").model_dump_json().encode())
    shown = run(sessions, desk)
    assert (shown.exit_code, run(sessions, desk, "--check").exit_code) == (0, int(utc_now() - NOW > SILENT_AFTER))
    assert "H53.19" in shown.output
    assert "waiting 7" in shown.output
    assert "trouble: the scripted source is down" in shown.output


def run(sessions: sessionmaker[Session], desk: Desk, *words: str) -> Result:
    office = Office(lambda: None, lambda _: None, lambda: sessions, lambda: desk)
    return CliRunner().invoke(agents, words, obj=office)
