"""The guide to procedures: which field, and which of its procedures?"""

from collections import Counter

from kiosk.flow.events import BackChosen, Event, FieldChosen, ProcedureChosen
from kiosk.flow.states import Fields, Procedures, State
from kiosk.languages.guidance import GUIDANCE, Guidance
from kiosk.saying.trouble import trouble_text
from kiosk.screens.choice import Choice, ChoiceScreen
from kiosk.screens.theme import look


class FieldsScreen(ChoiceScreen):
    """A tile for each field with the number of its procedures; or that they are on their way, or why there are none."""

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, Fields):
            told = GUIDANCE[state.language]
            known = bool(state.procedures)
            self.title = told.fields_title
            self.lead, self.note = (told.fields_lead, told.in_vietnamese) if known else ("", "")
            self.offer(_fields(state, told))
            self._tell_news(state, state.screen, told)

    def columns(self) -> int:
        """See ChoiceScreen."""
        if look.is_large:
            return 1 if self.upright or look.text > 1.5 else 2
        return 2 if self.upright else 3

    def _tell_news(self, state: State, fields: Fields, told: Guidance) -> None:
        self.number = self.news = ""
        self.can_retry = not fields.request and not state.procedures
        if state.procedures:
            self.news_title = ""
        elif fields.request:
            self.news_sign, self.news_title = "⌛", told.loading
        elif fields.problem:
            trouble = trouble_text(fields.problem, state.language)
            self.news_sign, self.news_title, self.news = "⚠", trouble.title, trouble.sentence
            self.number = trouble.number
        else:
            self.news_sign, self.news_title, self.news = "🗎", told.no_procedures, told.no_procedures_lead


class ProceduresScreen(ChoiceScreen):
    """A tile for each procedure of one field."""

    way_out: Event = BackChosen()

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, Procedures):
            field = state.screen.field
            self.title, self.lead = field, GUIDANCE[state.language].procedures_lead
            known = (procedure for procedure in state.procedures if procedure.ref.field == field)
            self.offer(Choice(procedure.ref.name, "", ProcedureChosen(procedure)) for procedure in known)

    def columns(self) -> int:
        """See ChoiceScreen."""
        return 1 if self.upright or look.is_large else 2


def _fields(state: State, told: Guidance) -> list[Choice]:
    """In the order of the catalogue, as they are said aloud."""
    counted = Counter(procedure.ref.field for procedure in state.procedures)
    return [
        Choice(field, told.one_procedure if count == 1 else told.procedures.format(count=count), FieldChosen(field))
        for field, count in counted.items()
    ]
