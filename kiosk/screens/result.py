"""Where the dossier stands."""

from typing import Any

from kivy.properties import BooleanProperty, ColorProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.errors import PrinterUnavailable
from kiosk.flow.reading_result import OVER
from kiosk.flow.states import Asking, Printing, Result, State
from kiosk.languages.catalogue import Catalogue
from kiosk.languages.labels import Labels
from kiosk.saying import telling
from kiosk.saying.trouble import NUMBERS
from kiosk.screens.parts import load_layout
from kiosk.screens.qr import page_address
from kiosk.screens.rating import Rating
from kiosk.screens.screen import Emit, KioskScreen
from kiosk.screens.theme import Colour, Tone, look
from kiosk.screens.way import stops_of
from lookup_api.contract import Answer, ResponsibleAnswer
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.status import Status
from lookup_api.domain.wording import status_name, what_to_do
from lookup_api.paper.words import amount

YOUR_TURN = frozenset({Status.SUPPLEMENT_REQUESTED, Status.PAYMENT_REQUIRED})
READY = frozenset({Status.FINISHED, Status.RETURNED})
ENDED = frozenset({Status.REFUSED, Status.STOPPED, Status.WITHDRAWN})
NOT_KEPT = frozenset({Timeliness.OVERDUE, Timeliness.LATE})
NOBODY = ResponsibleAnswer(officer="", unit="", agency="", phone="")


class Bullet(BoxLayout):
    """One paper of several."""

    text = StringProperty("")
    ink = ColorProperty(look.paint.ink)


class Fact(BoxLayout):
    """What something is called, and below it what it is; nothing while that is not known."""

    label = StringProperty("")
    text = StringProperty("")
    role = StringProperty("")
    note = StringProperty("")
    note_role = StringProperty("")
    note_ink = ColorProperty(look.paint.ink)


class ResultScreen(KioskScreen):
    """The status as a sentence first; then what to do, the way of the dossier, when, who, and how to take it along."""

    tone = ObjectProperty(look.paint.under_way, rebind=True)
    standing_ink = ColorProperty(look.paint.ink)
    notice = StringProperty("")
    address = StringProperty("")
    can_print = BooleanProperty(True)
    can_ask_notice = BooleanProperty(True)
    can_report = BooleanProperty(True)
    has_steps = BooleanProperty(True)

    def __init__(self, emit: Emit) -> None:
        self._shown: object = None
        super().__init__(emit)
        self._rating = Rating(emit)
        self._ask_notice = self.ids.ask_notice.__self__  # the layout alone would not keep it
        self.bind(stacked=self._place_rating)
        self._place_rating()

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, Result):
            self._show_answer(state.screen.answer, self.words, self.labels)
            self.address = page_address(state.site.contacts.address, state.screen.question)
            self._show_wishes(state.screen, self.words, self.labels)

    def _place_rating(self, *_: object) -> None:
        """Among what is told where the window is wide, since height is dear there; else, and for low reach, below."""
        if self._rating.parent:
            self._rating.parent.remove_widget(self._rating)
        place = self.ids.wishes if self.stacked or look.low_reach else self.ids.rating
        place.add_widget(self._rating, index=len(place.children))

    def _show_answer(self, answer: Answer, words: Catalogue, labels: Labels) -> None:
        shown = (answer, words)
        if shown == self._shown:  # a refresh that brings nothing new makes no widgets
            return
        self._shown = shown
        self.tone = _tone(answer.status)
        self.standing_ink = _standing_ink(answer.timeliness)
        for name, text in _texts(answer, words).items():
            self.ids[name].text = text
        self.ids.due.note = telling.standing(answer, words)
        stops = stops_of(answer, words, labels)
        self.has_steps = bool(stops)
        self.ids.way.show(stops)
        _fill(self.ids.missing, [Bullet(text=paper, ink=self.tone.ink) for paper in answer.missing])

    def _show_wishes(self, result: Result, words: Catalogue, labels: Labels) -> None:
        self._rating.show(result.stars, labels)
        self.can_print = result.slip.printing is not Printing.PRINTING
        self.can_ask_notice = result.notice is Asking.NOT_ASKED
        self._offer_notice(result.answer.status not in OVER)
        self.can_report = not result.reported
        self.notice = _print_notice(result, words) or _age_notice(result, words, labels)

    def _offer_notice(self, offered: bool) -> None:
        chips = self.ids.chips
        if offered and not self._ask_notice.parent:
            chips.add_widget(self._ask_notice, index=len(chips.children))
        elif not offered and self._ask_notice.parent:
            chips.remove_widget(self._ask_notice)


def _tone(status: Status) -> Tone:
    tones = ((YOUR_TURN, look.paint.your_turn), (READY, look.paint.ready), (ENDED, look.paint.ended))
    return next((tone for statuses, tone in tones if status in statuses), look.paint.under_way)


def _standing_ink(timeliness: Timeliness) -> Colour:
    if timeliness in NOT_KEPT:
        return look.paint.ended.ink
    return look.paint.your_turn.ink if timeliness is Timeliness.WAITING else look.paint.ready.ink


def _print_notice(result: Result, words: Catalogue) -> str:
    if result.slip.printing is Printing.FAILED:
        return words.print_failed.format(number=NUMBERS.get(result.slip.problem, NUMBERS[PrinterUnavailable.code]))
    return words.printed if result.slip.printing is Printing.PRINTED else ""


def _age_notice(result: Result, words: Catalogue, labels: Labels) -> str:
    if result.kept:
        return labels.kept.format(**telling.parts_of(result.answer.as_of, words))
    return words.stale if result.stale else ""


def _texts(answer: Answer, words: Catalogue) -> dict[str, str]:
    """What each named text of the layout says."""
    language, who = words.language, answer.responsible or NOBODY
    return {
        "code": answer.code,
        "procedure": answer.procedure.name if answer.procedure else "",
        "applicant": f"{words.applicant}: {answer.applicant}" if answer.applicant else "",
        "status": status_name(answer.status, language),
        "sentence": telling.sentence(answer, words),
        "due": telling.due_day(answer, words),
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


def _fill(box: Any, widgets: list[Any]) -> None:
    box.clear_widgets()
    for widget in widgets:
        box.add_widget(widget)


load_layout("result.kv")
