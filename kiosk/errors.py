"""What can fail on the kiosk itself. Each has a number for the telephone, a sentence for the citizen and an instruction
for the clerk, all three in `languages/`."""

from typing import ClassVar


class KioskFault(Exception):
    """The base of all that can fail on this machine."""

    code: ClassVar[str] = "kiosk_fault"


class CameraUnavailable(KioskFault):
    """No camera picture has come for longer than a healthy camera needs."""

    code: ClassVar[str] = "camera_unavailable"


class PrinterUnavailable(KioskFault):
    """The printer is off, out of paper, or does not answer in time."""

    code: ClassVar[str] = "printer_unavailable"


class NotEnrolled(KioskFault):
    """This machine has no identity yet, so the centre does not answer it."""

    code: ClassVar[str] = "not_enrolled"
