"""The flow, event by event."""

from dataclasses import replace

import pytest

from kiosk.flow.effects import AskLookup, FindNear, ForgetCitizen, HoldTongue, LookAfresh, PrintSlip, ReadText, Speak
from kiosk.flow.events import (
    AnswerCame,
    CodeGlimpsed,
    CodeRead,
    CodeUnread,
    ContactsCame,
    DoneChosen,
    EaseChosen,
    Event,
    FaultFound,
    FaultGone,
    GuideChosen,
    HelpChosen,
    IdleTooLong,
    KeypadChosen,
    KeyPressed,
    LanguageChosen,
    LookupFailed,
    NearChosen,
    NearFound,
    PaperPrinted,
    PrintChosen,
    PrintFailed,
    QuietChosen,
    QuietTooLong,
    RefreshDue,
    RetryChosen,
    ScanChosen,
    SomethingHeld,
    SpeakChosen,
    StayChosen,
    SubmitChosen,
    TextScanned,
)
from kiosk.flow.states import (
    Contacts,
    Ease,
    Help,
    Keypad,
    OutOfService,
    Printing,
    Result,
    Scanning,
    Searching,
    Site,
    State,
    Trouble,
    Welcome,
)
from kiosk.flow.step import step
from kiosk.question import Question
from lookup_api.domain.wording import Language
from tests.kiosk.builders import a_question, an_answer

START = State.at_start(Site(code_start="H53"))
QUESTION = a_question()


def after(state: State, *events: Event) -> State:
    """The state that a row of events leads to."""
    for event in events:
        state, _ = step(state, event)
    return state


def with_a_result(version: int = 4) -> State:
    """A citizen reads an answer."""
    return after(START, CodeRead(QUESTION), AnswerCame(1, an_answer(version=version)))


def result_of(state: State) -> Result:
    """The result that is shown."""
    assert isinstance(state.screen, Result)
    return state.screen


def test_a_receipt_before_the_camera_is_looked_up_without_a_touch() -> None:
    state, effects = step(START, CodeRead(QUESTION))
    assert (state.screen, effects) == (Searching(QUESTION, 1), [AskLookup(1, QUESTION)])


def test_something_held_up_opens_the_live_picture() -> None:
    assert after(START, SomethingHeld()).screen == Scanning()


def test_who_holds_up_a_receipt_that_is_not_read_can_ask_for_help() -> None:
    state = replace(START, screen=Help())
    assert step(state, SomethingHeld()) == (state, [])
    assert step(state, CodeGlimpsed(a_question())) == (state, [])
    assert step(state, CodeRead(a_question()))[1] == [AskLookup(1, a_question())]


def test_who_asks_for_the_camera_may_show_the_same_paper_again() -> None:
    assert step(START, ScanChosen()) == (replace(START, screen=Scanning()), [LookAfresh()])


def test_the_answer_is_shown() -> None:
    assert result_of(with_a_result()).answer == an_answer()


def test_a_late_answer_to_an_earlier_citizen_is_never_shown() -> None:
    next_citizen = after(START, CodeRead(QUESTION), DoneChosen(), CodeRead(a_question("H53.19-261120-0007")))
    assert after(next_citizen, AnswerCame(1, an_answer())) == next_citizen


def test_a_failure_becomes_trouble_and_can_be_tried_again() -> None:
    state = after(START, CodeRead(QUESTION), LookupFailed(1, "lookup_unavailable"))
    assert state.screen == Trouble("lookup_unavailable", QUESTION)
    assert after(state, RetryChosen()).screen == Searching(QUESTION, 2)


def test_a_dossier_that_was_not_found_can_be_typed_anew_from_its_code() -> None:
    state = after(START, CodeRead(QUESTION), LookupFailed(1, "dossier_not_found"), KeypadChosen())
    assert state.screen == Keypad(QUESTION.code.printed)


def test_typing_begins_as_the_codes_of_the_province_do() -> None:
    assert after(START, KeypadChosen(), KeyPressed("1")).screen == Keypad("H53.1")


def test_a_typed_code_is_read_before_it_is_asked() -> None:
    _, effects = step(replace(START, screen=Keypad("H53.19-261116-0042")), SubmitChosen())
    assert effects == [ReadText("H53.19-261116-0042")]


