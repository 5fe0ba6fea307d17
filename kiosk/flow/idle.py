"""When a citizen is thought to have left. All times are seconds."""

from dataclasses import dataclass

from kiosk.flow.events import (
    AnswerCame,
    CodeGlimpsed,
    CodeRead,
    Event,
    FromCitizen,
    FromStaff,
    IdleTooLong,
    LookupFailed,
    QuietTooLong,
    SelfTestCame,
    SomethingHeld,
    TextScanned,
)
from kiosk.flow.states import Scanning, Searching, Staff, State, Welcome
from kiosk.flow.step import holds_something, lies_there_still

SIGNS_A_SECOND = 9.5  # of the voice, which is slow
LONGEST_READING = 300.0


@dataclass(frozen=True, slots=True)
class IdleTimes:
    """After how much quiet the kiosk asks whether more time is needed, how long it then waits for a touch, and how long
    the camera picture stays when nothing is held before it."""

    ask_after: float = 50.0
    leave_after: float = 20.0
    nobody_after: float = 20.0


def times_for(state: State, times: IdleTimes) -> IdleTimes:
    """The times for who is served now: three times as much for who listens, reads large letters or uses one button, and
    for who waits for a self-test, which takes a minute."""
    tests = isinstance(state.screen, Staff) and bool(state.screen.request)
    if not (state.ease.needs_time or tests):
        return times
    return IdleTimes(3 * times.ask_after, 3 * times.leave_after, 3 * times.nobody_after)


def reading_seconds(text: str) -> float:
    """How long a text is read aloud, about: nobody who listens is thought to have left meanwhile."""
    return min(len(text) / SIGNS_A_SECOND, LONGEST_READING)


def idle_event(state: State, quiet: float, usual: IdleTimes) -> Event | None:
    """What follows when nobody has touched anything for `quiet` seconds; None while there is nothing to do."""
    times = times_for(state, usual)
    if state == state.home:
        return None
    if not holds_something(state.screen):
        patience = times.nobody_after if isinstance(state.screen, Scanning) else times.ask_after
        return IdleTooLong() if quiet >= patience else None
    if quiet >= times.ask_after + times.leave_after:
        return IdleTooLong()
    return QuietTooLong() if quiet >= times.ask_after and not state.asking_more_time else None


def is_sign_of_life(state: State, event: Event) -> bool:
    """Whether an event shows that a citizen is there, or has just been given something to read.

    What moves before the camera counts only while its picture is shown, or comes up: people who pass by keep nothing
    else open, nor does a receipt that was left before the camera.
    """
    if isinstance(event, SomethingHeld | CodeGlimpsed):
        return isinstance(state.screen, Welcome | Scanning)
    if lies_there_still(state, event):
        return False
    first_answer = isinstance(state.screen, Searching | Scanning) and isinstance(event, AnswerCame | LookupFailed)
    return first_answer or isinstance(event, FromCitizen | FromStaff | CodeRead | TextScanned | SelfTestCame)


def seconds_left(state: State, quiet: float, usual: IdleTimes) -> int:
    """The number that counts down while the citizen is asked."""
    times = times_for(state, usual)
    return max(0, round(times.ask_after + times.leave_after - quiet))
