"""When a citizen is thought to have left."""

from dataclasses import replace

import pytest

from kiosk.flow.events import (
    AnswerCame,
    CodeGlimpsed,
    CodeRead,
    Event,
    IdleTooLong,
    KeyPressed,
    QuietTooLong,
    RefreshDue,
    SomethingHeld,
)
from kiosk.flow.idle import LONGEST_READING, IdleTimes, idle_event, is_sign_of_life, reading_seconds, seconds_left
from kiosk.flow.states import (
    Difference,
    Ease,
    Help,
    Keypad,
    Phone,
    Result,
    Scanning,
    Searching,
    Site,
    Staff,
    State,
)
from kiosk.flow.step import step
from lookup_api.domain.wording import Language
from tests.kiosk.builders import a_question, an_answer

HOME = State.at_start(Site(code_start="H53"))
RESULT = Result(a_question(), an_answer())
READING = replace(HOME, screen=RESULT)
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
    assert not is_sign_of_life(replace(HOME, screen=Help()), SomethingHeld())


def test_a_receipt_left_before_the_camera_keeps_no_result_open() -> None:
    assert not is_sign_of_life(READING, CodeRead(a_question()))
    assert is_sign_of_life(READING, CodeRead(a_question("H53.19-261120-0007")))


@pytest.mark.parametrize("screen", [Phone(RESULT), Difference(RESULT), RESULT])
def test_nor_does_it_answer_the_question_for_more_time(screen: Phone | Difference | Result) -> None:
    asked = replace(READING, screen=screen, asking_more_time=True)
    read = CodeRead(a_question(secret="ABCD1234"))
    assert not is_sign_of_life(asked, read)
    assert step(asked, read)[0].asking_more_time


def test_bars_that_were_read_once_give_the_centre_time_to_answer() -> None:
    glimpsed = CodeGlimpsed(a_question())
    assert is_sign_of_life(HOME, glimpsed)
    assert is_sign_of_life(step(HOME, glimpsed)[0], AnswerCame(1, an_answer()))
    assert not is_sign_of_life(READING, glimpsed)


def test_a_self_test_has_the_time_it_takes() -> None:
    assert idle_event(replace(HOME, screen=Staff(request=1)), 100, TIMES) is None
    assert idle_event(replace(HOME, screen=Staff(request=1)), 250, TIMES) == IdleTooLong()


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


def test_who_listens_is_there_until_all_was_read() -> None:
    assert 70 <= reading_seconds("." * 758) <= 90  # measured: 77 s
    assert reading_seconds("") == 0
    assert reading_seconds("." * 10_000) == LONGEST_READING
