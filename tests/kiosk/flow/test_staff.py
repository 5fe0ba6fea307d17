"""Behind the staff's door."""

from dataclasses import replace

from kiosk.care.self_test_report import Check, CheckState, SelfTestReport
from kiosk.flow import events
from kiosk.flow.effects import CheckStaffCode, EndProgram, ForgetCitizen, PrintTestPage, RunSelfTest
from kiosk.flow.states import PrintBack, Result, Site, Staff, StaffDoor, State, TouchTest, Welcome
from kiosk.flow.step import step
from tests.kiosk.builders import a_question, an_answer

HOME = State.at_start(Site(code_start="H53"))
INSIDE = replace(HOME, screen=Staff())
MARK = "Z99-000101-0042"


def after(state: State, *happened: events.Event) -> State:
    """The state that a row of events leads to."""
    for event in happened:
        state, _ = step(state, event)
    return state


def test_the_door_ends_the_citizens_session_first() -> None:
    state, effects = step(replace(HOME, screen=Result(a_question(), an_answer())), events.StaffChosen())
    assert (state, effects) == (replace(HOME, screen=StaffDoor()), [ForgetCitizen()])


def test_a_code_opens_and_a_wrong_one_does_not() -> None:
    state = after(HOME, events.StaffChosen(), *map(events.KeyPressed, "24681a"))
    assert step(state, events.SubmitChosen()) == (state, [CheckStaffCode("24681")])
    assert after(state, events.StaffTurnedAway("staff_code_wrong")).screen == StaffDoor(problem="staff_code_wrong")
    assert after(state, events.StaffLetIn()).screen == Staff()


def test_a_scanned_receipt_is_no_try_at_the_door_and_leaves_nothing_there() -> None:
    state = after(HOME, events.StaffChosen(), *map(events.KeyPressed, a_question().code.printed))
    assert step(state, events.TextScanned(a_question().code.printed)) == (replace(HOME, screen=StaffDoor()), [])
    typed = after(HOME, events.StaffChosen(), events.KeyPressed("7"))
    assert step(typed, events.TextScanned("7"))[1] == [CheckStaffCode("7")]


def test_nobody_is_let_in_who_did_not_stand_at_the_door() -> None:
    assert after(HOME, events.StaffLetIn(), events.SelfTestChosen(), events.RestartChosen()).screen == Welcome()


def test_the_self_test_runs_once_at_a_time_and_shows_its_report() -> None:
    state, effects = step(INSIDE, events.SelfTestChosen())
    assert effects == [RunSelfTest(1)]
    assert step(state, events.SelfTestChosen())[1] == []
    report = SelfTestReport((Check("camera", CheckState.OK),))
    assert after(state, events.SelfTestCame(1, report)).screen == Staff(report=report)


def test_each_field_of_the_panel_wants_a_touch() -> None:
    state = after(INSIDE, events.TouchTestChosen(), *map(events.FieldTouched, (3, 3, 99)))
    assert state.screen == TouchTest(frozenset({3}))


def test_a_test_page_is_printed_and_read_back_by_the_camera() -> None:
    state, effects = step(INSIDE, events.PrintBackChosen())
    assert effects == [PrintTestPage(1)]
    held = after(state, events.PaperPrinted(1, MARK), events.CodeRead(a_question()), events.CodeRead(a_question(MARK)))
    assert isinstance(held.screen, PrintBack)
    assert held.screen.read


def test_a_citizens_receipt_is_looked_up_for_nobody_behind_the_door() -> None:
    assert step(INSIDE, events.CodeRead(a_question())) == (INSIDE, [])


def test_the_program_can_be_begun_anew() -> None:
    assert step(INSIDE, events.RestartChosen())[1] == [EndProgram()]


def test_a_door_left_open_closes() -> None:
    assert after(INSIDE, events.IdleTooLong()).screen == Welcome()
