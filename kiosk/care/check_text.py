"""What the staff's screen says of one finding of the self-test."""

from dataclasses import dataclass

from kiosk.care.self_test_report import Check, CheckState, SelfTestReport
from kiosk.languages.shelf import CATALOGUES
from kiosk.languages.staff import STAFF
from kiosk.saying.trouble import NUMBERS
from lookup_api.domain.wording import Language

# Findings that are no KioskFault, so that no citizen is told of them.
FINDINGS: dict[str, str] = {
    "screen_dark": "M41",
    "touch_unavailable": "M42",
    "camera_black": "M43",
    "camera_frozen": "M44",
    "clock_unknown": "M45",
    "key_exposed": "M46",
    "not_read_back": "M47",
}
OTHER_FINDING = "M49"


@dataclass(frozen=True, slots=True)
class CheckText:
    """The part's name, how it is, a number for the telephone and what a clerk does; the last two are "" for a part that
    is well."""

    name: str
    state: str
    number: str
    advice: str


def check_text(check: Check, language: Language) -> CheckText:
    """The texts for one finding."""
    told = STAFF[language]
    name, state = told.checks.get(check.name, check.name), told.states[check.state]
    if not is_to_do(check):
        return CheckText(name, state, "", "")
    number = NUMBERS.get(check.code) or FINDINGS.get(check.code, OTHER_FINDING)
    advice = CATALOGUES[language].clerk.get(check.code) or told.advice.get(check.code, told.other_advice)
    return CheckText(name, state, number, advice)


def is_to_do(check: Check) -> bool:
    """Whether somebody has to do something about it."""
    return check.state in (CheckState.FAILED, CheckState.WARNING)


def summary(report: SelfTestReport, language: Language) -> str:
    """The whole report in one sentence."""
    told, count = STAFF[language], sum(map(is_to_do, report.checks))
    if count == 0:
        return told.all_well
    return told.one_to_do if count == 1 else told.to_do.format(count=count)
