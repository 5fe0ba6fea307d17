"""Chooses the screen for a state. A screen is made anew each time, so that none keeps what an earlier one showed; and
made anew when the citizen chooses another look, so that nothing keeps an earlier one's sizes."""

from collections.abc import Callable
from typing import Any

from kivy.uix.floatlayout import FloatLayout

from kiosk.flow import states
from kiosk.flow.states import State
from kiosk.languages.shelf import CATALOGUES
from kiosk.screens.camera_view import CameraView
from kiosk.screens.difference import DifferenceScreen
from kiosk.screens.focus import Focus
from kiosk.screens.guide import FieldsScreen, ProceduresScreen
from kiosk.screens.help import HelpScreen
from kiosk.screens.keypad import KeypadScreen
from kiosk.screens.more_time import MoreTime
from kiosk.screens.out_of_service import OutOfServiceScreen
from kiosk.screens.phone import PhoneScreen
from kiosk.screens.print_back import PrintBackScreen
from kiosk.screens.procedure_page import ProcedureScreen
from kiosk.screens.result import ResultScreen
from kiosk.screens.scanning import ScanningScreen
from kiosk.screens.screen import Emit, KioskScreen
from kiosk.screens.searching import SearchingScreen
from kiosk.screens.staff import StaffScreen
from kiosk.screens.staff_door import StaffDoorScreen
from kiosk.screens.theme import look
from kiosk.screens.touch_test import TouchTestScreen
from kiosk.screens.trouble import TroubleScreen
from kiosk.screens.welcome import WelcomeScreen

SHIFT = "shift"
MAKERS: dict[type, Callable[[Emit], KioskScreen]] = {
    states.Welcome: WelcomeScreen,
    states.Scanning: ScanningScreen,
    states.Keypad: KeypadScreen,
    states.Searching: SearchingScreen,
    states.Result: ResultScreen,
    states.Trouble: TroubleScreen,
    states.Help: HelpScreen,
    states.Phone: PhoneScreen,
    states.Difference: DifferenceScreen,
    states.Fields: FieldsScreen,
    states.Procedures: ProceduresScreen,
    states.ProcedurePage: ProcedureScreen,
    states.StaffDoor: StaffDoorScreen,
    states.Staff: StaffScreen,
    states.TouchTest: TouchTestScreen,
    states.PrintBack: PrintBackScreen,
    states.OutOfService: OutOfServiceScreen,
}


def _unheard(_: str) -> None:
    """Where nobody listens."""


class Board(FloatLayout):
    """All that is in the window. `heard` is told the name of what gets the focus, for the voice."""

    def __init__(self, emit: Emit, heard: Callable[[str], None] = _unheard) -> None:
        super().__init__()
        self._emit = emit
        self._kind: type | None = None
        self._screen: KioskScreen | None = None
        self._more_time: MoreTime | None = None
        self.focus = Focus(self._front, heard)

    def draw(self, state: State) -> None:
        """Show `state`."""
        self._screen = self._screen_for(state)
        self._screen.show(state)
        self._ask_more_time(state)
        self.focus.scan(state.ease.switch)

    def count_down(self, seconds: int) -> None:
        """How long the question for more time still waits."""
        if self._more_time:
            self._more_time.seconds = seconds

    def key(self, key: int, modifiers: list[str]) -> bool:
        """A key that is no scanner's went down; whether it meant something."""
        return self._screen is not None and self.focus.key(key, back=SHIFT in modifiers)

    def on_touch_down(self, touch: Any) -> bool:
        """A finger needs no ring."""
        self.focus.clear()
        return bool(super().on_touch_down(touch))

    @property
    def camera_view(self) -> CameraView | None:
        """Where the live picture goes, while a screen shows one."""
        view: CameraView | None = self._screen.ids.get("view") if self._screen else None
        return view

    def forget(self) -> None:
        """Throw the screen away, also when the next one is of its kind."""
        self.focus.screen_changed(anew=False)
        self._throw_away()

    def _throw_away(self) -> None:
        self.clear_widgets()
        self._kind = self._screen = self._more_time = None

    def _screen_for(self, state: State) -> KioskScreen:
        kind = type(state.screen)
        same_kind = kind is self._kind
        if look.wear(state.ease) or self._screen is None or not same_kind:
            self.focus.screen_changed(anew=same_kind)
            self._throw_away()
            self._kind, self._screen = kind, MAKERS[kind](self._emit)
            self.add_widget(self._screen)
        return self._screen

    def _ask_more_time(self, state: State) -> None:
        if state.asking_more_time and self._more_time is None:
            self._more_time = MoreTime(self._emit)
            self.add_widget(self._more_time)
            self.focus.screen_changed(anew=False)
        elif not state.asking_more_time and self._more_time is not None:
            self.remove_widget(self._more_time)
            self._more_time = None
            self.focus.screen_changed(anew=False)
        if self._more_time:
            self._more_time.words = CATALOGUES[state.language]

    def _front(self) -> Any:
        """What can be touched: the question for more time while it is asked, else the screen."""
        return self._more_time or self._screen
