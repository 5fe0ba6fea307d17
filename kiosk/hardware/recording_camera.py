"""A camera that shows the pictures it was given: for tests and for pictures of the screens."""

import time
from dataclasses import dataclass, field

import cv2
import numpy as np

from kiosk.scanning.slot import Frame, Picture


@dataclass(slots=True)
class RecordingCamera:
    """See Camera. Each call gives the next picture, the last one over and over; `closed` remembers `close`."""

    pictures: list[Picture] = field(default_factory=list)
    shown: int = 0
    closed: bool = False

    def newest(self, after_ns: int) -> Frame | None:
        """See Camera."""
        if not self.pictures:
            return None
        picture = self.pictures[min(self.shown, len(self.pictures) - 1)]
        self.shown += 1
        return Frame(time.monotonic_ns(), picture)

    def preview(self, after_ns: int) -> Frame | None:
        """See Camera."""
        if not self.pictures:
            return None
        picture = self.pictures[min(self.shown, len(self.pictures) - 1)]
        small = cv2.resize(picture, (640, 360), interpolation=cv2.INTER_AREA)
        return Frame(time.monotonic_ns(), np.asarray(cv2.cvtColor(small, cv2.COLOR_GRAY2RGB), dtype=np.uint8))

    def close(self) -> None:
        """See Camera."""
        self.closed = True
