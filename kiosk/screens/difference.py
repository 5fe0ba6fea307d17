"""Where was something else said than this machine says?"""

from kiosk.flow.events import BackChosen, ElsewhereChosen, Event
from kiosk.flow.states import Difference, State
from kiosk.languages.wishes import WISHES, Wishes
from kiosk.screens.choice import Choice, ChoiceScreen
from kiosk.screens.theme import look

SIGNS = {"sms": "✉", "web": "🏠", "paper": "🗎"}


class DifferenceScreen(ChoiceScreen):
    """Three places, and what happens next."""

    way_out: Event = BackChosen()

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, Difference):
            told = WISHES[state.language]
            self.title, self.lead = told.difference_title, told.difference_lead
            self.offer(
                Choice(told.elsewhere[place], self._note(told, place), ElsewhereChosen(place), sign)
                for place, sign in SIGNS.items()
            )

    @staticmethod
    def _note(told: Wishes, place: str) -> str:
        """For low reach there is room for the names alone."""
        return "" if look.low_reach else told.elsewhere_notes[place]

    def columns(self) -> int:
        """See ChoiceScreen."""
        return 1 if self.upright or look.is_large else 3
