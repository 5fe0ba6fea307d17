"""How much of what the camera sees was not there a while ago."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.slot import Picture

SIZE = (64, 36)
DIFFERENT = 28  # of 255 grey levels
HELD_PART = 0.12  # of the picture; people who walk by at the far wall change less
STIR_PART = 0.02  # a small receipt, or the corner of one, far away
LEARNING_SECONDS = 8.0  # a white paper before a dim room is background after a little more
LONGEST_STEP = 1.0  # so that nothing is learnt at one look, after a pause


@dataclass(slots=True)
class Presence:
    """Compares each picture with what the camera usually sees; that follows slowly, so a lamp or a chair is learnt."""

    background: NDArray[np.float32] | None = None
    looked_at: float = 0.0

    def look(self, picture: Picture, now: float) -> float:
        """The part of this grey picture that is new, 0 to 1. `now`: seconds of a monotonic clock."""
        small = np.asarray(cv2.resize(picture, SIZE, interpolation=cv2.INTER_AREA), dtype=np.float32)
        if self.background is None:
            self.background = small
        difference = small - self.background
        seconds = min(max(now - self.looked_at, 0.0), LONGEST_STEP)
        learnt = 1 - math.exp(-seconds / LEARNING_SECONDS)
        self.background, self.looked_at = self.background + learnt * difference, now
        return float((np.abs(difference) > DIFFERENT).mean())
