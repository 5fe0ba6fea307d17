"""How a kiosk tells provisioning that it is well: over a real socket, with a signature that holds."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from kiosk.care.health import Health, Vitals, versions
from kiosk.care.heartbeat import EVERY_SECONDS, LONGEST_SECONDS, PATH, Heartbeat
from kiosk.flow.events import CodeRead, LanguageChosen
from lookup_api.domain.wording import Language
from provisioning.device.identity import load_identity
from provisioning.keys import public_key_pem
from provisioning.signatures import Caller, KnownKey, MemoryNonces, SignedRequest, verify
from tests.kiosk.builders import CODE, a_question
from tests.kiosk.letting_in import Doorkeeper
from tests.kiosk.program import enrolled

HEALTH = Health(
    versions={"motcua": "0.1.0"},
    uptime_seconds=90.0,
    restarts=1,
    clock_ahead_seconds=-0.4,
    paper="low",
    camera=True,
    scanner=None,
    last_scan_seconds=12.5,
    wishes_waiting=2,
    disk_free_bytes=10**9,
    faults=("paper_low",),
    languages={"vi": 3, "km": 1},
)


@pytest.fixture
def provisioning() -> Iterator[Doorkeeper]:
    """A service that hears heartbeats."""
    keeper = Doorkeeper()
    keeper.status = 204
    yield keeper
    keeper.close()


def beating(url: str, folder: Path) -> Heartbeat:
    identity = load_identity(enrolled(folder))
    return Heartbeat(httpx.Client(base_url=url, auth=identity.auth()), lambda: HEALTH, lambda: 0.0)


def test_a_heartbeat_is_signed_by_the_device_and_tells_its_health(provisioning: Doorkeeper, tmp_path: Path) -> None:
    assert beating(provisioning.url, tmp_path).beat() == EVERY_SECONDS
    ((headers, body),) = provisioning.heard
    assert json.loads(body) == json.loads(json.dumps(HEALTH.as_json()))
    request = SignedRequest("POST", provisioning.url + PATH, httpx.Headers(headers), body)
    assert verify(request, KnownDevice(tmp_path), MemoryNonces(), datetime.now(UTC)).device_id == "kiosk-1"


def test_a_heartbeat_that_nobody_hears_is_silent_and_comes_ever_more_seldom(tmp_path: Path) -> None:
    heartbeat = beating("http://127.0.0.1:9", tmp_path)
    pauses = [heartbeat.beat() for _ in range(6)]
    assert pauses == [120.0, 240.0, 480.0, LONGEST_SECONDS, LONGEST_SECONDS, LONGEST_SECONDS]


def test_a_service_without_such_an_address_is_left_in_peace_and_found_again(
    provisioning: Doorkeeper, tmp_path: Path
) -> None:
    heartbeat = beating(provisioning.url, tmp_path)
    provisioning.status = 404
    assert heartbeat.beat() == 2 * EVERY_SECONDS
    provisioning.status = 204
    assert heartbeat.beat() == EVERY_SECONDS


def test_the_pauses_are_cut_by_chance(provisioning: Doorkeeper, tmp_path: Path) -> None:
    heartbeat = beating(provisioning.url, tmp_path)
    heartbeat.chance = lambda: 1.0
    assert heartbeat.beat() == pytest.approx(0.8 * EVERY_SECONDS)


def test_vitals_count_scans_and_languages_and_know_nobody() -> None:
    now = [100.0]
    vitals = Vitals(lambda: now[0])
    for event in (LanguageChosen(Language.EN), CodeRead(a_question()), LanguageChosen(Language.EN)):
        vitals.heard(event)
    now[0] = 130.0
    assert (vitals.uptime, vitals.last_scan, vitals.languages) == (30.0, 30.0, {"en": 2})
    assert CODE not in repr(vitals)


def test_a_kiosk_that_has_scanned_nothing_yet_says_so() -> None:
    assert Vitals().last_scan is None


def test_the_versions_of_what_it_is_made_of_are_told() -> None:
    told = replace(HEALTH, versions=versions()).as_json()["versions"]
    assert all(told[part] for part in ("python", "motcua", "kivy", "cryptography"))


class KnownDevice:
    """See Keys: the one device that was enrolled in this folder."""

    def __init__(self, folder: Path) -> None:
        self._identity = load_identity(folder)

    def find_caller(self, key_id: str) -> KnownKey | None:
        """See Keys."""
        device = self._identity
        caller = Caller(device.device_id, device.kind, device.name, device.agency, device.key_id)
        return KnownKey(caller, public_key_pem(device.private_key), revoked=False)
