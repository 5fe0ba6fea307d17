"""What one procedure asks for, and what it promises."""

from typing import Any

from kivy.properties import BooleanProperty, ColorProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.errors import PrinterUnavailable
from kiosk.flow.states import Print, Printing, ProcedurePage, State
from kiosk.languages.guidance import GUIDANCE
from kiosk.saying import procedure_words
from kiosk.saying.procedure_words import copies
from kiosk.saying.trouble import NUMBERS
from kiosk.screens.parts import load_layout
from kiosk.screens.result import Fact
from kiosk.screens.screen import Emit, KioskScreen
from kiosk.screens.theme import look
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.wording import Language
from lookup_api.paper.labels import LABELS as PRINTED


class PaperLine(BoxLayout):
    """One paper with a box to tick, and how many of which kind."""

    name = StringProperty("")
    copies = StringProperty("")


class ProcedureScreen(KioskScreen):
    """Papers, term, fee, place, result, steps, legal texts; to be printed."""

    told = ObjectProperty(GUIDANCE[Language.VI], rebind=True)
    printed = ObjectProperty(PRINTED[Language.VI], rebind=True)
    name = StringProperty("")
    kept_in = StringProperty("")
    steps = StringProperty("")
    notice = StringProperty("")
    notice_ink = ColorProperty(look.paint.ink)
    can_print = BooleanProperty(True)

    def __init__(self, emit: Emit) -> None:
        self._shown: object = None
        super().__init__(emit)

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, ProcedurePage):
            self.told, self.printed = GUIDANCE[state.language], PRINTED[state.language]
            self._show_procedure(state.screen.procedure, state.language)
            self._show_print(state.screen.sheet)

    def _show_procedure(self, procedure: Procedure, language: Language) -> None:
        if (procedure, language) == self._shown:
            return
        self._shown = procedure, language
        self.name = procedure.ref.name
        self.kept_in = " · ".join(filter(None, (procedure.ref.field, procedure.ref.code)))
        self.steps = "\n".join(procedure.steps)
        papers = procedure.papers
        _fill(self.ids.papers, [PaperLine(name=paper.name, copies=copies(paper, language)) for paper in papers])
        facts = _facts(procedure, language).items()
        _fill(self.ids.facts, [Fact(label=label, text=text, role="fact") for label, text in facts if text])

    def _show_print(self, sheet: Print) -> None:
        self.can_print = sheet.printing is not Printing.PRINTING
        failed = sheet.printing is Printing.FAILED
        number = NUMBERS.get(sheet.problem, NUMBERS[PrinterUnavailable.code])
        done = self.told.sheet_printed if sheet.printing is Printing.PRINTED else ""
        self.notice = self.words.print_failed.format(number=number) if failed else done
        self.notice_ink = look.paint.your_turn.ink if failed else look.paint.ready.ink


def _facts(procedure: Procedure, language: Language) -> dict[str, str]:
    """What is known; a term and a fee always have an answer."""
    printed = PRINTED[language]
    return {
        printed.term: procedure_words.term(procedure, language),
        printed.fee: procedure_words.fee(procedure, language),
        printed.where: procedure_words.where(procedure, language),
        printed.result: procedure.result,
        printed.legal_basis: procedure_words.legal_basis(procedure),
    }


def _fill(box: Any, widgets: list[Any]) -> None:
    box.clear_widgets()
    for widget in widgets:
        box.add_widget(widget)


load_layout("procedure_page.kv")
