"""Whether the centre is there, quick, of the same time, and lets this kiosk in: over a real socket."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import pytest

from kiosk.care.faults import Faults
from kiosk.centre.probe import CentreProbe, clock_is_in_doubt
from kiosk.centre.reachability import Pauses, Reachability
from kiosk.errors import ClockWrong, OutOfService
from kiosk.flow.events import Event, FaultFound, FaultGone
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.errors import DeviceRefused
from provisioning.device.centre_time import CentreTime
from tests.kiosk.letting_in import Doorkeeper
from tests.waiting import eventually


@dataclass
class Watch:
    """A kiosk's reachability, what it posted, and how often it was revoked."""

    reachability: Reachability
    faults: Faults
    posted: list[Event] = field(default_factory=list)
    revoked: list[bool] = field(default_factory=list)


@pytest.fixture
def keeper() -> Iterator[Doorkeeper]:
    """A centre that lets everybody in."""
    keeper = Doorkeeper()
    yield keeper
    keeper.close()


def watching(url: str, pauses: Pauses | None = None) -> Watch:
    posted: list[Event] = []
    revoked: list[bool] = []
    faults = Faults(posted.append)
    probe = CentreProbe(httpx.Client(base_url=url), CentreTime())
    reachability = Reachability(probe, faults, lambda: revoked.append(True), pauses or Pauses(), lambda: 0.0)
    return Watch(reachability, faults, posted, revoked)


@pytest.fixture
def watch(keeper: Doorkeeper) -> Watch:
    """A kiosk that asks it."""
    return watching(keeper.url)


def test_a_centre_that_answers_is_no_fault_and_is_asked_now_and_then(watch: Watch) -> None:
    assert watch.reachability.look() == Pauses().well
    assert (watch.posted, watch.faults.now) == ([], frozenset())


def test_one_lost_question_is_no_lost_centre_but_two_are() -> None:
    watch = watching("http://127.0.0.1:9")
    assert [watch.reachability.look(), watch.faults.now] == [1.0, frozenset()]
    assert [watch.reachability.look(), watch.faults.now] == [2.0, {"centre_away"}]


def test_a_lost_centre_is_asked_ever_more_slowly_and_its_return_is_told_once(keeper: Doorkeeper, watch: Watch) -> None:
    keeper.status = 503
    assert [watch.reachability.look() for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    keeper.status = 200
    assert watch.reachability.look() == Pauses().well
    assert watch.posted == [FaultFound("centre_away"), FaultGone("centre_away")]


def test_a_page_of_somebody_else_is_not_the_centre(keeper: Doorkeeper, watch: Watch) -> None:
    keeper.says = {}  # a hotel's sign-in page
    watch.reachability.look()
    watch.reachability.look()
    assert watch.faults.now == {"centre_away"}
    assert not watch.reachability.probe.time.is_known


def test_half_of_the_answers_over_two_seconds_is_a_slow_centre(watch: Watch) -> None:
    for seconds in (0.1, 3.0, 3.0, 3.0):
        watch.reachability.answered(seconds)
    assert watch.faults.now == {"centre_slow"}
    for _ in range(5):
        watch.reachability.answered(0.1)
    assert watch.faults.now == frozenset()


def test_one_slow_answer_is_no_slow_centre(watch: Watch) -> None:
    for seconds in (3.9, 0.1, 0.2):
        watch.reachability.answered(seconds)
    assert watch.faults.now == frozenset()


@pytest.mark.parametrize(("minutes", "wrong"), [(3, True), (-3, True), (1.5, False), (60 * 24 * 365, True)])
def test_a_clock_that_is_two_minutes_off_is_told(
    keeper: Doorkeeper, watch: Watch, minutes: float, wrong: bool
) -> None:
    keeper.ahead = timedelta(minutes=minutes)
    watch.reachability.look()
    assert (watch.faults.now == {"clock_wrong"}) == wrong
    keeper.ahead = timedelta()
    watch.reachability.look()
    assert watch.faults.now == frozenset()


def test_a_signature_refused_for_its_time_is_a_wrong_clock_and_the_centres_time_signs_from_then_on(
    keeper: Doorkeeper, watch: Watch
) -> None:
    keeper.ahead, keeper.refusal = timedelta(hours=1), "signature_too_old"
    watch.reachability.look()
    assert watch.faults.now == {"clock_wrong"}
    assert watch.revoked == []
    time = watch.reachability.probe.time
    assert abs(time() - time.own() - timedelta(hours=1)) < timedelta(seconds=5)


@pytest.mark.parametrize("reason", ["device_revoked", "device_unknown", "signature_wrong"])
def test_a_revoked_kiosk_forgets_once_and_asks_slowly_until_it_is_let_in_again(
    keeper: Doorkeeper, watch: Watch, reason: str
) -> None:
    keeper.refusal = reason
    assert [watch.reachability.look(), watch.reachability.look()] == [Pauses().refused] * 2
    assert watch.faults.now == {"out_of_service"}
    assert watch.revoked == [True]
    keeper.refusal = ""
    assert watch.reachability.look() == Pauses().well
    assert watch.faults.now == frozenset()


def test_a_refusal_while_the_clock_is_known_to_be_wrong_is_the_clocks_fault(keeper: Doorkeeper, watch: Watch) -> None:
    keeper.ahead = timedelta(hours=-2)
    watch.reachability.look()
    assert isinstance(watch.reachability.refused(DeviceRefused("signature_wrong")), ClockWrong)
    assert watch.revoked == []


@pytest.mark.parametrize("reason", ["device_revoked", "device_unknown"])
def test_a_thief_who_sets_the_clock_keeps_no_kiosk_in_service(keeper: Doorkeeper, watch: Watch, reason: str) -> None:
    keeper.ahead = timedelta(hours=-2)
    watch.reachability.look()
    keeper.refusal = reason
    watch.reachability.look()
    assert watch.revoked == [True]
    assert "out_of_service" in watch.faults.now


def test_a_nonce_that_the_centre_cannot_believe_in_is_no_revocation(watch: Watch) -> None:
    assert isinstance(watch.reachability.refused(DeviceRefused("replay_refused")), LookupUnavailable)
    assert watch.posted == []


def test_a_look_up_that_is_refused_tells_the_citizen_that_the_machine_is_out_of_service(watch: Watch) -> None:
    assert isinstance(watch.reachability.refused(DeviceRefused("device_revoked")), OutOfService)


def test_a_good_certificate_that_is_not_valid_yet_puts_the_clock_in_doubt() -> None:
    refused = ssl.SSLCertVerificationError(1, "certificate is not yet valid")
    for verify_code, doubtful in ((9, True), (10, True), (18, False)):
        refused.verify_code = verify_code
        failure = LookupUnavailable()
        failure.__cause__ = httpx.ConnectError("")
        failure.__cause__.__cause__ = refused
        assert clock_is_in_doubt(failure) == doubtful


def test_the_pauses_are_cut_by_chance_so_that_a_hall_does_not_ask_at_once(keeper: Doorkeeper, watch: Watch) -> None:
    watch.reachability.chance = lambda: 1.0
    assert watch.reachability.look() == Pauses().well / 2


def test_a_look_up_that_misses_wakes_the_one_who_asks(keeper: Doorkeeper) -> None:
    watch = watching(keeper.url, Pauses(well=3600))
    watch.reachability.start()
    assert eventually(lambda: len(keeper.asked) == 1)
    watch.reachability.missed()
    assert eventually(lambda: len(keeper.asked) == 2)
    watch.reachability.stop()
