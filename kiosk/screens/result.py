"""Where the dossier stands."""

from typing import Any

from kivy.properties import BooleanProperty, ColorProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk import telling
from kiosk.errors import PrinterUnavailable
from kiosk.flow.states import Printing, Result, State
from kiosk.languages.catalogue import Catalogue
from kiosk.screens import theme
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import KioskScreen
from kiosk.trouble import NUMBERS
from lookup_api.contract import Answer, ResponsibleAnswer, StepAnswer
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.status import Status
from lookup_api.domain.wording import status_name, status_sentence, what_to_do
from lookup_api.paper.words import amount

TONES = {
    Status.SUPPLEMENT_REQUESTED: theme.YOUR_TURN,
    Status.PAYMENT_REQUIRED: theme.YOUR_TURN,
    Status.FINISHED: theme.READY,
    Status.RETURNED: theme.READY,
    Status.REFUSED: theme.ENDED,
    Status.STOPPED: theme.ENDED,
    Status.WITHDRAWN: theme.ENDED,
}
STANDING_INKS = {
    Timeliness.OVERDUE: theme.ENDED.ink,
    Timeliness.LATE: theme.ENDED.ink,
    Timeliness.WAITING: theme.YOUR_TURN.ink,
}
NOBODY = ResponsibleAnswer(officer="", unit="", agency="", phone="")


class Bullet(BoxLayout):
    """One paper of several."""

    text = StringProperty("")
    ink = ColorProperty(theme.INK)


class StepLine(BoxLayout):
    """One line of the timeline: when, what, by whom."""

    when = StringProperty("")
    what = StringProperty("")
    who = StringProperty("")
    newest = BooleanProperty(False)
    oldest = BooleanProperty(False)


class ResultScreen(KioskScreen):
    """The status as a sentence first; then when, what to do, who, and the way so far."""

    tone = ObjectProperty(theme.UNDER_WAY, rebind=True)
    standing_ink = ColorProperty(theme.INK)
    notice = StringProperty("")
    can_print = BooleanProperty(True)
    has_steps = BooleanProperty(True)
    overflows = BooleanProperty(False)
    has_more = BooleanProperty(False)
    _lists: object = None

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, Result):
            self._show_answer(state.screen.answer, self.words)
            self._show_printing(state.screen, self.words)

    def look_for_more(self) -> None:
        """Whether something lies below the edge: an arrow says so to those who do not know that one can scroll."""
        scroll = self.ids.scroll
        hidden = scroll.children[0].height - scroll.height
        self.overflows = hidden > theme.SPACE
        self.has_more = hidden * scroll.scroll_y > theme.SPACE

    def read_on(self) -> None:
        """Move most of a screen down."""
        scroll = self.ids.scroll
        hidden = scroll.children[0].height - scroll.height
        scroll.scroll_y = max(0.0, scroll.scroll_y - 0.8 * scroll.height / hidden)

    def _show_answer(self, answer: Answer, words: Catalogue) -> None:
        self.tone = TONES.get(answer.status, theme.UNDER_WAY)
        self.standing_ink = STANDING_INKS.get(answer.timeliness, theme.READY.ink)
        for name, text in _texts(answer, words).items():
            self.ids[name].text = text
        lists = (answer.missing, answer.steps, words)
        if lists != self._lists:  # a refresh that brings nothing new makes no widgets
            self._lists = lists
            self._show_lists(answer, words)

    def _show_lists(self, answer: Answer, words: Catalogue) -> None:
        _fill(self.ids.missing, [Bullet(text=paper, ink=self.tone.ink) for paper in answer.missing])
        self.has_steps = bool(answer.steps)
        _fill(self.ids.steps, _step_lines(answer.steps, words))

    def _show_printing(self, result: Result, words: Catalogue) -> None:
        number = NUMBERS.get(result.slip.problem, NUMBERS[PrinterUnavailable.code])
        notices = {
            Printing.PRINTED: words.printed,
            Printing.FAILED: words.print_failed.format(number=number),
        }
        self.notice = notices.get(result.slip.printing) or (words.stale if result.stale else "")
        self.can_print = result.slip.printing is not Printing.PRINTING


def _texts(answer: Answer, words: Catalogue) -> dict[str, str]:
    """What each named text of the layout says."""
    language, who = words.language, answer.responsible or NOBODY
    return {
        "code": answer.code,
        "procedure": answer.procedure.name if answer.procedure else "",
        "applicant": f"{words.applicant}: {answer.applicant}" if answer.applicant else "",
        "status": status_name(answer.status, language),
        "sentence": status_sentence(answer.status, language),
        "due": telling.due_day(answer, words),
        "standing": telling.standing(answer, words),
        "received": telling.short_day(answer.received_at, words) if answer.received_at else "",
        "to_do": what_to_do(answer.status, language),
        "fee": amount(answer.fee, language) if answer.fee else "",
        "officer": who.officer,
        "unit": who.unit,
        "agency": who.agency,
        "phone": who.phone,
        "nobody": "" if answer.responsible else words.no_responsible,
        "as_of": words.as_of.format(**telling.parts_of(answer.as_of, words)),
        "version": str(answer.version),
    }


def _step_lines(steps: tuple[StepAnswer, ...], words: Catalogue) -> list[StepLine]:
    """The newest first: it is what people look for."""
    last = len(steps) - 1
    return [
        StepLine(
            when=telling.moment_in_words(step.at, words),
            what=status_name(step.status, words.language),
            who=", ".join(filter(None, (step.officer, step.unit or step.agency))),
            newest=at == last,
            oldest=at == 0,
        )
        for at, step in reversed(list(enumerate(steps)))
    ]


def _fill(box: Any, widgets: list[Any]) -> None:
    box.clear_widgets()
    for widget in widgets:
        box.add_widget(widget)


load_layout("result.kv")
