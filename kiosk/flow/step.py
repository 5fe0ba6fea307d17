"""The flow: a state and an event give the next state and what is to be done. No window, no wire, no clock."""

from dataclasses import replace

from kiosk.errors import CameraUnavailable
from kiosk.flow import code_entry
from kiosk.flow.effects import AskLookup, Effect, ForgetCitizen, LookAfresh, PrintSlip, ReadText
from kiosk.flow.events import (
    AnswerCame,
    ClearChosen,
    CodeRead,
    CodeUnread,
    DoneChosen,
    EraseChosen,
    Event,
    FaultFound,
    FaultGone,
    FromCitizen,
    IdleTooLong,
    KeypadChosen,
    KeyPressed,
    LanguageChosen,
    LookupFailed,
    PrintChosen,
    PrintFailed,
    QuietTooLong,
    RefreshDue,
    RetryChosen,
    ScanChosen,
    SlipPrinted,
    SomethingHeld,
    SubmitChosen,
    TextScanned,
)
from kiosk.flow.states import Keypad, Printing, Result, Scanning, Screen, Searching, State, Trouble, Welcome
from kiosk.question import Question
from lookup_api.contract import Answer
from lookup_api.domain.errors import DossierNotFound
from lookup_api.errors import DeviceRefused

MAY_NOT_BE_SHOWN = frozenset({DossierNotFound.code, DeviceRefused.code})
Next = tuple[State, list[Effect]]


def step(state: State, event: Event) -> Next:
    """What the kiosk shows after `event`, and what it has to do. Any event may come in any state."""
    if isinstance(event, FromCitizen | CodeRead | TextScanned):
        state = replace(state, asking_more_time=False)
    match event:
        case DoneChosen() | IdleTooLong():
            return state.home, [ForgetCitizen()]
        case LanguageChosen(language):
            return replace(state, language=language), []
        case QuietTooLong():
            return replace(state, asking_more_time=holds_something(state.screen)), []
        case FaultFound() | FaultGone():
            return _with_fault(state, event), []
        case CodeRead() | CodeUnread() | TextScanned():
            return _after_reading(state, event)
    return _on_screen(state, event)


def holds_something(screen: Screen) -> bool:
    """Whether going home would lose something that a citizen did."""
    return isinstance(screen, Searching | Result | Trouble) or (isinstance(screen, Keypad) and bool(screen.typed))


def _with_fault(state: State, event: FaultFound | FaultGone) -> State:
    broken = isinstance(event, FaultFound)
    faults = state.faults | {event.fault} if broken else state.faults - {event.fault}
    state = replace(state, faults=faults)
    waits_for_camera = state.screen in (Scanning(), Trouble(CameraUnavailable.code))
    return _scan(state) if waits_for_camera else state


def _after_reading(state: State, event: CodeRead | CodeUnread | TextScanned) -> Next:
    match state.screen, event:
        case _, TextScanned(text):
            return state, [ReadText(text)]
        case Searching(question) | Result(question), CodeRead(read) if read.code == question.code:
            return _same_dossier(state, read)
        case _, CodeRead(question):
            return _ask(state, question)
        case Keypad() as keypad, CodeUnread(problem):
            return _show(state, replace(keypad, problem=problem)), []
        case Welcome() | Scanning(), CodeUnread(problem):
            return _show(state, Trouble(problem)), []
    return state, []


def _same_dossier(state: State, question: Question) -> Next:
    """The receipt is still there. Its QR may say more than its bars did: then the centre is asked anew."""
    if not isinstance(state.screen, Result) or question.secret is None or question == state.screen.question:
        return state, []
    return _refresh(state, replace(state.screen, question=question))


def _on_screen(state: State, event: Event) -> Next:
    match state.screen:
        case Welcome() | Scanning():
            return _before_a_question(state, event)
        case Keypad() as keypad:
            return _on_keypad(state, keypad, event)
        case Searching() as searching:
            return _while_searching(state, searching, event)
        case Result() as result:
            return _on_result(state, result, event)
        case Trouble() as trouble:
            return _in_trouble(state, trouble, event)


