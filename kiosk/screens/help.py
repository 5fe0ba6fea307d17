"""How this machine is used, and whom to ask (article 7.5)."""

from dataclasses import replace
from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.errors import CameraUnavailable, VoiceUnavailable
from kiosk.flow.events import EaseChosen, Event, KeypadChosen, QuietChosen, ScanChosen, SpeakChosen
from kiosk.flow.states import Ease, State
from kiosk.hardware.voice import SPOKEN
from kiosk.languages.guidance import GUIDANCE
from kiosk.screens import step_picture, whom_to_ask
from kiosk.screens.ease_bar import larger
from kiosk.screens.parts import Touchable, load_layout
from kiosk.screens.screen import KioskScreen
from lookup_api.domain.wording import Language


class HelpStep(BoxLayout):
    """One step: a picture, its number and a sentence; beside each other where it is broad. `roomy` in a high window."""

    kind = StringProperty(step_picture.HOLD)
    number = StringProperty("")
    text = StringProperty("")
    roomy = BooleanProperty(True)


class EaseLine(Touchable, BoxLayout):
    """What one sign does, and whether it is on, `chosen`: a touch turns it over. It is not there without a
    text. `roomy` where height is cheap."""

    sign = StringProperty("")
    text = StringProperty("")
    chosen = BooleanProperty(False)
    roomy = BooleanProperty(True)


class HelpScreen(KioskScreen):
    """Four pictured steps, what makes the machine easier to use, whom to ask, and the ways on."""

    told = ObjectProperty(GUIDANCE[Language.VI], rebind=True)
    camera = BooleanProperty(True)
    ease = ObjectProperty(Ease(), rebind=True)
    can_speak = BooleanProperty(True)

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        self.told = GUIDANCE[state.language]
        self.camera = CameraUnavailable.code not in state.faults
        self.can_speak = VoiceUnavailable.code not in state.faults and state.language in SPOKEN
        self.ease = state.ease
        self.ids.whom.show(state)

    def turn(self, name: str) -> None:
        """Turn one ease on or off; letters grow by steps, and after the largest they are as usual again."""
        self.emit(_turned(self.ease, name))

    def begin(self, *_: Any) -> None:
        """On to the receipt, or to its code where there is no camera."""
        self.emit(ScanChosen() if self.camera else KeypadChosen())


def _turned(ease: Ease, name: str) -> Event:
    if name == "text":
        return EaseChosen(larger(ease))
    if name == "voice":
        return QuietChosen() if ease.voice else SpeakChosen()
    turned: Any = {name: not getattr(ease, name)}
    return EaseChosen(replace(ease, **turned))


__all__ = ["HelpScreen", "step_picture", "whom_to_ask"]

load_layout("help.kv")
