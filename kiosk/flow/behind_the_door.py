"""The staff's side (article 7.4): a code at the door, the self-test, the touch panel, a page printed and read back."""

from dataclasses import replace

from kiosk.flow.code_entry import figures
from kiosk.flow.effects import CheckStaffCode, EndProgram, LookAfresh, PrintTestPage, RunSelfTest
from kiosk.flow.events import (
    BackChosen,
    ClearChosen,
    CodeGlimpsed,
    CodeRead,
    EraseChosen,
    Event,
    FieldTouched,
    KeyPressed,
    PaperPrinted,
    PrintBackChosen,
    PrintFailed,
    RestartChosen,
    SelfTestCame,
    SelfTestChosen,
    StaffLetIn,
    StaffTurnedAway,
    SubmitChosen,
    TouchTestChosen,
)
from kiosk.flow.moves import Next, in_print, numbered, printed, show
from kiosk.flow.states import TOUCH_FIELDS, PrintBack, Printing, Staff, StaffDoor, State, TouchTest

LONGEST_CODE = 12


def at_the_door(state: State, door: StaffDoor, event: Event) -> Next:
    """While the staff's code is typed."""
    match event:
        case KeyPressed() | EraseChosen() | ClearChosen():
            return show(state, StaffDoor(figures(door.typed, event, LONGEST_CODE))), []
        case SubmitChosen() if door.typed:
            return state, [CheckStaffCode(door.typed)]
        case StaffLetIn():
            return show(state, Staff()), []
        case StaffTurnedAway(problem):
            return show(state, StaffDoor(problem=problem)), []
    return state, []


def among_staff(state: State, staff: Staff, event: Event) -> Next:
    """What the staff may do."""
    match event:
        case SelfTestChosen() if not staff.request:
            state, request = numbered(state)
            return show(state, Staff(request)), [RunSelfTest(request)]
        case SelfTestCame(request, report) if request == staff.request:
            return show(state, Staff(report=report)), []
        case TouchTestChosen():
            return show(state, TouchTest()), []
        case PrintBackChosen():
            return _print_page(state)
        case RestartChosen():
            return state, [EndProgram()]
    return state, []


def while_touching(state: State, test: TouchTest, event: Event) -> Next:
    """Each field of the board wants one touch."""
    match event:
        case FieldTouched(number) if 0 <= number < TOUCH_FIELDS:
            return show(state, TouchTest(test.touched | {number})), []
        case BackChosen():
            return show(state, Staff()), []
    return state, []


def while_reading_back(state: State, back: PrintBack, event: Event) -> Next:
    """A printed page is held before the camera or the scanner. Its mark has the form of a code that no dossier has."""
    match event:
        case PaperPrinted() | PrintFailed() if event.request == back.page.request:
            mark = event.mark if isinstance(event, PaperPrinted) else ""
            return show(state, replace(back, page=printed(back.page, event), mark=mark)), [LookAfresh()]
        case CodeRead(question) | CodeGlimpsed(question) if back.mark and question.code.printed == back.mark:
            return show(state, replace(back, read=True)), []
        case PrintBackChosen() if back.page.printing is not Printing.PRINTING:
            return _print_page(state)
        case BackChosen():
            return show(state, Staff()), []
    return state, []


def _print_page(state: State) -> Next:
    state, request = numbered(state)
    return show(state, PrintBack(in_print(request))), [PrintTestPage(request)]
