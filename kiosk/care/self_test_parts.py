"""What there is to test on a kiosk with these settings: for the staff screen and for `motcua-kiosk self-test`."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.care.self_test_report import Check, CheckState
from kiosk.centre.probe import CentreProbe
from kiosk.errors import CameraUnavailable, KioskFault
from kiosk.hardware.ground_checks import check_centre, check_disk, check_identity
from kiosk.hardware.part_checks import (
    POLL_SECONDS,
    Look,
    check_camera,
    check_printer,
    check_scanner,
    check_touch,
    check_voice,
)
from kiosk.hardware.ports import Printer
from kiosk.hardware.print_back import is_read_back
from kiosk.hardware.self_test import Part
from kiosk.question import Grammar
from kiosk.scanning.read import read_picture
from kiosk.settings import KioskSettings
from lookup_api.paper.trial_page import TestPage


@dataclass(frozen=True, slots=True)
class Things:
    """What the test uses: `screen` tests the window, `look` gives camera pictures (None: no camera), `in_memory` says
    that the window is one that nobody sees."""

    screen: Callable[[], Check]
    look: Look | None
    printer: Printer
    probe: CentreProbe
    in_memory: bool = False


def self_test_parts(settings: KioskSettings, things: Things) -> tuple[Part, ...]:
    """All parts, in the order in which they are shown."""
    folder = settings.state_folder
    return (
        Part("screen", things.screen),
        Part("touch", lambda: check_touch(things.in_memory)),
        Part("camera", lambda: check_camera(things.look)),
        Part("scanner", lambda: check_scanner(settings.scanner)),
        Part("printer", lambda: check_printer(things.printer)),
        Part("voice", lambda: check_voice(settings.voice)),
        Part("network", lambda: check_centre(things.probe)),
        Part("disk", lambda: check_disk(folder)),
        Part("identity", lambda: check_identity(folder)),
    )


def check_frames(drawn_at: float | None, seconds: float) -> Check:
    """The screen of a program that runs: whether a frame was drawn within the last `seconds`."""
    if drawn_at is None or time.monotonic() - drawn_at > seconds:
        return Check("screen", CheckState.FAILED, "screen_dark", "Nothing was drawn lately.")
    return Check("screen", CheckState.OK, "", "Frames are drawn.")


def check_read_back(printer: Printer, look: Look | None, page: TestPage, seconds: float) -> Check:
    """Print `page`, and see whether its mark comes before the camera within `seconds`."""
    try:
        printer.print(page)
    except KioskFault as fault:
        return Check("read_back", CheckState.FAILED, fault.code, "Nothing was printed.")
    give_up_at = time.monotonic() + seconds
    while look and time.monotonic() < give_up_at:
        if is_read_back(page, _text_before(look)):
            return Check("read_back", CheckState.OK, "", "The printed mark was read by the camera.")
        time.sleep(POLL_SECONDS)
    return Check("read_back", CheckState.FAILED, "not_read_back", "The printed mark did not come before the camera.")


def _text_before(look: Look) -> str:
    try:
        frame = look(0)
    except CameraUnavailable:
        return ""
    reading = read_picture(frame.picture, Grammar()) if frame else None
    return reading.question.code.printed if reading else ""
