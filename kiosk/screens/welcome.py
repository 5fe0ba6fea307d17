"""The attract screen."""

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.errors import CameraUnavailable
from kiosk.flow.states import State
from kiosk.saying.trouble import NUMBERS
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import Emit, KioskScreen


class Contact(BoxLayout):
    """One other way to ask: a sign, what it is, and its number or address. Without one it takes no room."""

    sign = StringProperty("")
    label = StringProperty("")
    text = StringProperty("")


class WelcomeScreen(KioskScreen):
    """How it works, in one picture and one sentence; two ways in; help and guide; whom else to ask."""

    wishes_above = False
    camera = BooleanProperty(True)
    numbers = StringProperty("")
    hotline = StringProperty("")
    sms_number = StringProperty("")
    address = StringProperty("")

    def __init__(self, emit: Emit) -> None:
        super().__init__(emit)
        self._scan = self.ids.scan.__self__  # it lives on while it stands nowhere

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        contacts = state.site.contacts
        self.hotline, self.sms_number, self.address = contacts.hotline, contacts.sms_number, contacts.address
        self.camera = CameraUnavailable.code not in state.faults
        self._offer_scan()
        self.numbers = " ".join(sorted(NUMBERS.get(fault, fault) for fault in state.faults))

    def _offer_scan(self) -> None:
        """The button stands there only while it leads somewhere."""
        scan, ways = self._scan, self.ids.ways
        if self.camera and scan.parent is None:
            ways.add_widget(scan, index=len(ways.children))
        elif not self.camera and scan.parent is not None:
            ways.remove_widget(scan)


load_layout("welcome.kv")
