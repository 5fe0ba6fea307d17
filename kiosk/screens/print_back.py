"""A test page is printed and read back."""

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from kiosk.errors import CameraUnavailable, PrinterUnavailable
from kiosk.flow.states import PrintBack, Printing, State
from kiosk.languages.staff import STAFF, StaffWords
from kiosk.saying.trouble import TroubleText, trouble_text
from kiosk.screens import camera_view
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import KioskScreen
from lookup_api.domain.wording import Language

NOTHING = TroubleText("", "", "", "")


class PrintBackScreen(KioskScreen):
    """How far it is, with the camera's picture; and what is wrong when nothing was printed."""

    told = ObjectProperty(STAFF[Language.VI], rebind=True)
    trouble = ObjectProperty(NOTHING, rebind=True)
    sign = StringProperty("")
    news = StringProperty("")
    lead = StringProperty("")
    printing = BooleanProperty(False)
    read = BooleanProperty(False)
    failed = BooleanProperty(False)
    blind = BooleanProperty(True)  # there is nothing to hold before the camera

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, PrintBack):
            back, self.told = state.screen, STAFF[state.language]
            self.printing, self.read = back.page.printing is Printing.PRINTING, back.read
            self.failed = back.page.printing is Printing.FAILED
            has_camera = CameraUnavailable.code not in state.faults
            self.blind = self.printing or self.failed or not has_camera
            problem = back.page.problem or PrinterUnavailable.code
            self.trouble = trouble_text(problem, state.language) if self.failed else NOTHING
            self.sign, self.news, self.lead = _news(back, self.told, self.trouble)


def _news(back: PrintBack, told: StaffWords, trouble: TroubleText) -> tuple[str, str, str]:
    """A sign, what happened, and what to do."""
    if back.page.printing is Printing.FAILED:
        return "⚠", told.page_failed, f"{trouble.number}. {trouble.title}. {trouble.clerk}"
    if back.page.printing is Printing.PRINTING:
        return "⌛", told.page_printing, ""
    return ("✔", told.page_read, told.page_read_lead) if back.read else ("", told.page_title, told.page_printed)


__all__ = ["PrintBackScreen", "camera_view"]

load_layout("print_back.kv")
