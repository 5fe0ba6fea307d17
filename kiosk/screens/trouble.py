"""When something does not work."""

from functools import partial

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from kiosk.errors import CameraUnavailable
from kiosk.flow.events import NearChosen
from kiosk.flow.states import State, Trouble
from kiosk.saying.trouble import TroubleText, trouble_text
from kiosk.screens.parts import Press, load_layout
from kiosk.screens.screen import KioskScreen
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import CodeNotReadable, DossierNotFound, SeveralCodes

TYPE_FIRST = frozenset({CodeNotReadable.code, SeveralCodes.code, DossierNotFound.code, CameraUnavailable.code})
NOTHING = TroubleText("", "", "", "")


class TroubleScreen(KioskScreen):
    """What happened, what the citizen can do, codes that look alike, and a number and an instruction for the clerk."""

    trouble = ObjectProperty(NOTHING, rebind=True)
    code = StringProperty("")
    type_first = BooleanProperty(False)
    has_near = BooleanProperty(False)
    _near: tuple[Code, ...] = ()

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, Trouble):
            self.trouble = trouble_text(state.screen.problem, state.language)
            self.type_first = state.screen.problem in TYPE_FIRST
            self.code = state.screen.question.code.printed if state.screen.question else ""
            self._offer(state.screen.near)

    def _offer(self, near: tuple[Code, ...]) -> None:
        if near == self._near:
            return
        self._near, self.has_near = near, bool(near)
        self.ids.near.clear_widgets()
        for code in near:
            press = Press(text=code.printed)
            press.bind(on_release=partial(self._choose, code))
            self.ids.near.add_widget(press)

    def _choose(self, code: Code, _: object) -> None:
        self.emit(NearChosen(code))


load_layout("trouble.kv")
