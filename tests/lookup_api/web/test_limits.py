"""How often who may look up."""

from dataclasses import dataclass, replace

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from lookup_api.domain.errors import TooManyRequests
from lookup_api.web.desk import Desk
from lookup_api.web.limits import Buckets, Limits
from provisioning.devices import DeviceKind
from provisioning.signatures import Caller
from tests.builders import CODE
from tests.lookup_api.stored import store

KIOSK = Caller("1", DeviceKind.KIOSK, "Kiosk sảnh A", None, "f" * 32)


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def take(buckets: Buckets, times: int, caller: str = "10.0.0.0/24") -> None:
    for _ in range(times):
        buckets.take(caller)


def test_a_minutes_worth_may_be_taken_at_once_and_no_more() -> None:
    buckets = Buckets(per_minute=3, clock=Clock())
    take(buckets, 3)
    with pytest.raises(TooManyRequests):
        take(buckets, 1)


def test_what_was_taken_comes_back_evenly() -> None:
    clock = Clock()
    buckets = Buckets(per_minute=3, clock=clock)
    take(buckets, 3)
    clock.now = 20
    take(buckets, 1)
    with pytest.raises(TooManyRequests):
        take(buckets, 1)


def test_callers_do_not_take_from_each_other() -> None:
    buckets = Buckets(per_minute=1, clock=Clock())
    take(buckets, 1, "10.0.0.0/24")
    take(buckets, 1, "10.0.1.0/24")


def test_the_memory_of_callers_is_bounded() -> None:
    buckets = Buckets(per_minute=1, room=2, clock=Clock())
    for caller in ("a", "b", "c", "a"):
        take(buckets, 1, caller)  # "a" was forgotten, and is new again


def test_the_public_is_counted_by_its_network() -> None:
    limits = Limits(public=Buckets(1, clock=Clock()), devices=Buckets(1, clock=Clock()))
    limits.take(None, "10.0.0.1")
    with pytest.raises(TooManyRequests):
        limits.take(None, "10.0.0.2")


def test_a_device_is_counted_by_itself_wherever_it_stands() -> None:
    limits = Limits(public=Buckets(1, clock=Clock()), devices=Buckets(1, clock=Clock()))
    limits.take(None, "10.0.0.1")
    limits.take(KIOSK, "10.0.0.1")
    with pytest.raises(TooManyRequests):
        limits.take(KIOSK, "10.0.9.9")


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk that answers one look-up a minute."""
    return replace(desk, limits=Limits(Buckets(1, clock=Clock()), Buckets(1, clock=Clock())))


def test_who_asks_too_often_is_told_when_to_come_back(engine: Engine, http: TestClient) -> None:
    store(engine)
    http.get(f"/v1/dossiers/{CODE}")
    refused = http.get(f"/v1/dossiers/{CODE}")
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert refused.headers["Retry-After"] == "60"


def test_a_page_asked_for_too_often_says_so_in_a_sentence(engine: Engine, http: TestClient) -> None:
    store(engine)
    http.get(f"/ho-so/{CODE}")
    refused = http.get(f"/ho-so/{CODE}")
    assert refused.status_code == 429
    assert "Xin chờ một chút" in refused.text