def test_what_is_no_code_stays_to_be_mended() -> None:
    state = after(replace(START, screen=Keypad("H53.19")), CodeUnread("code_not_readable"))
    assert state.screen == Keypad("H53.19", "code_not_readable")
    assert after(state, KeyPressed("-")).screen == Keypad("H53.19-")


def test_a_hand_held_scanner_works_on_every_screen() -> None:
    for state in (START, with_a_result(), after(START, ScanChosen())):
        assert step(state, TextScanned("x"))[1] == [ReadText("x")]


def test_who_pauses_while_typing_a_code_is_asked_about_the_whole_of_it() -> None:
    typing = replace(START, screen=Keypad("H53.19-261116-0042"))
    assert step(typing, TextScanned("42"))[1] == [ReadText("42", otherwise="H53.19-261116-0042")]


def test_another_receipt_replaces_the_result() -> None:
    other = a_question("H53.19-261120-0007")
    assert after(with_a_result(), CodeRead(other)).screen == Searching(other, 2)


def test_the_same_receipt_changes_nothing_but_its_qr_is_asked_with_the_secret() -> None:
    state = with_a_result()
    assert after(state, CodeRead(QUESTION)) == state
    with_secret = a_question(secret="ABCD1234")
    after_qr, effects = step(state, CodeRead(with_secret))
    assert (result_of(after_qr).answer, effects) == (an_answer(), [AskLookup(2, with_secret)])


def test_an_open_result_is_asked_for_again_one_question_at_a_time() -> None:
    state, effects = step(with_a_result(), RefreshDue())
    assert effects == [AskLookup(2, QUESTION)]
    assert step(state, RefreshDue())[1] == []


def test_a_changed_status_comes_onto_the_open_screen() -> None:
    state = after(with_a_result(version=4), RefreshDue(), AnswerCame(2, an_answer(version=5)))
    assert result_of(state).answer.version == 5


def test_the_version_never_goes_back() -> None:
    state = after(with_a_result(version=4), RefreshDue(), AnswerCame(2, an_answer(version=3)))
    assert result_of(state).answer.version == 4


def test_a_centre_that_is_away_takes_nothing_from_the_screen() -> None:
    state = after(with_a_result(), RefreshDue(), LookupFailed(2, "lookup_unavailable"))
    assert result_of(state).stale
    assert not result_of(after(state, RefreshDue(), AnswerCame(3, an_answer()))).stale


@pytest.mark.parametrize("problem", ["dossier_not_found", "device_refused", "out_of_service"])
def test_a_hidden_dossier_and_a_revoked_kiosk_show_nothing_any_more(problem: str) -> None:
    state = after(with_a_result(), RefreshDue(), LookupFailed(2, problem))
    assert state.screen == Trouble(problem, QUESTION)


def test_a_slip_is_printed_once_at_a_time() -> None:
    state, effects = step(with_a_result(), PrintChosen())
    assert effects == [PrintSlip(2, an_answer(), Language.VI)]
    assert step(state, PrintChosen())[1] == []
    assert result_of(after(state, PaperPrinted(2))).slip.printing is Printing.PRINTED


def test_a_failing_printer_never_keeps_the_status_from_the_screen() -> None:
    state = after(with_a_result(), PrintChosen(), PrintFailed(2))
    assert (result_of(state).answer, result_of(state).slip.printing) == (an_answer(), Printing.FAILED)


def test_the_language_can_be_changed_on_every_screen() -> None:
    for state in (START, after(START, ScanChosen()), after(START, KeypadChosen()), with_a_result()):
        changed = after(state, LanguageChosen(Language.EN))
        assert (changed.language, changed.screen) == (Language.EN, state.screen)


def test_done_forgets_the_citizen_and_the_language() -> None:
    state, effects = step(after(with_a_result(), LanguageChosen(Language.EN)), DoneChosen())
    assert (state, effects) == (replace(START, asked=1), [ForgetCitizen()])


def test_quiet_asks_whether_more_time_is_needed_and_a_touch_stays() -> None:
    asking = after(with_a_result(), QuietTooLong())
    assert asking.asking_more_time
    assert after(asking, StayChosen()) == with_a_result()
    assert after(asking, IdleTooLong()).screen == Welcome()


