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


class ScannerUnavailable(KioskFault):
    """The hand-held scanner was unplugged, or somebody else holds it."""

    code: ClassVar[str] = "scanner_unavailable"


class PaperLow(KioskFault):
    """The printer says that its paper will soon be used up; it still prints."""

    code: ClassVar[str] = "paper_low"


class PaperOut(PrinterUnavailable):
    """The printer says that it has no paper."""

    code: ClassVar[str] = "paper_out"


class PaperUnknown(KioskFault):
    """The printer is there but does not say whether it has paper."""

    code: ClassVar[str] = "paper_unknown"


class VoiceUnavailable(KioskFault):
    """Nothing can be read aloud: no synthesiser, or no way out for the sound."""

    code: ClassVar[str] = "voice_unavailable"


class ClockWrong(KioskFault):
    """This machine's clock is more than two minutes from the centre's."""

    code: ClassVar[str] = "clock_wrong"


class DiskFull(KioskFault):
    """The disk is full or does not let itself be written to. Look-ups go on without it."""

    code: ClassVar[str] = "disk_full"


class CentreSlow(KioskFault):
    """Half of the last answers of the centre took longer than two seconds."""

    code: ClassVar[str] = "centre_slow"


class CentreAway(KioskFault):
    """The centre does not answer, or its network does not: only what was kept can be shown."""

    code: ClassVar[str] = "centre_away"


class OutOfService(KioskFault):
    """The centre refuses this machine for good: its key was revoked, or is not known there."""

    code: ClassVar[str] = "out_of_service"
