"""The number that is told of changes by text message."""

from kiosk.flow.events import BackChosen, Event
from kiosk.flow.states import Phone, State
from kiosk.languages.wishes import WISHES
from kiosk.saying.phone_number import grouped, phone_problem
from kiosk.screens.figures import FiguresScreen


class PhoneScreen(FiguresScreen):
    """The number in groups, what will happen with it, and why it was refused."""

    way_out: Event = BackChosen()

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, Phone):
            told, phone = WISHES[state.language], state.screen
            self.title, self.lead, self.note = told.phone_title, told.phone_lead, told.phone_use
            self.empty = told.phone_empty
            self.typed = grouped(phone.typed)
            self.problem = phone_problem(phone.problem, state.language) if phone.problem else ""
            self.locked = bool(phone.request)
            self.submit = told.phone_asking if phone.request else told.phone_submit
