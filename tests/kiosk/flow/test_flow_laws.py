"""What holds for the flow whatever happens, in any order."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kiosk.care.self_test_report import SelfTestReport
from kiosk.flow import events
from kiosk.flow.effects import AskLookup, ForgetCitizen
from kiosk.flow.idle import IdleTimes, idle_event
from kiosk.flow.states import TEXT_SIZES, BehindTheDoor, Ease, OutOfService, Result, Site, StaffDoor, State
from kiosk.flow.step import step
from kiosk.languages.shelf import CATALOGUES
from lookup_api.contract import Answer
from tests.kiosk.builders import a_procedure, a_question, an_answer

SITE = Site(code_start="H53")
PROCEDURE = a_procedure()
QUESTIONS = st.sampled_from([a_question(), a_question("H53.19-261120-0007"), a_question(secret="ABCD1234")])
REQUESTS = st.integers(0, 6)
PROBLEMS = st.sampled_from(["dossier_not_found", "lookup_unavailable", "code_not_readable", "unheard_of"])
SIMPLE = [
    events.ScanChosen, events.KeypadChosen, events.EraseChosen, events.ClearChosen, events.SubmitChosen,
    events.PrintChosen, events.RetryChosen, events.StayChosen, events.DoneChosen, events.SomethingHeld,
    events.RefreshDue, events.QuietTooLong, events.IdleTooLong, events.BackChosen, events.SpeakChosen,
    events.QuietChosen, events.HelpChosen, events.GuideChosen, events.NoticeChosen, events.DifferenceChosen,
    events.StaffChosen, events.SelfTestChosen, events.TouchTestChosen, events.PrintBackChosen, events.RestartChosen,
    events.StaffLetIn,
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
    st.builds(events.CodeGlimpsed, QUESTIONS),
    st.builds(events.EaseChosen, st.builds(Ease, st.sampled_from(TEXT_SIZES), *[st.booleans()] * 5)),
    st.sampled_from(["Xây dựng", "Hộ tịch"]).map(events.FieldChosen),
    st.just(events.ProcedureChosen(PROCEDURE)),
    st.builds(events.ProceduresCame, REQUESTS, st.just((PROCEDURE,))),
    st.builds(events.ProceduresMissed, REQUESTS, PROBLEMS),
    st.builds(events.NearFound, REQUESTS, QUESTIONS.map(lambda question: (question.code,))),
    QUESTIONS.map(lambda question: events.NearChosen(question.code)),
    st.sampled_from(["sms", "web", "elsewhere"]).map(events.ElsewhereChosen),
    st.integers(0, 6).map(events.StarsChosen),
    st.integers(-1, 30).map(events.FieldTouched),
    REQUESTS.map(events.NoticeAsked),
    st.builds(events.NoticeRefused, REQUESTS, PROBLEMS),
    st.builds(events.PaperPrinted, REQUESTS, st.sampled_from(["", "Z99-000101-0001"])),
    st.builds(events.SelfTestCame, REQUESTS, st.just(SelfTestReport())),
    REQUESTS.map(events.PrintFailed),
    st.sampled_from(["camera_unavailable", "out_of_service"]).flatmap(
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
    for quiet in (20.0, 50.0, 70.0, 150.0, 210.0):
        event = idle_event(state, quiet, times)
        state = step(state, event)[0] if event else state
    assert state == state.home
    assert texts_in(replace(state, procedures=())) <= {"", "H53", "camera_unavailable", "out_of_service"}


@given(STORIES)
def test_done_always_leads_home_and_tells_everyone_to_forget(story: list[events.Event]) -> None:
    state, effects = step(lived(story), events.DoneChosen())
    assert (state, effects[0]) == (state.home, ForgetCitizen())


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
        assert event.request in {getattr(before.screen, name, 0) for name in ("request", "refresh", "glimpse")}
        assert isinstance(after.screen, Result)


@given(STORIES)
def test_a_machine_out_of_service_shows_no_citizen_anything(story: list[events.Event]) -> None:
    state = lived(story)
    if "out_of_service" in state.faults:
        assert isinstance(state.screen, OutOfService | StaffDoor | BehindTheDoor)
