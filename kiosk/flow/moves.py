"""The moves that several screens share: each gives the next state and what is to be done."""

from dataclasses import replace

from kiosk.errors import CameraUnavailable, KioskFault, OutOfService
from kiosk.flow.effects import AskLookup, Effect, ForgetCitizen, HoldTongue, LookAfresh
from kiosk.flow.events import PaperPrinted, PrintFailed
from kiosk.flow.states import Keypad, Print, Printing, Scanning, Screen, Searching, State, Trouble
from kiosk.question import Question

Next = tuple[State, list[Effect]]


def show(state: State, screen: Screen) -> State:
    """The same citizen, another screen."""
    return replace(state, screen=screen)


def numbered(state: State) -> tuple[State, int]:
    """A number for a new request, and the state that remembers it."""
    return replace(state, asked=state.asked + 1), state.asked + 1


def go_home(state: State) -> Next:
    """The session is over."""
    quiet: list[Effect] = [HoldTongue()] if state.ease.voice else []
    return state.home, [ForgetCitizen(), *quiet]


def ask(state: State, question: Question) -> Next:
    """Ask the centre."""
    state, request = numbered(state)
    return show(state, Searching(question, request)), [AskLookup(request, question)]


def open_camera(state: State) -> Next:
    """Somebody wants to scan."""
    return scan(state), [LookAfresh()]


def scan(state: State) -> State:
    """The camera picture; or why there is none."""
    lost = CameraUnavailable.code in state.faults
    return show(state, Trouble(CameraUnavailable.code) if lost else Scanning())


def open_keypad(state: State) -> Next:
    """Typing begins as the codes of the province do."""
    return show(state, Keypad(state.site.code_start)), []


def in_print(request: int) -> Print:
    """A paper that has just been asked for."""
    return Print(request, Printing.PRINTING)


def printed(paper: Print, event: PaperPrinted | PrintFailed) -> Print:
    """How a paper stands after the printer's word; a word about another paper changes nothing."""
    if event.request != paper.request or paper.printing is not Printing.PRINTING:
        return paper
    if isinstance(event, PaperPrinted):
        return replace(paper, printing=Printing.PRINTED)
    return replace(paper, printing=Printing.FAILED, problem=event.problem)


def with_fault(state: State, fault: type[KioskFault] | str, broken: bool) -> State:
    """Something broke or works again."""
    code = fault if isinstance(fault, str) else fault.code
    faults = state.faults | {code} if broken else state.faults - {code}
    return replace(state, faults=faults)


def is_out_of_service(state: State) -> bool:
    """Whether the centre has taken this machine out of service."""
    return OutOfService.code in state.faults
