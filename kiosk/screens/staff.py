"""For clerks and technicians: how the machine is (article 7.4)."""

from typing import Any

from kivy.properties import BooleanProperty, ColorProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.care.check_text import check_text, is_to_do, summary
from kiosk.care.self_test_report import Check, CheckState, SelfTestReport
from kiosk.flow.states import Staff, State
from kiosk.languages.staff import STAFF
from kiosk.screens.parts import load_layout
from kiosk.screens.screen import Emit, KioskScreen
from kiosk.screens.theme import Tone, look
from lookup_api.domain.wording import Language

SIGNS = {CheckState.OK: "✔", CheckState.WARNING: "⚠", CheckState.FAILED: "✖", CheckState.SKIPPED: "–"}


class CheckLine(BoxLayout):
    """One part: how it is, what was seen, and what to do about it."""

    sign = StringProperty("")
    name = StringProperty("")
    condition = StringProperty("")
    number = StringProperty("")
    detail = StringProperty("")
    advice = StringProperty("")
    ink = ColorProperty(look.paint.ink)


class StaffScreen(KioskScreen):
    """The self-test and its report, the two tests that need a hand, and a new start."""

    told = ObjectProperty(STAFF[Language.VI], rebind=True)
    tone = ObjectProperty(look.paint.under_way, rebind=True)
    news = StringProperty("")
    news_sign = StringProperty("")
    testing = BooleanProperty(False)

    def __init__(self, emit: Emit) -> None:
        self._shown: object = None
        super().__init__(emit)

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, Staff):
            self.told = STAFF[state.language]
            self.testing = bool(state.screen.request)
            self._show_report(state.screen.report, state.language)

    def _show_report(self, report: SelfTestReport | None, language: Language) -> None:
        if (report, language, self.testing) == self._shown:
            return
        self._shown = report, language, self.testing
        self.tone = _tone(report)
        self.news = summary(report, language) if report else self.told.testing if self.testing else self.told.lead
        self.news_sign = _sign(report) if report else "⌛" if self.testing else ""
        box = self.ids.checks
        box.clear_widgets()
        for check in _urgent_first(report):
            box.add_widget(_line(check, language))


def _urgent_first(report: SelfTestReport | None) -> list[Check]:
    return sorted(report.checks, key=lambda check: not is_to_do(check)) if report else []


def _line(check: Check, language: Language) -> Any:
    told = check_text(check, language)
    inks = {CheckState.OK: look.paint.ready.ink, CheckState.FAILED: look.paint.ended.ink}
    ink = look.paint.your_turn.ink if check.state is CheckState.WARNING else inks.get(check.state, look.paint.soft)
    return CheckLine(
        sign=SIGNS[check.state],
        name=told.name,
        condition=told.state,
        number=told.number,
        detail=check.detail,
        advice=told.advice,
        ink=ink,
    )


def _tone(report: SelfTestReport | None) -> Tone:
    if report is None:
        return look.paint.under_way
    if not report.ok:
        return look.paint.ended
    return look.paint.your_turn if any(map(is_to_do, report.checks)) else look.paint.ready


def _sign(report: SelfTestReport) -> str:
    if not report.ok:
        return SIGNS[CheckState.FAILED]
    return SIGNS[CheckState.WARNING if any(map(is_to_do, report.checks)) else CheckState.OK]


load_layout("staff.kv")