def test_a_lost_camera_is_said_where_it_matters_and_comes_back() -> None:
    lost = FaultFound("camera_unavailable")
    assert after(START, lost).screen == Welcome()
    assert after(with_a_result(), lost).screen == with_a_result().screen
    waiting = after(START, ScanChosen(), lost)
    assert waiting.screen == Trouble("camera_unavailable")
    assert after(waiting, FaultGone("camera_unavailable")).screen == Scanning()


def test_who_lost_the_way_is_offered_codes_that_look_alike() -> None:
    state, effects = step(after(START, CodeRead(QUESTION)), LookupFailed(1, "dossier_not_found"))
    assert effects == [FindNear(2, QUESTION.code)]
    near = a_question("H53.91-261116-0042").code
    offered = after(state, NearFound(2, (near,)))
    assert offered.screen == Trouble("dossier_not_found", QUESTION, near=(near,))
    assert after(offered, NearChosen(near)).screen == Searching(Question(near), 3)


def test_a_code_that_was_not_offered_cannot_be_chosen() -> None:
    state = after(START, CodeRead(QUESTION), LookupFailed(1, "dossier_not_found"))
    assert after(state, NearChosen(a_question("H53.19-261120-0007").code)) == state


def test_bars_that_were_read_once_count_only_when_there_is_a_dossier() -> None:
    state, effects = step(START, CodeGlimpsed(QUESTION))
    assert (state.screen, effects) == (Scanning(1, QUESTION), [AskLookup(1, QUESTION)])
    assert step(state, CodeGlimpsed(QUESTION)) == (state, [])
    assert result_of(after(state, AnswerCame(1, an_answer()))).answer == an_answer()
    assert after(state, LookupFailed(1, "dossier_not_found")).screen == Scanning()


def test_a_kept_answer_is_marked_until_the_centre_is_back() -> None:
    state = after(START, CodeRead(QUESTION), AnswerCame(1, an_answer(), kept=True))
    assert result_of(state).kept
    assert not result_of(after(state, RefreshDue(), AnswerCame(2, an_answer(version=5)))).kept


def test_a_kept_answer_never_replaces_one_of_the_centre() -> None:
    state = after(with_a_result(version=4), RefreshDue(), AnswerCame(2, an_answer(version=4, fee=1), kept=True))
    assert (result_of(state).answer, result_of(state).stale, result_of(state).kept) == (an_answer(), True, False)


def test_how_one_wants_to_be_served_stays_to_the_end_of_the_session_and_no_longer() -> None:
    large = Ease(text=2.0, contrast=True, low_reach=True)
    state = after(START, EaseChosen(large), CodeRead(QUESTION), AnswerCame(1, an_answer()))
    assert state.ease == large
    assert after(state, DoneChosen()).ease == Ease()


def test_who_wants_to_hear_hears_every_screen_until_quiet_is_chosen() -> None:
    state, effects = step(START, SpeakChosen())
    assert (state.ease.voice, effects) == (True, [Speak()])
    state, effects = step(state, QuietChosen())
    assert (state.ease.voice, effects) == (False, [HoldTongue()])


def test_the_end_of_a_session_ends_the_voice() -> None:
    assert step(after(START, SpeakChosen()), IdleTooLong())[1] == [ForgetCitizen(), HoldTongue()]


def test_a_machine_out_of_service_shows_nothing_else_and_comes_back() -> None:
    state, effects = step(with_a_result(), FaultFound("out_of_service"))
    assert (state.screen, effects) == (OutOfService(), [ForgetCitizen()])
    for event in (ScanChosen(), KeypadChosen(), CodeRead(QUESTION), HelpChosen(), GuideChosen(), SomethingHeld()):
        assert after(state, event).screen == OutOfService()
    assert after(state, FaultGone("out_of_service")).screen == Welcome()


def test_what_the_centre_tells_of_the_offices_is_told_on_every_screen() -> None:
    contacts = Contacts(hotline="0276 1022")
    assert after(with_a_result(), ContactsCame(contacts)).site.contacts == contacts
