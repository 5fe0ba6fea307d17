"""A camera's shutter and gain, changed where its driver offers that and left alone where it does not."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

import cv2

MANUAL, AUTOMATIC = 1.0, 3.0  # V4L2_EXPOSURE_MANUAL and V4L2_EXPOSURE_APERTURE_PRIORITY
PAUSE_SECONDS = 0.5  # a sensor shows a change two or three frames later
CALM_SECONDS = 10.0
DARKER, SHORTER = 0.7, 0.6
SHORTEST = 5.0  # V4L2 counts in 100 µs: a two-thousandth of a second
MOST_GAIN = 4.0  # times the gain that was found
TOLERANCE = 0.25  # a driver rounds to the sensor's lines


class Advice(IntEnum):
    """What would make the next pictures easier to read."""

    AS_IS = 0
    DARKER = 1
    SHORTER = 2


class Controls(Protocol):
    """What can be turned on a camera; cv2.VideoCapture has it."""

    def get(self, control: int, /) -> float:
        """The value of a cv2.CAP_PROP_…, 0 or less for one that is not offered."""

    def set(self, control: int, value: float, /) -> bool:
        """Whether the driver took the value."""


@dataclass(slots=True)
class Exposure:
    """Follows advice, slowly. A driver that refuses once is never asked again, so that two wills do not fight.

    Times are seconds of a monotonic clock.
    """

    controls: Controls
    refused: bool = False
    is_manual: bool = False
    turned_at: float = 0.0
    advised_at: float = 0.0
    first_gain: float = 0.0

    def follow(self, advice: Advice, now: float) -> None:
        """Turn what the advice asks for; without advice for a while, let the driver choose again."""
        if self.refused or now - self.turned_at < PAUSE_SECONDS:
            return
        if advice is Advice.AS_IS:
            self._let_go(now)
            return
        self.advised_at = self.turned_at = now
        self.refused = not (self._takes_over() and self._turn(advice))
        if self.refused:
            self.controls.set(cv2.CAP_PROP_AUTO_EXPOSURE, AUTOMATIC)

    def _let_go(self, now: float) -> None:
        if not self.is_manual or now - self.advised_at < CALM_SECONDS:
            return
        self.is_manual = False
        if self.first_gain > 0:
            self.controls.set(cv2.CAP_PROP_GAIN, self.first_gain)
        self.controls.set(cv2.CAP_PROP_AUTO_EXPOSURE, AUTOMATIC)

    def _takes_over(self) -> bool:
        """Whether the shutter is ours: it begins where the driver had it."""
        if self.is_manual:
            return True
        found = self.controls.get(cv2.CAP_PROP_EXPOSURE)
        if found <= 0 or not self.controls.set(cv2.CAP_PROP_AUTO_EXPOSURE, MANUAL):
            return False
        self.first_gain = self.controls.get(cv2.CAP_PROP_GAIN)
        self.is_manual = self.controls.set(cv2.CAP_PROP_EXPOSURE, found)
        return self.is_manual

    def _turn(self, advice: Advice) -> bool:
        factor = SHORTER if advice is Advice.SHORTER else DARKER
        before = self.controls.get(cv2.CAP_PROP_EXPOSURE)
        wished = max(before * factor, min(SHORTEST, before))
        taken = self.controls.set(cv2.CAP_PROP_EXPOSURE, wished)
        if advice is Advice.SHORTER and self.first_gain > 0:
            gain = min(self.controls.get(cv2.CAP_PROP_GAIN) / factor, self.first_gain * MOST_GAIN)
            self.controls.set(cv2.CAP_PROP_GAIN, gain)  # without it the picture is darker, and still sharper
        return taken and abs(self.controls.get(cv2.CAP_PROP_EXPOSURE) - wished) <= max(TOLERANCE * wished, 1.0)
