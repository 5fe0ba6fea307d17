"""The number that is told of changes by text message."""

from kiosk.flow.events import BackChosen, Event
from kiosk.flow.states import Phone, State
from kiosk.languages.wishes import WISHES
from kiosk.screens.figures import FiguresScreen
from kiosk.trouble import trouble_text
from lookup_api.domain.wording import Language

ABROAD = "84"  # Viet Nam's own prefix, for who types it


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


def grouped(typed: str) -> str:
    """A number while it is typed, as people read it: `0912 345 678`, `84 912 345 678`."""
    first = 2 if typed.startswith(ABROAD) else 4
    rest = range(first, len(typed), 3)
    return " ".join(filter(None, [typed[:first], *(typed[at : at + 3] for at in rest)]))


def phone_problem(problem: str, language: Language) -> str:
    """Why there will be no text messages."""
    return WISHES[language].problems.get(problem) or trouble_text(problem, language).sentence
