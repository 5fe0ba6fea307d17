"""The rows of a strip become one: those that look like the others count, those that something covers or dazzles do not."""

import cv2
import numpy as np
from numpy.typing import NDArray

PARTS = 14  # neighbourhoods along the strip
Numbers = NDArray[np.float32]


def averaged(rows: Numbers) -> Numbers:
    """One row out of all; at each place a row counts by its contrast, and by how well it goes with the others."""
    window = (2 * (rows.shape[1] // PARTS // 2) + 1, 1)
    light = cv2.blur(rows, window)
    bars = rows - light
    contrast = np.sqrt(np.maximum(cv2.blur(bars * bars, window), 0)) + 0.1
    common = (bars * contrast).sum(axis=0) / contrast.sum(axis=0)
    strength = np.sqrt(np.maximum(cv2.blur((common * common)[None], window), 0)) + 0.1
    likeness = np.maximum(cv2.blur(bars * common, window) / (contrast * strength), 0.02)
    weight = likeness**3 * contrast
    return np.asarray((weight * (bars + light)).sum(axis=0) / weight.sum(axis=0), dtype=np.float32)
