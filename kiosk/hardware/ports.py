"""What the kiosk asks of the things that are plugged into it."""

from typing import Protocol

from kiosk.hardware.paper import Paper
from kiosk.scanning.slot import Frame
from lookup_api.paper.printable import Printable


class Camera(Protocol):
    """Something that gives pictures. Both methods answer within 0.2 s and may be called by two threads."""

    def newest(self, after_ns: int) -> Frame | None:
        """The newest picture, whole and grey, if it was taken after `after_ns`; CameraUnavailable when none comes."""

    def preview(self, after_ns: int) -> Frame | None:
        """The newest picture, RGB and at most 640×480, if it was taken after `after_ns`. Who asks wants to see: a
        camera that rests gives every picture while it is asked at least once a second."""

    def close(self) -> None:
        """Let go of the camera; it is not used after that."""


class Scanner(Protocol):
    """A hand-held scanner. It posts a TextScanned, from any thread, for each text that was scanned whole."""

    def start(self) -> None:
        """Begin to listen; returns at once. A scanner that is not there, or goes, is a FaultFound(ScannerUnavailable),
        its return a FaultGone."""

    def forget(self) -> None:
        """Drop what was scanned in part: it was another citizen's."""

    def stop(self) -> None:
        """Post nothing any more; it is not used after that."""


class Printer(Protocol):
    """Something that prints slips, procedures and test pages. Its methods may be called by several threads."""

    def print(self, document: Printable) -> None:
        """Print and cut one document within ten seconds, or raise PrinterUnavailable (PaperOut, if it says so)."""

    def paper(self) -> Paper:
        """How the paper is, within two seconds; while something is printed, how it was. It never raises."""

    def close(self) -> None:
        """Let go of the printer; it is not used after that."""
