"""Chooses the screen for a state. A screen is made anew each time, so that none keeps what an earlier one showed."""

from collections.abc import Callable

from kivy.uix.floatlayout import FloatLayout

from kiosk.flow.states import Keypad, Result, Scanning, Searching, State, Trouble, Welcome
from kiosk.languages.shelf import CATALOGUES
from kiosk.screens.keypad import KeypadScreen
from kiosk.screens.more_time import MoreTime
from kiosk.screens.parts import CameraView
from kiosk.screens.result import ResultScreen
from kiosk.screens.scanning import ScanningScreen
from kiosk.screens.screen import Emit, KioskScreen
from kiosk.screens.searching import SearchingScreen
from kiosk.screens.trouble import TroubleScreen
from kiosk.screens.welcome import WelcomeScreen


class Board(FloatLayout):
    """All that is in the window."""

    def __init__(self, emit: Emit) -> None:
        super().__init__()
        self._emit = emit
        self._makers: dict[type, Callable[[], KioskScreen]] = {
            Welcome: lambda: WelcomeScreen(emit),
            Scanning: lambda: ScanningScreen(emit),
            Keypad: lambda: KeypadScreen(emit),
            Searching: lambda: SearchingScreen(emit),
            Result: lambda: ResultScreen(emit),
            Trouble: lambda: TroubleScreen(emit),
        }
        self._kind: type | None = None
        self._screen: KioskScreen | None = None
        self._more_time: MoreTime | None = None

    def draw(self, state: State) -> None:
        """Show `state`."""
        self._screen = self._screen_for(state)
        self._screen.show(state)
        self._ask_more_time(state)

    def count_down(self, seconds: int) -> None:
        """How long the question for more time still waits."""
        if self._more_time:
            self._more_time.seconds = seconds

    @property
    def camera_view(self) -> CameraView | None:
        """Where the live picture goes, while a screen shows one."""
        view: CameraView | None = self._screen.ids.get("view") if self._screen else None
        return view

    def forget(self) -> None:
        """Throw the screen away, also when the next one is of its kind."""
        self.clear_widgets()
        self._kind = self._screen = self._more_time = None

    def _screen_for(self, state: State) -> KioskScreen:
        kind = type(state.screen)
        if self._screen is None or kind is not self._kind:
            self.forget()
            self._kind, self._screen = kind, self._makers[kind]()
            self.add_widget(self._screen)
        return self._screen

    def _ask_more_time(self, state: State) -> None:
        if state.asking_more_time and self._more_time is None:
            self._more_time = MoreTime(self._emit)
            self.add_widget(self._more_time)
        elif not state.asking_more_time and self._more_time is not None:
            self.remove_widget(self._more_time)
            self._more_time = None
        if self._more_time:
            self._more_time.words = CATALOGUES[state.language]
