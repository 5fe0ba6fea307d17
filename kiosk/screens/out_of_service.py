"""A machine that the centre has taken out of service: where to go instead."""

from kivy.properties import ObjectProperty

from kiosk.errors import OutOfService
from kiosk.flow.states import State
from kiosk.languages.guidance import GUIDANCE
from kiosk.saying.trouble import TroubleText, trouble_text
from kiosk.screens import whom_to_ask
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import KioskScreen
from lookup_api.domain.wording import Language

NOTHING = TroubleText("", "", "", "")


class OutOfServiceScreen(KioskScreen):
    """Calm: that nothing happened to the dossier, what to do instead, and a number for the clerk."""

    told = ObjectProperty(GUIDANCE[Language.VI], rebind=True)
    trouble = ObjectProperty(NOTHING, rebind=True)

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        self.told = GUIDANCE[state.language]
        self.trouble = trouble_text(OutOfService.code, state.language)
        self.ids.whom.show(state)


__all__ = ["OutOfServiceScreen", "whom_to_ask"]

load_layout("out_of_service.kv")
