"""How often who may look up."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from lookup_api.domain.codes import Code
from lookup_api.domain.errors import ChallengeRequired, CodeNotReadable, TooManyRequests
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.local_codes import CodeReader
from lookup_api.store.sealing import Sealer
from lookup_api.web.desk import Desk
from lookup_api.web.guards.challenges import Challenges
from lookup_api.web.guards.passes import Passes
from lookup_api.web.guards.secret_tries import SecretTries
from lookup_api.web.guards.walking import Walking, Widths
from lookup_api.web.limits import Buckets, Limits, network_of
from provisioning.keys import key_id_of, new_private_key
from provisioning.signatures import RequestSigner
from tests.builders import CODE, a_code
from tests.lookup_api.stored import store
from tests.lookup_api.web.guards.ticking import Clock

HOME = "203.0.113.7"


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


@given(st.integers(1, 1_000), st.lists(st.floats(0, 10), max_size=100))
def test_no_minute_ever_lets_more_through_than_two_minutes_worth(per_minute: int, pauses: list[float]) -> None:
    clock, passed = Clock(), list[float]()
    buckets = Buckets(per_minute, clock=clock)
    for pause in pauses:
        clock.now += pause
        try:
            buckets.take("a")
        except TooManyRequests:
            continue
        passed.append(clock.now)
        assert sum(moment > clock.now - 60 for moment in passed) <= 2 * per_minute


@pytest.fixture
def refusals() -> list[str]:
    return []


@pytest.fixture
def limits(sealer: Sealer, refusals: list[str]) -> Limits:
    """Ten look-ups a minute, three codes of one day, five on a pass, and three wrong secrets."""
    return Limits(
        public=Buckets(10, clock=Clock()),
        devices=Buckets(1, clock=Clock()),
        challenges=Challenges(sealer, Passes(sealer, 5)),
        walking=Walking(Widths(near=3), clock=Clock()),
        tries=SecretTries(per_code=3, clock=Clock()),
        on_refusal=refusals.append,
    )


def test_the_public_is_counted_by_its_network(limits: Limits, refusals: list[str]) -> None:
    for host in range(10):
        limits.admit_public(f"10.0.0.{host}", CODE)
    with pytest.raises(TooManyRequests):
        limits.admit_public("10.0.0.99", CODE)
    limits.admit_public("10.0.1.1", CODE)
    assert refusals == ["network"]


def test_what_is_no_look_up_yet_takes_from_the_same_bucket(limits: Limits) -> None:
    for _ in range(10):
        limits.admit_unread(HOME)
    with pytest.raises(TooManyRequests):
        limits.admit_public(HOME, CODE)


def test_a_device_is_counted_by_itself_and_may_walk(limits: Limits, refusals: list[str]) -> None:
    limits.admit_device("1")
    limits.admit_device("2")
    with pytest.raises(TooManyRequests):
        limits.admit_device("1")
    assert refusals == ["device"]


def test_a_walk_is_stopped_by_a_question_and_goes_on_with_a_pass(limits: Limits, refusals: list[str]) -> None:
    for serial in (1, 2, 3):
        limits.admit_public(HOME, a_code(serial))
    with pytest.raises(ChallengeRequired):
        limits.admit_public(HOME, a_code(4))
    limits.admit_public(HOME, a_code(4), limits.challenges.passes.give(network_of(HOME)))
    assert refusals == ["neighbourhood"]


def test_codes_that_do_not_exist_bring_the_question_sooner(limits: Limits) -> None:
    limits.admit_public(HOME, a_code(1))
    limits.note_miss(HOME, a_code(1))
    with pytest.raises(ChallengeRequired):
        limits.admit_public(HOME, a_code(2))


def test_guessed_secrets_are_counted(limits: Limits, refusals: list[str]) -> None:
    tries = [limits.may_try(HOME, CODE, ReceiptSecret(f"{number:08}")) for number in range(4)]
    assert tries == [True, True, True, False]
    assert refusals == ["secret"]


@pytest.fixture
def desk(desk: Desk, limits: Limits) -> Desk:
    """A desk with these limits."""
    return replace(desk, limits=limits)


def test_a_wrong_signature_is_counted_and_takes_from_the_network(http: TestClient, refusals: list[str]) -> None:
    key = new_private_key()
    for _ in range(11):
        answered = http.get(f"/v1/dossiers/{CODE}", auth=RequestSigner(key_id_of(key.public_key()), key))
    assert answered.status_code == 429
    assert refusals == ["signature"] * 10 + ["network"]


def test_who_asks_too_often_is_told_when_to_come_back(engine: Engine, http: TestClient) -> None:
    store(engine)
    answers = [http.get(f"/v1/dossiers/{CODE}") for _ in range(11)]
    refused = answers.pop()
    assert {answer.status_code for answer in answers} == {200}
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert refused.headers["Retry-After"] == "60"


def test_a_page_asked_for_too_often_says_so_in_a_sentence(engine: Engine, http: TestClient) -> None:
    store(engine)
    refused = [http.get(f"/ho-so/{CODE}") for _ in range(11)][-1]
    assert refused.status_code == 429
    assert "Xin chờ một chút" in refused.text


def test_codes_that_do_not_exist_weigh_as_much_where_a_page_listens(http: TestClient) -> None:
    asked = [http.get(f"/ho-so/H53.19-261102-{serial:04}/theo-doi").status_code for serial in (1, 2)]
    assert asked == [404, 429]


def test_a_text_that_is_no_code_is_counted_before_it_is_read(desk: Desk, http: TestClient) -> None:
    read: list[str] = []

    class Reader(CodeReader):
        def read(self, text: str) -> tuple[Code, bool]:
            read.append(text)
            raise CodeNotReadable

    narrow = replace(desk, codes=Reader(desk.lookup.snapshots), limits=replace(desk.limits, public=Buckets(2)))
    http.app.state.desk = narrow  # type: ignore[attr-defined]  # the ASGI application's own
    assert [http.get("/v1/dossiers/BBBB").status_code for _ in range(4)] == [400, 400, 429, 429]
    assert read == ["BBBB", "BBBB"]
