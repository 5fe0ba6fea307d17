"""The kiosk at work: it alone touches Kivy's clock and the workers. Import it after `surroundings.prepare`."""

import signal
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from kivy.base import ExceptionHandler, ExceptionManager, runTouchApp, stopTouchApp
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.crew import Crew
from kiosk.flow.effects import Effect, EndProgram, ForgetCitizen, HoldTongue, LookAfresh, Speak
from kiosk.flow.events import DoneChosen, Event, RefreshDue
from kiosk.flow.idle import idle_event, is_sign_of_life, reading_seconds, seconds_left
from kiosk.flow.states import State
from kiosk.flow.step import step
from kiosk.habits import Habits
from kiosk.hardware.keyboard_scanner import KeyboardScanner
from kiosk.keyboard import Keyboard
from kiosk.last_resort import LastResort
from kiosk.saying.speech import spoken
from kiosk.screens.board import Board
from kiosk.screens.witness import Witness

LOOK_SECONDS = 0.5
PREVIEW_SECONDS = 1 / 15
LAYOUT_ROUNDS = 40  # a frame: the height of a text settles the height of its card, and that the column's
FPS, FPS_AT_REST = 30.0, 10.0


class BrokenScreen(ExceptionHandler):
    """Asked by Kivy what to do after any failure in its loop, such as in a layout or under a finger."""

    def __init__(self, last_resort: LastResort) -> None:
        self._last_resort = last_resort

    def handle_exception(self, failure: BaseException) -> int:
        """See ExceptionHandler."""
        if not isinstance(failure, Exception):  # Ctrl-C and the like
            return int(ExceptionManager.RAISE)
        self._last_resort.mend(failure)
        return int(ExceptionManager.PASS)


class KioskApp:
    """One window, one state. Events come in through `post`, from any thread; `overhear` is told of each."""

    def __init__(self, habits: Habits, state: State, overhear: Callable[[Event], None]) -> None:
        self.state = state
        self.board = Board(self.post, self._name)
        self._habits = habits
        self._overhear = overhear
        self._crew: Crew | None = None
        self._last_resort = LastResort(lambda: self.post(DoneChosen()))
        self._keyboard = Keyboard(None, self.board, lambda: self.state, self.post)
        self._touched_at = time.monotonic()
        self._preview_ns = 0
        self._said = ""
        self._heard_at = 0.0  # when the screen will have been read aloud
        self._witness = Witness(habits.witness_folder, self.board) if habits.witness_folder else None

    def post(self, event: Event) -> None:
        """Something happened. It is dealt with in the window's thread, before the next frame."""
        Clock.schedule_once(self._last_resort.around(partial(self._happen, event)), -1)

    def run(self, crew: Crew) -> None:
        """Show the first screen, then begin to work, and serve until SIGTERM, SIGINT or a closed window."""
        self._crew = crew
        typing = crew.scanner if isinstance(crew.scanner, KeyboardScanner) else None
        self._keyboard = Keyboard(typing, self.board, lambda: self.state, self.post)
        ExceptionManager.add_handler(BrokenScreen(self._last_resort))
        self._listen()
        self._draw()
        Clock.schedule_once(lambda _: crew.start(), 0)  # after the first frame: what hangs must not keep it dark
        try:
            runTouchApp(self.board)
        finally:
            crew.stop()
            if self._witness:
                self._witness.stop()

    def _listen(self) -> None:
        Window.set_title("Một Cửa")
        Window.bind(on_touch_down=self._touched, on_textinput=self._typed, on_key_down=self._pressed)
        Window.bind(on_flip=self._frame_drawn)
        Clock.max_iteration = LAYOUT_ROUNDS
        for work, seconds in (
            (self._look, LOOK_SECONDS),
            (partial(self._happen, RefreshDue()), self._habits.refresh_seconds),
            (self._preview, PREVIEW_SECONDS),
        ):
            Clock.schedule_interval(self._last_resort.around(work), seconds)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: Clock.schedule_once(lambda _: stopTouchApp(), 0))

    def _happen(self, event: Event, _: float = 0.0) -> None:
        self._overhear(event)
        if is_sign_of_life(self.state, event):
            self._touched_at = time.monotonic()
        before = self.state
        self.state, effects = step(before, event)
        if ForgetCitizen() in effects:
            self._forget()
        if self.state != before or effects:
            self._draw()
        for effect in effects:
            self._carry_out(effect)
        self._say()

    def _forget(self) -> None:
        self._said = ""
        self.board.forget()
        if self._crew and self._crew.scanner:
            self._crew.scanner.forget()

    def _carry_out(self, effect: Effect) -> None:
        if self._crew is None:
            return
        match effect:
            case LookAfresh() if self._crew.watcher:
                self._crew.watcher.look_afresh()
            case Speak():
                self._said = ""
            case HoldTongue():
                self._crew.voice.stop()
            case EndProgram():
                stopTouchApp()
            case _:
                self._crew.workers.carry_out(effect)

    def _say(self) -> None:
        """Read a new screen aloud to who wants to hear it; what was said already is not said again."""
        text = spoken(self.state) if self.state.ease.voice else ""
        if text != self._said and self._crew:  # a text that is none, as of a Khmer screen, ends the one before
            self._crew.voice.say(text, self.state.language)
            if not self.state.asking_more_time:
                self._heard_at = time.monotonic() + reading_seconds(text)
        self._said = text

    def _name(self, name: str) -> None:
        """Say what the ring stands around, to who wants to hear."""
        if self.state.ease.voice and self._crew:
            self._crew.voice.say(name, self.state.language)

    def _draw(self) -> None:
        self.board.draw(self.state)
        Clock._max_fps = FPS_AT_REST if self.state == self.state.home else FPS  # no public way while it runs
        if self._witness and self._witness.changed(self.state):
            Window.canvas.ask_update()

    def _look(self, _: float) -> None:
        quiet = time.monotonic() - max(self._touched_at, self._heard_at)
        self.board.count_down(seconds_left(self.state, quiet, self._habits.idle))
        if event := idle_event(self.state, quiet, self._habits.idle):
            self._happen(event)
        if self._crew and self._crew.watchdog.wants_a_frame():
            Window.canvas.ask_update()

    def _preview(self, _: float) -> None:
        view, crew = self.board.camera_view, self._crew
        if view is None or crew is None or crew.camera is None:
            return
        frame = crew.camera.preview(self._preview_ns)
        if frame:
            self._preview_ns = frame.taken_ns
            view.show(frame, crew.watcher.sighting if crew.watcher else None)

    def _touched(self, *_: object) -> None:
        self._touched_at = time.monotonic()

    def _typed(self, _: object, text: str) -> None:
        self._touched()
        self._keyboard.typed(text, self._touched_at)

    def _pressed(self, _: object, key: int, *rest: Any) -> bool:
        self._touched()
        self._keyboard.pressed(key, rest[-1], self._touched_at)
        return True  # Kivy's own use of keys, such as F1, is not for citizens

    def _frame_drawn(self, *_: object) -> None:
        if self._crew:
            self._crew.watchdog.frame_drawn()
        if self._witness and self._witness.frame_drawn():
            Window.canvas.ask_update()
