"""While the centre is asked."""

from kiosk.flow.states import Searching, State
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import KioskScreen


class SearchingScreen(KioskScreen):
    """The code that is being looked up, so that a wrong one is noticed at once."""

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, Searching):
            self.ids.code.text = state.screen.question.code.printed


load_layout("searching.kv")
