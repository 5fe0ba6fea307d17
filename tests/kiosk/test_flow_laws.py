"""What holds for the flow whatever happens, in any order."""

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kiosk.flow import events
from kiosk.flow.effects import AskLookup, ForgetCitizen
from kiosk.flow.idle import IdleTimes, idle_event
from kiosk.flow.states import Result, Site, State
from kiosk.flow.step import step
from kiosk.languages.shelf import CATALOGUES
from lookup_api.contract import Answer
from tests.kiosk.builders import a_question, an_answer

SITE = Site(code_start="H53")
QUESTIONS = st.sampled_from([a_question(), a_question("H53.19-261120-0007"), a_question(secret="ABCD1234")])
REQUESTS = st.integers(0, 6)
PROBLEMS = st.sampled_from(["dossier_not_found", "lookup_unavailable", "code_not_readable", "unheard_of"])
SIMPLE = [
    events.ScanChosen, events.KeypadChosen, events.EraseChosen, events.ClearChosen, events.SubmitChosen,
    events.PrintChosen, events.RetryChosen, events.StayChosen, events.DoneChosen, events.SomethingHeld,
    events.RefreshDue, events.QuietTooLong, events.IdleTooLong,
]  # fmt: skip
EVENTS: st.SearchStrategy[events.Event] = st.one_of(
    st.sampled_from(SIMPLE).map(lambda kind: kind()),
    st.sampled_from("H50123./-é").map(events.KeyPressed),
    st.sampled_from(list(CATALOGUES)).map(events.LanguageChosen),
    st.text(max_size=8).map(events.TextScanned),
    QUESTIONS.map(events.CodeRead),
    PROBLEMS.map(events.CodeUnread),
    st.builds(events.AnswerCame, REQUESTS, st.integers(1, 9).map(lambda version: an_answer(version=version))),
    st.builds(events.LookupFailed, REQUESTS, PROBLEMS),
    REQUESTS.map(events.SlipPrinted),
    REQUESTS.map(events.PrintFailed),
    st.sampled_from(["camera_unavailable", "not_enrolled"]).flatmap(
        lambda fault: st.sampled_from([events.FaultFound(fault), events.FaultGone(fault)])
    ),
)
STORIES = st.lists(EVENTS, max_size=40)


def texts_in(value: Any) -> set[str]:
    """Every text anywhere inside a state."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return {value}
    if isinstance(value, Answer):
        return texts_in(tuple(value.model_dump().values()))
    if is_dataclass(value):
        return set().union(*(texts_in(getattr(value, field.name)) for field in fields(value)))
    if isinstance(value, tuple | frozenset | list):
        return set().union(*map(texts_in, value))
    return set()


def lived(story: list[events.Event]) -> State:
    """The state after a story."""
    state = State.at_start(SITE)
    for event in story:
        state, _ = step(state, event)
    return state


@given(STORIES)
def test_left_alone_the_kiosk_comes_home_and_remembers_no_citizen(story: list[events.Event]) -> None:
    state, times = lived(story), IdleTimes()
    for quiet in (20.0, 50.0, 70.0):
        event = idle_event(state, quiet, times)
        state = step(state, event)[0] if event else state
    assert state == state.home
    assert texts_in(state) <= {"H53", "camera_unavailable", "not_enrolled"}


@given(STORIES)
def test_done_always_leads_home_and_tells_everyone_to_forget(story: list[events.Event]) -> None:
    state, effects = step(lived(story), events.DoneChosen())
    assert (state, effects) == (state.home, [ForgetCitizen()])


@given(STORIES)
def test_no_two_questions_share_a_number(story: list[events.Event]) -> None:
    state, numbers = State.at_start(SITE), []
    for event in story:
        state, effects = step(state, event)
        numbers += [effect.request for effect in effects if isinstance(effect, AskLookup)]
    assert numbers == sorted(set(numbers))


@given(STORIES, EVENTS)
def test_an_answer_is_shown_only_to_the_question_that_is_open(story: list[events.Event], event: events.Event) -> None:
    before = lived(story)
    after, _ = step(before, event)
    if isinstance(event, events.AnswerCame) and after != before:
        assert event.request in (getattr(before.screen, "request", 0), getattr(before.screen, "refresh", 0))
        assert isinstance(after.screen, Result)
