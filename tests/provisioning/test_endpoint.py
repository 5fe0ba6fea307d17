"""The provisioning service at a real socket."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from provisioning.device.first_boot import enrol
from provisioning.device.identity import Identity, load_identity
from provisioning.errors import (
    ClaimRefused,
    ClockWrong,
    DeviceRevoked,
    ServerUnreachable,
    TooManyTries,
)
from provisioning.keys import public_key_pem
from provisioning.registry import revoke_device
from provisioning.signatures import RequestSigner
from tests.provisioning.builders import NOW, a_claim_code, a_key, a_signer, an_expected_device
from tests.provisioning.site import Site

PROBLEM = "application/problem+json"


def a_code(site: Site, name: str = "Kiosk sảnh A") -> str:
    with site.sessions.begin() as session:
        return a_claim_code(session, an_expected_device(session, name))


def an_enrolled_kiosk(site: Site, folder: Path) -> Identity:
    return enrol(site.http, a_code(site), folder, NOW)


def signer_of(identity: Identity) -> RequestSigner:
    return a_signer(identity.private_key)


def revoke(site: Site, identity: Identity) -> None:
    with site.sessions.begin() as session:
        revoke_device(session, identity.device_id, NOW)


def test_a_device_enrols_and_the_server_knows_it_from_then_on(site: Site, tmp_path: Path) -> None:
    identity = an_enrolled_kiosk(site, tmp_path)
    answer = site.http.get("/v1/devices/self", auth=signer_of(identity))
    assert answer.json() == {
        "device_id": identity.device_id,
        "kind": "kiosk",
        "name": "Kiosk sảnh A",
        "agency": None,
        "key_id": identity.key_id,
        "server_time": "2026-11-24T01:30:00+00:00",
    }
    assert load_identity(tmp_path).device_id == identity.device_id


def test_a_revoked_device_is_refused_at_its_very_next_request(site: Site, tmp_path: Path) -> None:
    identity = an_enrolled_kiosk(site, tmp_path)
    assert site.http.get("/v1/devices/self", auth=signer_of(identity)).status_code == 200
    revoke(site, identity)
    answer = site.http.get("/v1/devices/self", auth=signer_of(identity))
    assert (answer.status_code, answer.json()["code"]) == (403, "device_revoked")


def test_a_revoked_device_cannot_enrol_again_with_a_new_code(site: Site, tmp_path: Path) -> None:
    revoke(site, an_enrolled_kiosk(site, tmp_path))
    with pytest.raises(DeviceRevoked):
        enrol(site.http, a_code(site), tmp_path, NOW)


def test_a_request_taken_from_the_wire_is_refused_the_second_time(site: Site, tmp_path: Path) -> None:
    request = site.http.build_request("GET", "/v1/devices/self")
    request = next(signer_of(an_enrolled_kiosk(site, tmp_path)).auth_flow(request))
    answers = [site.http.send(request) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 401]
    assert answers[1].json()["code"] == "replay_refused"


def test_a_request_changed_on_the_wire_is_refused(site: Site, tmp_path: Path) -> None:
    request = site.http.build_request("GET", "/v1/devices/self")
    request = next(signer_of(an_enrolled_kiosk(site, tmp_path)).auth_flow(request))
    changed = site.http.build_request("GET", "/v1/devices/self?all=1", headers=request.headers)
    answer = site.http.send(changed)
    assert (answer.status_code, answer.json()["code"]) == (401, "signature_wrong")


def test_a_wrong_clock_is_told_the_servers_time(site: Site, tmp_path: Path) -> None:
    identity = an_enrolled_kiosk(site, tmp_path)
    site.clock.now = NOW + timedelta(minutes=3)
    answer = site.http.get("/v1/devices/self", auth=signer_of(identity))
    assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
    assert (answer.json()["code"], answer.json()["server_time"]) == ("signature_too_old", "2026-11-24T01:33:00+00:00")


def test_an_unsigned_request_is_told_to_sign(site: Site) -> None:
    answer = site.http.get("/v1/devices/self")
    assert (answer.status_code, answer.json()["code"]) == (401, "signature_missing")
    assert answer.headers["www-authenticate"] == "Signature"
    assert answer.headers["cache-control"] == "no-store"


def test_a_device_with_a_wrong_clock_is_not_enrolled_and_keeps_its_code(site: Site, tmp_path: Path) -> None:
    code = a_code(site)
    with pytest.raises(ClockWrong, match="2026-11-24T01:30:00") as refused:
        enrol(site.http, code, tmp_path, NOW - timedelta(minutes=3))
    assert refused.value.server_time == NOW
    assert enrol(site.http, code, tmp_path, NOW).name == "Kiosk sảnh A"


@pytest.mark.parametrize("typed", ["0000-0000", "not a code"])
def test_a_wrong_code_is_refused(site: Site, tmp_path: Path, typed: str) -> None:
    a_code(site)
    with pytest.raises(ClaimRefused):
        enrol(site.http, typed, tmp_path, NOW)


def test_wrong_used_and_expired_codes_get_the_same_answer(site: Site, tmp_path: Path) -> None:
    used, open_code = a_code(site), a_code(site, "Kiosk sảnh B")
    enrol(site.http, used, tmp_path, NOW)
    answers = [claim(site, code) for code in ("0000-0000", used)]
    site.clock.now = NOW + timedelta(minutes=16)
    answers.append(claim(site, open_code))
    assert {(answer.status_code, answer.text) for answer in answers} == {(403, answers[0].text)}


def claim(site: Site, code: str) -> httpx.Response:
    key = a_key()
    wanted = {"claim_code": code, "public_key": public_key_pem(key)}
    return site.http.post("/v1/enrolments", json=wanted, auth=a_signer(key, site.clock.now))


def test_a_lost_answer_does_not_leave_a_device_half_enrolled(site: Site, tmp_path: Path) -> None:
    code = a_code(site)
    lost = enrol(site.http, code, tmp_path, NOW)
    (tmp_path / "identity.json").unlink()
    found = enrol(site.http, code, tmp_path, NOW)
    assert found == replace(lost, private_key=found.private_key)


def test_nobody_can_enrol_a_key_that_is_not_theirs(site: Site) -> None:
    theirs, mine = a_key(), a_key()
    wanted = {"claim_code": a_code(site), "public_key": public_key_pem(theirs)}
    unsigned = site.http.post("/v1/enrolments", json=wanted)
    other = site.http.post("/v1/enrolments", json=wanted, auth=a_signer(mine))
    forged = site.http.post("/v1/enrolments", json=wanted, auth=replace(a_signer(theirs), private_key=mine))
    assert [answer.json()["code"] for answer in (unsigned, other, forged)] == [
        "signature_missing",
        "device_unknown",
        "signature_wrong",
    ]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"claim_code": "x"}', b'{"claim_code": "x", "public_key": "y"}'])
def test_an_enrolment_that_cannot_be_read_is_a_bad_request(site: Site, body: bytes) -> None:
    answer = site.http.post("/v1/enrolments", content=body, auth=a_signer(a_key()))
    assert (answer.status_code, answer.json()["code"]) == (400, "enrolment_not_readable")


def test_guessing_codes_is_stopped(site: Site, tmp_path: Path) -> None:
    while (answer := claim(site, "0000-0000")).json()["code"] == "claim_refused":
        pass
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "601")
    with pytest.raises(TooManyTries) as refused:
        enrol(site.http, "0000-0000", tmp_path, NOW)
    assert refused.value.wait_seconds == 601


def test_too_large_a_body_and_an_unknown_address_are_problems_too(site: Site) -> None:
    answers = [site.http.post("/v1/enrolments", content=b"x" * 20_000), site.http.get("/nothing")]
    assert [answer.status_code for answer in answers] == [413, 404]
    assert {answer.headers["content-type"] for answer in answers} == {PROBLEM}


def test_the_service_says_that_it_lives_and_what_time_it_has(site: Site) -> None:
    assert site.http.get("/health/live").json() == {"status": "live", "server_time": "2026-11-24T01:30:00+00:00"}


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>Wi-Fi login"),
        httpx.Response(502, text="bad gateway"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"key_id": "another"}),
        httpx.Response(404, json={"code": "not_found"}),
    ],
)
def test_an_answer_that_is_not_ours_is_no_enrolment(tmp_path: Path, answer: httpx.Response) -> None:
    transport = httpx.MockTransport(lambda request: answer)
    with httpx.Client(base_url="http://x", transport=transport) as http, pytest.raises(ServerUnreachable):
        enrol(http, "ABCD-1234", tmp_path, NOW)


def test_no_server_at_all_is_said_plainly(tmp_path: Path) -> None:
    with httpx.Client(base_url="http://127.0.0.1:1") as http, pytest.raises(ServerUnreachable):
        enrol(http, "ABCD-1234", tmp_path, NOW)
