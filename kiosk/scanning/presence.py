"""Whether something is held before the camera that was not there a moment ago."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.slot import Picture

SIZE = (64, 36)
DIFFERENT = 28  # of 255 grey levels
LEAST_PART = 0.12  # of the picture; people who walk by at the far wall change less
LEARNING = 0.03  # of the new picture that the background takes over with each look


@dataclass(slots=True)
class Presence:
    """Compares each picture with what the camera usually sees; that follows slowly, so a lamp or a chair is learnt."""

    background: NDArray[np.float32] | None = None

    def look(self, picture: Picture) -> bool:
        """Whether a good part of this grey picture is new."""
        small = np.asarray(cv2.resize(picture, SIZE, interpolation=cv2.INTER_AREA), dtype=np.float32)
        if self.background is None:
            self.background = small
        new = float((np.abs(small - self.background) > DIFFERENT).mean()) >= LEAST_PART
        self.background = self.background + LEARNING * (small - self.background)
        return new
