"""What the staff's screens say aloud."""

from collections.abc import Iterator

from kiosk.care.check_text import check_text, is_to_do, summary
from kiosk.flow import states
from kiosk.flow.states import Printing, State
from kiosk.languages.staff import STAFF
from kiosk.saying.speaker import Speaker
from kiosk.saying.trouble import trouble_text


def door(state: State, screen: states.StaffDoor, speaker: Speaker) -> Iterator[str]:
    """Why it stays shut, and what to type."""
    told = STAFF[speaker.language]
    yield told.problems.get(screen.problem, "")
    yield speaker.aloud.staff
    yield told.door_lead


def staff(state: State, screen: states.Staff, speaker: Speaker) -> Iterator[str]:
    """What somebody has to do; what is well is not read out part by part."""
    told = STAFF[speaker.language]
    if screen.report is None:
        yield told.testing if screen.request else told.lead
        return
    yield summary(screen.report, speaker.language)
    for check in filter(is_to_do, screen.report.checks):
        text = check_text(check, speaker.language)
        yield f"{text.name}: {text.state}. {text.number}. {text.advice}"


def touch_test(state: State, screen: states.TouchTest, speaker: Speaker) -> Iterator[str]:
    """What to do, or that all is well."""
    done = len(screen.touched) == states.TOUCH_FIELDS
    yield STAFF[speaker.language].touch_well if done else STAFF[speaker.language].touch_lead


def print_back(state: State, screen: states.PrintBack, speaker: Speaker) -> Iterator[str]:
    """How far it is."""
    told = STAFF[speaker.language]
    if screen.page.printing is Printing.FAILED:
        yield told.page_failed
        yield trouble_text(screen.page.problem, speaker.language).clerk
    elif screen.page.printing is Printing.PRINTED:
        yield told.page_read if screen.read else told.page_printed
    else:
        yield told.page_printing
