"""When something does not work."""

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from kiosk.errors import CameraUnavailable
from kiosk.flow.states import State, Trouble
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import KioskScreen
from kiosk.trouble import TroubleText, trouble_text
from lookup_api.domain.errors import CodeNotReadable, DossierNotFound, SeveralCodes

TYPE_FIRST = frozenset({CodeNotReadable.code, SeveralCodes.code, DossierNotFound.code, CameraUnavailable.code})
NOTHING = TroubleText("", "", "", "")


class TroubleScreen(KioskScreen):
    """What happened, what the citizen can do, and a number and an instruction for the clerk."""

    trouble = ObjectProperty(NOTHING, rebind=True)
    code = StringProperty("")
    type_first = BooleanProperty(False)

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, Trouble):
            self.trouble = trouble_text(state.screen.problem, state.language)
            self.type_first = state.screen.problem in TYPE_FIRST
            self.code = state.screen.question.code.printed if state.screen.question else ""


load_layout("trouble.kv")
