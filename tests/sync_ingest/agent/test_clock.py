"""A department's clock that jumps: by years, ahead or back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from lookup_api.domain.status import Status
from provisioning.device.centre_time import CentreTime
from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.errors import ClockRefused, IngestRefused
from tests.builders import NOW
from tests.provisioning.builders import Clock
from tests.sync_ingest.agent.builders import SEAL, Department
from tests.sync_ingest.agent.centre import Says, a_centre

YEARS = timedelta(days=3650)
MINUTE = timedelta(minutes=1)
TOO_OLD = Says(401, {"code": "signature_too_old", "title": "The signature's time is too far from the server's"})


@dataclass
class Machine:
    """A machine whose clock a test sets, and which goes on by itself."""

    clock: Clock
    uptime: float = 0

    def pass_by(self, time: timedelta) -> None:
        self.clock.now += time
        self.uptime += time.total_seconds()


@pytest.fixture
def machine() -> Machine:
    return Machine(Clock(NOW))


@pytest.fixture
def time(machine: Machine) -> CentreTime:
    return CentreTime(own=machine.clock, running=lambda: machine.uptime)


def an_answer(at: datetime = NOW) -> httpx.Response:
    return httpx.Response(200, headers={"Date": format_datetime(at, usegmt=True)})


@pytest.mark.parametrize("jump", [YEARS, -YEARS])
def test_once_the_centre_was_heard_a_clock_that_jumps_changes_nothing(
    machine: Machine, time: CentreTime, jump: timedelta
) -> None:
    time.hear(an_answer())
    machine.clock.now += jump
    machine.pass_by(5 * MINUTE)
    assert time() == NOW + 5 * MINUTE
    assert time.is_wrong
    assert time.skew == jump


def test_a_clock_that_agrees_is_used_for_it_is_finer(machine: Machine, time: CentreTime) -> None:
    time.hear(an_answer(NOW + timedelta(seconds=40)))
    assert time() == NOW
    assert not time.is_wrong


def test_before_the_centre_is_heard_it_is_never_earlier_than_when_it_was_heard_last(machine: Machine) -> None:
    machine.clock.now = datetime(2000, 1, 1, tzinfo=UTC)
    assert CentreTime(NOW, own=machine.clock)() == NOW


@pytest.mark.parametrize("date", [{}, {"Date": "hôm qua"}, {"Date": "Tue, 24 Nov 2026 03:00:00 -0000"}])
def test_an_answer_that_tells_no_time_changes_nothing(machine: Machine, date: dict[str, str]) -> None:
    time = CentreTime(own=machine.clock)
    time.hear(httpx.Response(200, headers=[(name.encode(), value.encode()) for name, value in date.items()]))
    assert time.skew == timedelta()


def test_a_centre_that_does_not_believe_our_clock_tells_the_time_and_the_next_try_is_of_it(
    department: Department, machine: Machine, time: CentreTime
) -> None:
    department.poll()
    machine.clock.now -= YEARS
    with a_centre(TOO_OLD) as centre, httpx.Client(base_url=centre.address) as http:
        centre.now = NOW
        courier = Courier(department.db, http, SEAL, time, time=time)
        with pytest.raises(ClockRefused, match=r"clock is 3650 days, 0:00:00 behind the centre's: set it"):
            courier.deliver()
        assert time() == NOW
        courier.deliver()
        assert len(centre.taken) == 3


def test_the_time_of_somebody_in_between_is_not_believed(
    department: Department, machine: Machine, time: CentreTime
) -> None:
    department.poll()
    with a_centre(Says(403, {"title": "Proxy"})) as centre, httpx.Client(base_url=centre.address) as http:
        centre.now = NOW + YEARS
        with pytest.raises(IngestRefused):
            Courier(department.db, http, SEAL, time, time=time).deliver()
    assert not time.is_wrong


def test_a_clock_that_jumps_back_neither_loses_nor_disorders_what_changes(department: Department) -> None:
    department.poll()
    department.clock.now -= YEARS
    department.change(2, ma_tt="XONG", ngay_cn="2026-11-24 08:00:00")
    assert department.sweep() == 1
    update = department.updates[-1]
    assert update.status is Status.FINISHED
    assert update.occurred_at > department.updates[1].occurred_at


@pytest.mark.parametrize("said", ["Fri, 31 Dec 9999 23:59:59 -0100", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_time_beyond_all_reason_is_not_believed(time: CentreTime, said: str) -> None:
    time.hear(httpx.Response(200, headers={"Date": said}))
    assert time() == NOW
