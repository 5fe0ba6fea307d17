"""What a citizen may wish on the result: text messages, to say how it was, to report a difference."""

from dataclasses import replace

import pytest

from kiosk.flow import events
from kiosk.flow.effects import AskNotice, ReportDifference, SendRating
from kiosk.flow.states import Asking, Difference, Phone, Result, Site, State
from kiosk.flow.step import step
from lookup_api.domain.wording import Language
from tests.kiosk.builders import a_question, an_answer

RESULT = Result(a_question(), an_answer())
READING = replace(State.at_start(Site(code_start="H53")), screen=RESULT)
TYPING = replace(READING, screen=Phone(RESULT, "0900000001"))


def after(state: State, *happened: events.Event) -> State:
    """The state that a row of events leads to."""
    for event in happened:
        state, _ = step(state, event)
    return state


def test_a_number_is_typed_and_sent_to_the_centre_once() -> None:
    state, effects = step(TYPING, events.SubmitChosen())
    assert effects == [AskNotice(1, a_question(), "0900000001", Language.VI)]
    assert step(state, events.SubmitChosen())[1] == []
    assert after(state, events.KeyPressed("2")) == state


def test_only_figures_are_part_of_a_number() -> None:
    state = after(replace(READING, screen=Phone(RESULT)), *map(events.KeyPressed, "0x9-٣1"))
    assert state.screen == Phone(RESULT, "091")


def test_a_taken_wish_leads_back_to_the_result() -> None:
    state = after(TYPING, events.SubmitChosen(), events.NoticeAsked(1))
    assert state.screen == replace(RESULT, notice=Asking.DONE)
    assert after(state, events.NoticeChosen()) == state


def test_a_refused_number_stays_to_be_mended() -> None:
    state = after(TYPING, events.SubmitChosen(), events.NoticeRefused(1, "number_not_readable"))
    assert state.screen == Phone(RESULT, "0900000001", "number_not_readable")
    assert after(state, events.EraseChosen()).screen == Phone(RESULT, "090000000")


def test_back_leads_to_the_result_and_leaves_no_number() -> None:
    assert after(TYPING, events.BackChosen()).screen == RESULT


def test_one_touch_rates_the_service_and_a_second_one_changes_nothing() -> None:
    state, effects = step(READING, events.StarsChosen(4))
    assert effects == [SendRating(4, a_question().code, Language.VI)]
    assert step(state, events.StarsChosen(1)) == (state, [])


@pytest.mark.parametrize("stars", [0, 6])
def test_there_are_one_to_five_stars(stars: int) -> None:
    assert step(READING, events.StarsChosen(stars)) == (READING, [])


def test_a_difference_is_reported_with_the_version_that_was_shown() -> None:
    state = after(READING, events.DifferenceChosen())
    assert state.screen == Difference(RESULT)
    state, effects = step(state, events.ElsewhereChosen("sms"))
    assert effects == [ReportDifference(a_question().code, 4, "sms", Language.VI)]
    assert state.screen == replace(RESULT, reported=True)
