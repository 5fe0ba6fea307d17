"""From the first screen to the answer: scanning, typing, waiting, and what to do when there is no answer."""

from dataclasses import replace

from kiosk.flow import code_entry
from kiosk.flow.effects import AskLookup, FindNear, ReadText
from kiosk.flow.events import (
    AnswerCame,
    ClearChosen,
    CodeGlimpsed,
    EraseChosen,
    Event,
    KeypadChosen,
    KeyPressed,
    LookupFailed,
    NearChosen,
    NearFound,
    RetryChosen,
    ScanChosen,
    SomethingHeld,
    SubmitChosen,
)
from kiosk.flow.moves import Next, ask, numbered, open_camera, open_keypad, scan, show
from kiosk.flow.states import Keypad, Result, Scanning, Screen, Searching, State, Trouble
from kiosk.question import Question
from lookup_api.domain.errors import DossierNotFound


def before_a_question(state: State, _: Screen, event: Event) -> Next:
    """On the first screen and beside it: nothing was asked yet."""
    match event:
        case SomethingHeld():
            return scan(state), []
        case ScanChosen():
            return open_camera(state)
        case KeypadChosen():
            return open_keypad(state)
        case CodeGlimpsed(question):
            return _glimpsed(state, question)
    return state, []


def while_reading_help(state: State, help_: Screen, event: Event) -> Next:
    """Whoever holds up a receipt that is not read, and asks for help, holds it up still: only its code takes the help
    away."""
    held = isinstance(event, SomethingHeld | CodeGlimpsed)
    return (state, []) if held else before_a_question(state, help_, event)


def while_scanning(state: State, scanning: Scanning, event: Event) -> Next:
    """Before the camera picture. A code that was read once only is believed when there is a dossier under it."""
    match event:
        case SomethingHeld():
            return state, []
        case AnswerCame(request, answer, kept) if request == scanning.glimpse and scanning.question:
            return show(state, Result(scanning.question, answer, kept=kept)), []
        case LookupFailed(request) if request == scanning.glimpse:
            return show(state, Scanning()), []
    return before_a_question(state, scanning, event)


def on_keypad(state: State, keypad: Keypad, event: Event) -> Next:
    """While a code is typed."""
    match event:
        case KeyPressed(sign):
            return show(state, Keypad(code_entry.press(keypad.typed, sign))), []
        case EraseChosen():
            return show(state, Keypad(code_entry.erase(keypad.typed))), []
        case ClearChosen():
            return open_keypad(state)
        case SubmitChosen():
            return state, [ReadText(keypad.typed)]
        case ScanChosen():
            return open_camera(state)
    return state, []


def while_searching(state: State, searching: Searching, event: Event) -> Next:
    """While the centre is asked."""
    match event:
        case AnswerCame(request, answer, kept) if request == searching.request:
            return show(state, Result(searching.question, answer, kept=kept)), []
        case LookupFailed(request, problem) if request == searching.request:
            return _failed(state, searching.question, problem)
    return state, []


def in_trouble(state: State, trouble: Trouble, event: Event) -> Next:
    """When there is no answer."""
    match event:
        case NearFound(request, codes) if request == trouble.request:
            return show(state, replace(trouble, request=0, near=codes)), []
        case NearChosen(code) if code in trouble.near:
            return ask(state, Question(code))
        case RetryChosen() if trouble.question:
            return ask(state, trouble.question)
        case RetryChosen() | ScanChosen():
            return open_camera(state)
        case KeypadChosen():
            return _mend(state, trouble)
    return state, []


def _mend(state: State, trouble: Trouble) -> Next:
    """A code that was refused is mended, not typed again."""
    question = trouble.question
    return (show(state, Keypad(question.code.printed)), []) if question else open_keypad(state)


def _glimpsed(state: State, question: Question) -> Next:
    scanning = scan(state)
    if not isinstance(scanning.screen, Scanning) or getattr(state.screen, "question", None) == question:
        return state, []
    asking, request = numbered(scanning)
    return show(asking, Scanning(request, question)), [AskLookup(request, question)]


def _failed(state: State, question: Question, problem: str) -> Next:
    """A code that has no dossier may be a slip of the finger: then those that look alike are offered."""
    if problem != DossierNotFound.code:
        return show(state, Trouble(problem, question)), []
    state, request = numbered(state)
    return show(state, Trouble(problem, question, request)), [FindNear(request, question.code)]
