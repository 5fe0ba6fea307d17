"""How this machine is used, and whom to ask (article 7.5)."""

from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.errors import CameraUnavailable, VoiceUnavailable
from kiosk.flow.events import KeypadChosen, ScanChosen
from kiosk.flow.states import State
from kiosk.hardware.voice import SPOKEN
from kiosk.languages.guidance import GUIDANCE
from kiosk.screens import step_picture, whom_to_ask
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import KioskScreen
from lookup_api.domain.wording import Language


class HelpStep(BoxLayout):
    """One step: a picture, its number and a sentence. `roomy` where height is cheap."""

    kind = StringProperty(step_picture.HOLD)
    number = StringProperty("")
    text = StringProperty("")
    roomy = BooleanProperty(True)


class EaseLine(BoxLayout):
    """What one of the bar's signs does; without a text it is not there. `roomy` where height is cheap."""

    sign = StringProperty("")
    text = StringProperty("")
    roomy = BooleanProperty(True)


class HelpScreen(KioskScreen):
    """Four pictured steps, what makes the machine easier to use, whom to ask, and the ways on."""

    told = ObjectProperty(GUIDANCE[Language.VI], rebind=True)
    camera = BooleanProperty(True)
    louder = StringProperty("")

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        self.told = GUIDANCE[state.language]
        self.camera = CameraUnavailable.code not in state.faults
        can_speak = VoiceUnavailable.code not in state.faults and state.language in SPOKEN
        self.louder = self.told.louder if can_speak else ""
        self.ids.whom.show(state)

    def begin(self, *_: Any) -> None:
        """On to the receipt, or to its code where there is no camera."""
        self.emit(ScanChosen() if self.camera else KeypadChosen())


__all__ = ["HelpScreen", "step_picture", "whom_to_ask"]

load_layout("help.kv")
