"""`motcua-kiosk self-test`: looks at this machine while the kiosk itself does not run, or beside it."""

import os
import random
from collections.abc import Iterator, Mapping

import httpx

from kiosk.care.self_test_parts import Things, check_read_back, self_test_parts
from kiosk.care.self_test_report import SelfTestReport
from kiosk.centre.line import identity_in, signer
from kiosk.centre.probe import CentreProbe
from kiosk.hardware import plugged_in
from kiosk.hardware.ground_checks import check_screen
from kiosk.hardware.print_back import a_test_page
from kiosk.hardware.self_test import LONGEST_SECONDS, Part, run_checks
from kiosk.settings import KioskSettings
from provisioning.clock import utc_now
from provisioning.device.centre_time import CentreTime

IN_MEMORY = "offscreen"  # SDL's video driver without a screen


def test_this_machine(settings: KioskSettings, environment: Mapping[str, str], read_back: float) -> SelfTestReport:
    """All checks, and print-and-read-back too when that may take `read_back` seconds (0: it is left out)."""
    camera, printer = plugged_in.camera(settings), plugged_in.printer(settings)
    things = Things(
        screen=lambda: check_screen(settings.width, settings.height, settings.fullscreen),
        look=camera.newest if camera else None,
        printer=printer,
        probe=_probe(settings),
        in_memory=environment.get("SDL_VIDEODRIVER") == IN_MEMORY,
    )
    try:
        report = run_checks(self_test_parts(settings, things))
        return _with_read_back(report, things, read_back) if read_back else report
    finally:
        printer.close()
        if camera:
            camera.close()


def lines_of(report: SelfTestReport) -> Iterator[str]:
    """The report for the eye: a line for each check."""
    for check in report.checks:
        yield "  ".join(filter(None, (f"{check.state:<8}{check.name:<10}", check.code, check.detail)))
    yield "This machine is well." if report.ok else "This machine needs a clerk or a technician."


def _with_read_back(report: SelfTestReport, things: Things, seconds: float) -> SelfTestReport:
    page = a_test_page(os.uname().nodename, utc_now(), random.SystemRandom())
    part = Part("read_back", lambda: check_read_back(things.printer, things.look, page, seconds))
    return SelfTestReport(report.checks + run_checks([part], seconds + LONGEST_SECONDS).checks)


def _probe(settings: KioskSettings) -> CentreProbe:
    time = CentreTime()
    auth = signer(identity_in(settings.state_folder), time)
    return CentreProbe(httpx.Client(base_url=str(settings.lookup_url), auth=auth), time)
