"""What the kiosk asks of the things that are plugged into it."""

from typing import Protocol

from kiosk.scanning.slot import Frame
from lookup_api.paper.slip import Slip


class Camera(Protocol):
    """Something that gives pictures. Both methods answer within 0.2 s and may be called by two threads."""

    def newest(self, after_ns: int) -> Frame | None:
        """The newest picture, whole and grey, if it was taken after `after_ns`; CameraUnavailable when none comes."""

    def preview(self, after_ns: int) -> Frame | None:
        """The newest picture, RGB and at most 640×480, if it was taken after `after_ns`."""

    def close(self) -> None:
        """Let go of the camera; it is not used after that."""


class Printer(Protocol):
    """Something that prints slips."""

    def print(self, slip: Slip) -> None:
        """Print and cut one slip within ten seconds, or raise PrinterUnavailable."""
