"""Questions that are asked and answers that are judged."""

import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.store.sealing import Sealer
from lookup_api.web.guards.challenges import GOOD_FOR, WAITS, Asked, Challenges, Kind, Question, Verdict
from lookup_api.web.guards.passes import Passes
from tests.lookup_api.web.guards.ticking import WallClock

HOME = "203.0.113.0/24"
ELSEWHERE = "198.51.100.0/24"


@pytest.fixture
def clock() -> WallClock:
    return WallClock()


@pytest.fixture
def challenges(sealer: Sealer, clock: WallClock) -> Challenges:
    return Challenges(sealer, Passes(sealer, clock=clock), clock, Random(7))


def answered(challenges: Challenges, asked: Asked, network: str = HOME) -> Verdict:
    return challenges.judge(network, asked.sealed, asked.question.answer)


def solve(challenges: Challenges, clock: WallClock, network: str = HOME) -> None:
    asked = challenges.ask(network)
    clock.pass_by(asked.wait)
    assert answered(challenges, asked, network) is Verdict.RIGHT


@pytest.mark.parametrize(
    ("kind", "numbers", "answer"),
    [
        (Kind.SUM, (3, 4), 7),
        (Kind.DIFFERENCE, (9, 2), 7),
        (Kind.LARGER, (3, 8), 8),
        (Kind.SMALLER, (3, 8), 3),
        (Kind.MIDDLE, (3, 8, 2), 8),
        (Kind.LAST, (3, 8, 2), 2),
    ],
)
def test_each_kind_of_question_has_one_answer(kind: Kind, numbers: tuple[int, ...], answer: int) -> None:
    assert Question(kind, numbers).answer == answer


def test_a_right_answer_in_time_is_right(challenges: Challenges, clock: WallClock) -> None:
    solve(challenges, clock)


@pytest.mark.parametrize("answer", [None, -1, 99])
def test_a_wrong_answer_is_wrong(challenges: Challenges, clock: WallClock, answer: int | None) -> None:
    asked = challenges.ask(HOME)
    clock.pass_by(asked.wait)
    assert challenges.judge(HOME, asked.sealed, answer) is Verdict.WRONG


def test_an_answer_quicker_than_anybody_reads_is_too_early(challenges: Challenges, clock: WallClock) -> None:
    asked = challenges.ask(HOME)
    clock.pass_by(asked.wait - 0.1)
    assert answered(challenges, asked) is Verdict.EARLY


def test_a_question_is_asked_for_ten_minutes(challenges: Challenges, clock: WallClock) -> None:
    asked = challenges.ask(HOME)
    clock.pass_by(GOOD_FOR.total_seconds())
    assert answered(challenges, asked) is Verdict.STALE


@pytest.mark.parametrize("first", [None, 7])
def test_a_question_can_be_answered_once(challenges: Challenges, clock: WallClock, first: int | None) -> None:
    asked = challenges.ask(HOME)
    clock.pass_by(asked.wait)
    challenges.judge(HOME, asked.sealed, asked.question.answer if first else None)
    assert answered(challenges, asked) is Verdict.STALE


def test_each_further_question_of_a_network_takes_longer(challenges: Challenges, clock: WallClock) -> None:
    waits = []
    for _ in range(len(WAITS) + 1):
        waits.append(challenges.ask(HOME).wait)
        solve(challenges, clock)
    assert waits == [*WAITS, WAITS[-1]]
    assert challenges.ask(ELSEWHERE).wait == WAITS[0]


def test_after_ten_quiet_minutes_the_wait_is_short_again(challenges: Challenges, clock: WallClock) -> None:
    solve(challenges, clock)
    clock.pass_by(GOOD_FOR.total_seconds())
    assert challenges.ask(HOME).wait == WAITS[0]


def test_the_hidden_field_does_not_show_the_answer_and_takes_no_other(challenges: Challenges, sealer: Sealer) -> None:
    for sealed in ("", "é", "x" * 500, challenges.passes.give(HOME), sealer.seal("[]").decode()):
        assert challenges.judge(HOME, sealed, 7) is Verdict.STALE


@given(st.integers())
def test_every_question_is_about_small_numbers_with_a_small_answer(seed: int) -> None:
    challenges = Challenges(SEALER, Passes(SEALER), random=Random(seed))
    question = challenges.ask(HOME).question
    assert set(question.numbers) <= set(range(2, 10))
    assert 1 <= question.answer <= 17


SEALER = Sealer((b"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",))


def test_of_many_answers_at_the_same_moment_one_is_right(challenges: Challenges, clock: WallClock) -> None:
    all_here, before = Barrier(8), sys.getswitchinterval()

    def answer(asked: Asked) -> Verdict:
        all_here.wait(10)
        return answered(challenges, asked)

    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            for _ in range(30):
                asked = challenges.ask(HOME)
                clock.pass_by(asked.wait)
                assert [*threads.map(answer, [asked] * 8)].count(Verdict.RIGHT) == 1
    finally:
        sys.setswitchinterval(before)
