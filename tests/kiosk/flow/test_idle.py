"""When a citizen is thought to have left."""

from dataclasses import replace

import pytest

from kiosk.flow.events import (
    AnswerCame,
    CodeRead,
    Event,
    IdleTooLong,
    KeyPressed,
    QuietTooLong,
    RefreshDue,
    SomethingHeld,
)
from kiosk.flow.idle import IdleTimes, idle_event, is_sign_of_life, seconds_left
from kiosk.flow.states import Ease, Keypad, Result, Scanning, Searching, Site, State
from lookup_api.domain.wording import Language
from tests.kiosk.builders import a_question, an_answer

HOME = State.at_start(Site(code_start="H53"))
READING = replace(HOME, screen=Result(a_question(), an_answer()))
TIMES = IdleTimes(ask_after=50, leave_after=20, nobody_after=15)


@pytest.mark.parametrize(
    ("state", "quiet", "expected"),
    [
        (HOME, 1_000, None),
        (READING, 49, None),
        (READING, 50, QuietTooLong()),
        (replace(READING, asking_more_time=True), 60, None),
        (replace(READING, asking_more_time=True), 70, IdleTooLong()),
        (replace(HOME, screen=Scanning()), 15, IdleTooLong()),
        (replace(HOME, language=Language.EN), 50, IdleTooLong()),
        (replace(HOME, screen=Keypad("H53.1")), 50, QuietTooLong()),
    ],
)
def test_only_who_may_lose_something_is_asked(state: State, quiet: float, expected: Event | None) -> None:
    assert idle_event(state, quiet, TIMES) == expected


def test_people_who_walk_past_keep_no_result_open() -> None:
    assert is_sign_of_life(replace(HOME, screen=Scanning()), SomethingHeld())
    assert not is_sign_of_life(READING, SomethingHeld())


def test_a_receipt_left_before_the_camera_keeps_no_result_open() -> None:
    assert not is_sign_of_life(READING, CodeRead(a_question()))
    assert is_sign_of_life(READING, CodeRead(a_question("H53.19-261120-0007")))


def test_the_first_answer_gives_time_to_read_and_a_refresh_does_not() -> None:
    answer = AnswerCame(1, an_answer())
    assert is_sign_of_life(replace(HOME, screen=Searching(a_question(), 1)), answer)
    assert not is_sign_of_life(READING, answer)
    assert not is_sign_of_life(READING, RefreshDue())
    assert is_sign_of_life(HOME, KeyPressed("1"))


def test_the_question_counts_down() -> None:
    assert [seconds_left(READING, quiet, TIMES) for quiet in (50.0, 61.2, 99.0)] == [20, 9, 0]


def test_who_needs_time_gets_three_times_as_much() -> None:
    slowly = replace(READING, ease=Ease(text=2.0))
    assert idle_event(slowly, 149, TIMES) is None
    assert idle_event(slowly, 150, TIMES) == QuietTooLong()
    assert seconds_left(slowly, 200, TIMES) == 10
