"""Whom a citizen may ask: the clerks, the hotline with its hours, text messages, the web."""

from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.states import Contacts, State
from kiosk.languages.guidance import GUIDANCE
from kiosk.languages.shelf import CATALOGUES
from kiosk.screens.parts import Panel, load_layout
from lookup_api.domain.wording import Language


class WayToAsk(BoxLayout):
    """One way to ask: a sign, what it is, its number or address, and a note. Without a text it is not there."""

    sign = StringProperty("")
    label = StringProperty("")
    text = StringProperty("")
    note = StringProperty("")


class WhomToAsk(Panel):
    """All ways that this site has."""

    words = ObjectProperty(CATALOGUES[Language.VI], rebind=True)
    told = ObjectProperty(GUIDANCE[Language.VI], rebind=True)
    contacts = ObjectProperty(Contacts(), rebind=True)

    def show(self, state: State) -> None:
        """Draw them in the language that is spoken."""
        self.words, self.told = CATALOGUES[state.language], GUIDANCE[state.language]
        self.contacts = state.site.contacts


load_layout("whom_to_ask.kv")
