"""What a citizen may wish on the result: text messages, to say how it was, to report a difference."""

from dataclasses import replace

import pytest

from kiosk.flow import events
from kiosk.flow.effects import AskNotice, ReportDifference, SendRating
from kiosk.flow.reading_result import OVER
from kiosk.flow.states import Asking, Difference, Phone, Printing, Result, Site, State
from kiosk.flow.step import step
from kiosk.question import Question
from lookup_api.domain.status import Status
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


@pytest.mark.parametrize("status", sorted(OVER))
def test_nobody_is_promised_news_of_a_dossier_that_is_over(status: Status) -> None:
    over = replace(READING, screen=Result(a_question(), an_answer(status=status)))
    assert step(over, events.NoticeChosen()) == (over, [])


def test_a_result_that_waits_to_be_fetched_is_not_over() -> None:
    finished = replace(READING, screen=Result(a_question(), an_answer(status=Status.FINISHED)))
    assert isinstance(after(finished, events.NoticeChosen()).screen, Phone)


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


@pytest.mark.parametrize("screen", [Phone(RESULT, "0900"), Difference(RESULT)])
@pytest.mark.parametrize("code", [a_question(secret="ABCD1234"), a_question("H53.19-261120-0007")])
def test_no_paper_takes_away_what_is_being_wished(screen: Phone | Difference, code: Question) -> None:
    state = replace(READING, screen=screen)
    assert step(state, events.CodeRead(code)) == (state, [])
    assert step(state, events.CodeGlimpsed(code)) == (state, [])


@pytest.mark.parametrize("typed", ["", "0900", "09000"])
def test_a_receipt_that_a_scanner_types_into_the_number_leaves_nothing_there(typed: str) -> None:
    state = replace(READING, screen=Phone(RESULT, typed))
    scanned = after(state, *map(events.KeyPressed, a_question().code.printed))
    assert scanned != state
    assert step(scanned, events.TextScanned(a_question().code.printed)) == (state, [])


def test_a_scanner_that_types_nothing_into_the_window_takes_nothing_from_the_number() -> None:
    state = replace(READING, screen=Phone(RESULT, "0905"))
    assert after(state, events.TextScanned(a_question().code.printed)) == state


@pytest.mark.parametrize("wish", [events.NoticeChosen(), events.DifferenceChosen()])
def test_a_slip_that_is_printed_meanwhile_is_known_afterwards(wish: events.Event) -> None:
    state = after(READING, events.PrintChosen(), wish, events.PaperPrinted(1), events.BackChosen())
    assert isinstance(state.screen, Result)
    assert state.screen.slip.printing is Printing.PRINTED


def test_nobody_turns_back_while_the_centre_is_about_to_take_the_wish() -> None:
    state = after(TYPING, events.SubmitChosen())
    assert after(state, events.BackChosen()) == state
    assert after(state, events.NoticeRefused(1, "lookup_unavailable"), events.BackChosen()).screen == RESULT