def _before_a_question(state: State, event: Event) -> Next:
    match event:
        case SomethingHeld():
            return _scan(state), []
        case ScanChosen():
            return _scan(state), [LookAfresh()]
        case KeypadChosen():
            return _open_keypad(state)
    return state, []


def _on_keypad(state: State, keypad: Keypad, event: Event) -> Next:
    match event:
        case KeyPressed(sign):
            return _show(state, Keypad(code_entry.press(keypad.typed, sign))), []
        case EraseChosen():
            return _show(state, Keypad(code_entry.erase(keypad.typed))), []
        case ClearChosen():
            return _open_keypad(state)
        case SubmitChosen():
            return state, [ReadText(keypad.typed)]
        case ScanChosen():
            return _scan(state), [LookAfresh()]
    return state, []


def _while_searching(state: State, searching: Searching, event: Event) -> Next:
    match event:
        case AnswerCame(request, answer) if request == searching.request:
            return _show(state, Result(searching.question, answer)), []
        case LookupFailed(request, problem) if request == searching.request:
            return _show(state, Trouble(problem, searching.question)), []
    return state, []


def _on_result(state: State, result: Result, event: Event) -> Next:
    match event:
        case RefreshDue() if not result.refresh:
            return _refresh(state, result)
        case AnswerCame(request, answer) if request == result.refresh:
            return _show(state, _newer(result, answer)), []
        case LookupFailed(request, problem) if request == result.refresh:
            return _show(state, _not_refreshed(result, problem)), []
        case PrintChosen() if result.printing is not Printing.PRINTING:
            return _print(state, result)
        case SlipPrinted(request) | PrintFailed(request) if request == result.slip:
            ended = Printing.PRINTED if isinstance(event, SlipPrinted) else Printing.FAILED
            return _show(state, replace(result, slip=0, printing=ended)), []
    return state, []


def _in_trouble(state: State, trouble: Trouble, event: Event) -> Next:
    match event:
        case RetryChosen() if trouble.question:
            return _ask(state, trouble.question)
        case RetryChosen() | ScanChosen():
            return _scan(state), [LookAfresh()]
        case KeypadChosen() if trouble.question:
            return _show(state, Keypad(trouble.question.code.printed)), []  # to be mended, not typed again
        case KeypadChosen():
            return _open_keypad(state)
    return state, []


def _ask(state: State, question: Question) -> Next:
    request = state.asked + 1
    return _show(replace(state, asked=request), Searching(question, request)), [AskLookup(request, question)]


def _refresh(state: State, result: Result) -> Next:
    request = state.asked + 1
    asking = _show(replace(state, asked=request), replace(result, refresh=request))
    return asking, [AskLookup(request, result.question)]


def _print(state: State, result: Result) -> Next:
    request = state.asked + 1
    printing = _show(replace(state, asked=request), replace(result, slip=request, printing=Printing.PRINTING))
    return printing, [PrintSlip(request, result.answer, state.language)]


def _newer(result: Result, answer: Answer) -> Result:
    """What the screen shows never goes back to an older version."""
    kept = answer if answer.version >= result.answer.version else result.answer
    return replace(result, answer=kept, refresh=0, stale=False)


def _not_refreshed(result: Result, problem: str) -> Result | Trouble:
    """A centre that can't be asked takes nothing from the screen; what may not be shown any more goes at once."""
    if problem in MAY_NOT_BE_SHOWN:
        return Trouble(problem, result.question)
    return replace(result, refresh=0, stale=True)


def _scan(state: State) -> State:
    """The camera picture; or why there is none."""
    lost = CameraUnavailable.code in state.faults
    return _show(state, Trouble(CameraUnavailable.code) if lost else Scanning())


def _open_keypad(state: State) -> Next:
    return _show(state, Keypad(state.site.code_start)), []


def _show(state: State, screen: Screen) -> State:
    return replace(state, screen=screen)
