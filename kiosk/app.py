"""The kiosk at work: it alone touches Kivy's clock and the workers. Import it after `surroundings.prepare`."""

import signal
import time
from functools import partial

from kivy.base import runTouchApp, stopTouchApp
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.flow.effects import Effect, ForgetCitizen, LookAfresh
from kiosk.flow.events import Event, RefreshDue, TextScanned
from kiosk.flow.idle import idle_event, is_sign_of_life, seconds_left
from kiosk.flow.states import State
from kiosk.flow.step import step
from kiosk.habits import Habits
from kiosk.hardware.keyboard_scanner import KeyboardScanner
from kiosk.hardware.ports import Camera
from kiosk.scanning.watch import Watcher
from kiosk.screens.board import Board
from kiosk.screens.witness import Witness
from kiosk.workers import Workers

LOOK_SECONDS = 0.5
PREVIEW_SECONDS = 1 / 15
LAYOUT_ROUNDS = 40  # a frame: the height of a text settles the height of its card, and that the column's
FPS, FPS_AT_REST = 30.0, 10.0


class KioskApp:
    """One window, one state. Events come in through `post`, from any thread."""

    def __init__(self, habits: Habits, camera: Camera | None) -> None:
        self.state = State.at_start(habits.site)
        self.board = Board(self.post, habits.contacts)
        self._habits = habits
        self._camera = camera
        self._workers: Workers | None = None
        self._watcher: Watcher | None = None
        self._scanner = KeyboardScanner()
        self._touched_at = time.monotonic()
        self._preview_ns = 0
        self._witness = Witness(habits.witness_folder, self.board) if habits.witness_folder else None

    def post(self, event: Event) -> None:
        """Something happened. It is dealt with in the window's thread, before the next frame."""
        Clock.schedule_once(partial(self._happen, event), -1)

    def run(self, workers: Workers, watcher: Watcher | None) -> None:
        """Show the first screen, then begin to watch, and serve until SIGTERM, SIGINT or a closed window."""
        self._workers, self._watcher = workers, watcher
        self._listen()
        self._draw()
        if watcher:  # after the first frame: what hangs must not keep the screen dark
            Clock.schedule_once(lambda _: watcher.start(), 0)
        try:
            runTouchApp(self.board)
        finally:
            self._stop()

    def _stop(self) -> None:
        """Nothing of this outlives the window."""
        for part in (self._workers, self._watcher, self._witness):
            if part:
                part.stop()

    def _listen(self) -> None:
        Window.set_title("Một Cửa")
        Window.bind(on_touch_down=self._touched, on_textinput=self._typed, on_key_down=self._pressed)
        if self._witness:
            Window.bind(on_flip=self._frame_drawn)
        Clock.max_iteration = LAYOUT_ROUNDS
        Clock.schedule_interval(self._look, LOOK_SECONDS)
        Clock.schedule_interval(lambda _: self._happen(RefreshDue()), self._habits.refresh_seconds)
        Clock.schedule_interval(self._preview, PREVIEW_SECONDS)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: Clock.schedule_once(lambda _: stopTouchApp(), 0))

    def _happen(self, event: Event, _: float = 0.0) -> None:
        if is_sign_of_life(self.state, event):
            self._touched_at = time.monotonic()
        before = self.state
        self.state, effects = step(before, event)
        if ForgetCitizen() in effects:
            self._scanner = KeyboardScanner()
            self.board.forget()
        if self.state != before or effects:
            self._draw()
        for effect in effects:
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        if isinstance(effect, LookAfresh) and self._watcher:
            self._watcher.look_afresh()
        elif self._workers:
            self._workers.carry_out(effect)

    def _draw(self) -> None:
        self.board.draw(self.state)
        Clock._max_fps = FPS_AT_REST if self.state == self.state.home else FPS  # no public way while it runs
        if self._witness and self._witness.changed(self.state):
            Window.canvas.ask_update()

    def _look(self, _: float) -> None:
        quiet = time.monotonic() - self._touched_at
        self.board.count_down(seconds_left(quiet, self._habits.idle))
        if event := idle_event(self.state, quiet, self._habits.idle):
            self._happen(event)

    def _preview(self, _: float) -> None:
        view = self.board.camera_view
        frame = self._camera.preview(self._preview_ns) if view and self._camera else None
        if view and frame:
            self._preview_ns = frame.taken_ns
            view.show(frame)

    def _touched(self, *_: object) -> None:
        self._touched_at = time.monotonic()

    def _typed(self, _: object, text: str) -> None:
        self._scanner.typed(text, time.monotonic())

    def _pressed(self, _: object, key: int, *__: object) -> None:
        text = self._scanner.pressed(key, time.monotonic())
        if text:
            self._happen(TextScanned(text))

    def _frame_drawn(self, *_: object) -> None:
        if self._witness and self._witness.frame_drawn():
            Window.canvas.ask_update()
