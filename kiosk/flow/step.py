"""The flow: a state and an event give the next state and what is to be done. No window, no wire, no clock."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.errors import CameraUnavailable
from kiosk.flow import code_entry
from kiosk.flow.asking import (
    before_a_question,
    in_trouble,
    on_keypad,
    while_reading_help,
    while_scanning,
    while_searching,
)
from kiosk.flow.behind_the_door import among_staff, at_the_door, while_reading_back, while_touching
from kiosk.flow.effects import HoldTongue, ReadText, Speak
from kiosk.flow.events import (
    ClearChosen,
    CodeGlimpsed,
    CodeRead,
    CodeUnread,
    ContactsCame,
    DoneChosen,
    EaseChosen,
    Event,
    FaultFound,
    FaultGone,
    FromCitizen,
    FromStaff,
    GuideChosen,
    HelpChosen,
    IdleTooLong,
    LanguageChosen,
    QuietChosen,
    QuietTooLong,
    SpeakChosen,
    StaffChosen,
    SubmitChosen,
    TextScanned,
)
from kiosk.flow.guide import on_fields, on_procedure, on_procedures, open_guide
from kiosk.flow.moves import Next, ask, go_home, is_out_of_service, scan, show, with_fault
from kiosk.flow.reading_result import PHONE_FIGURES, on_difference, on_phone, on_result, refresh
from kiosk.flow.states import (
    BehindTheDoor,
    BesideTheResult,
    Difference,
    Ease,
    Fields,
    Help,
    Keypad,
    OutOfService,
    Phone,
    PrintBack,
    ProcedurePage,
    Procedures,
    Result,
    Scanning,
    Screen,
    Searching,
    Staff,
    StaffDoor,
    State,
    TouchTest,
    Trouble,
    Welcome,
    dossier_on,
)
from kiosk.question import Question

HOLDS_NOTHING = Welcome | Help | Scanning | Fields | OutOfService


def step(state: State, event: Event) -> Next:
    """What the kiosk shows after `event`, and what it has to do. Any event may come in any state."""
    if isinstance(event, FromCitizen | FromStaff | CodeRead | TextScanned) and not lies_there_still(state, event):
        state = replace(state, asking_more_time=False)
    return _for_everyone(state, event) or _by_the_readers(state, event) or _on_screen(state, event)


def holds_something(screen: Screen) -> bool:
    """Whether going home would lose something that a citizen did."""
    return bool(screen.typed) if isinstance(screen, Keypad | StaffDoor) else not isinstance(screen, HOLDS_NOTHING)


def lies_there_still(state: State, event: Event) -> bool:
    """Whether this is the paper of the dossier on the screen: it may have been left before the camera, and says nothing
    of anybody who is here."""
    shown = dossier_on(state.screen)
    return isinstance(event, CodeRead) and shown is not None and shown.code == event.question.code


def _for_everyone(state: State, event: Event) -> Next | None:
    """What means the same on every screen; None for what does not."""
    match event:
        case DoneChosen() | IdleTooLong():
            return go_home(state)
        case QuietTooLong():
            return replace(state, asking_more_time=holds_something(state.screen)), []
        case FaultFound(fault) | FaultGone(fault):
            return _fault_changed(with_fault(state, fault, isinstance(event, FaultFound)))
        case ContactsCame(contacts):
            return replace(state, site=replace(state.site, contacts=contacts)), []
        case StaffChosen() if not isinstance(state.screen, BehindTheDoor):
            return show(state.home, StaffDoor()), go_home(state)[1]
    return _manner(state, event)


def _manner(state: State, event: Event) -> Next | None:
    """How the citizen wants to be served."""
    match event:
        case LanguageChosen(language):
            return replace(state, language=language), []
        case EaseChosen(ease):
            return _with_ease(state, ease)
        case SpeakChosen():
            return replace(state, ease=replace(state.ease, voice=True)), [Speak()]
        case QuietChosen():
            return _with_ease(state, replace(state.ease, voice=False))
    return None if is_out_of_service(state) else _from_anywhere(state, event)


def _from_anywhere(state: State, event: Event) -> Next | None:
    match event:
        case HelpChosen():
            return show(state, Help()), []
        case GuideChosen():
            return open_guide(state)
    return None


def _with_ease(state: State, ease: Ease) -> Next:
    falls_silent = state.ease.voice and not ease.voice
    return replace(state, ease=ease), [HoldTongue()] if falls_silent else []


def _fault_changed(state: State) -> Next:
    """A machine out of service shows nothing else; one that came back begins anew; a camera that waited goes on."""
    if is_out_of_service(state) != isinstance(state.screen, OutOfService):
        return (state, []) if isinstance(state.screen, BehindTheDoor | StaffDoor) else go_home(state)
    waits = isinstance(state.screen, Scanning) or state.screen == Trouble(CameraUnavailable.code)
    lost = CameraUnavailable.code in state.faults
    return (scan(state), []) if waits and lost == isinstance(state.screen, Scanning) else (state, [])


def _by_the_readers(state: State, event: Event) -> Next | None:
    """What camera, scanner and grammar say; None where the screen itself deals with it."""
    if isinstance(state.screen, BehindTheDoor | StaffDoor | OutOfService):
        return _scanned_by_staff(state, event)
    match event:
        case TextScanned(text):
            return _scanned(state, text)
        case CodeRead(question):
            return _read(state, question)
        case CodeUnread(problem):
            return _unread(state, problem)
    return None


def _scanned(state: State, text: str) -> Next:
    """A text that ended with Enter. On the screens where one types it may be a person's, who paused in the midst of it:
    then what stands there counts."""
    match state.screen:
        case Keypad(typed):
            return state, [ReadText(text, typed)]
        case Phone() as phone:
            return _on_screen(state, SubmitChosen()) if text.isdigit() else (show(state, _untyped(phone, text)), [])
    return state, [ReadText(text)]


def _untyped(phone: Phone, text: str) -> Phone:
    """A scanner typed into the number what is none: its figures go again."""
    if phone.request:
        return phone
    typed = code_entry.without_scanned(phone.typed, text, PHONE_FIGURES)
    return replace(phone, typed=typed)


def _read(state: State, question: Question) -> Next:
    """A question; another one than that which is answered already. While something is wished beside a result no paper
    takes that away, whoever passes by with it; the result is one touch away."""
    if isinstance(state.screen, BesideTheResult):
        return state, []
    if lies_there_still(state, CodeRead(question)):
        return _same_dossier(state, question)
    return ask(state, question)


def _unread(state: State, problem: str) -> Next | None:
    match state.screen:
        case Keypad() as keypad:
            return show(state, replace(keypad, problem=problem)), []
        case Welcome() | Scanning() | Help():
            return show(state, Trouble(problem)), []
    return None


def _scanned_by_staff(state: State, event: Event) -> Next | None:
    """Only a page that is being read back is of interest there; and at the door a code of figures, which may have been
    typed on a keyboard. What a scanner typed there is no try."""
    if isinstance(event, TextScanned) and isinstance(state.screen, StaffDoor):
        return _on_screen(state, SubmitChosen() if event.text.isdigit() else ClearChosen())
    if isinstance(event, TextScanned):
        return state, [ReadText(event.text)] if isinstance(state.screen, PrintBack) else []
    reads_back = isinstance(state.screen, PrintBack) and isinstance(event, CodeRead | CodeGlimpsed)
    return None if reads_back or not isinstance(event, CodeRead | CodeGlimpsed | CodeUnread) else (state, [])


def _same_dossier(state: State, question: Question) -> Next:
    """The receipt is still there. Its QR may say more than its bars did: then the centre is asked anew."""
    if not isinstance(state.screen, Result) or question.secret is None or question == state.screen.question:
        return state, []
    return refresh(state, state.screen, question)


def _on_screen(state: State, event: Event) -> Next:
    deal = ON_SCREEN.get(type(state.screen))
    return deal(state, state.screen, event) if deal else (state, [])


ON_SCREEN: dict[type, Callable[[State, Any, Event], Next]] = {
    Welcome: before_a_question,
    Help: while_reading_help,
    Scanning: while_scanning,
    Keypad: on_keypad,
    Searching: while_searching,
    Trouble: in_trouble,
    Result: on_result,
    Phone: on_phone,
    Difference: on_difference,
    Fields: on_fields,
    Procedures: on_procedures,
    ProcedurePage: on_procedure,
    StaffDoor: at_the_door,
    Staff: among_staff,
    TouchTest: while_touching,
    PrintBack: while_reading_back,
}
