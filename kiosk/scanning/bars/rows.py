"""Rows of samples, and the few sums that everything about bars is made of."""

import cv2
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
Places = NDArray[np.intp]


def numbers(values: object) -> Numbers:
    """The values as 32-bit floats, copied only where they are not."""
    return np.asarray(values, dtype=np.float32)


def local_mean(rows: Numbers, samples: int) -> Numbers:
    """The mean of each row's neighbourhood of about so many samples; one row or several."""
    window = (2 * (samples // 2) + 1, 1)
    mean = numbers(cv2.blur(np.atleast_2d(rows), window, borderType=cv2.BORDER_REFLECT_101))
    return numbers(mean.reshape(rows.shape))


def softened(row: Numbers, sigma: float) -> Numbers:
    """A row blurred by a bell of this standard deviation, in samples."""
    return numbers(cv2.GaussianBlur(row[None], (0, 0), sigmaX=sigma, sigmaY=0.01)).reshape(-1)


def slope(row: Numbers) -> Numbers:
    """The change a sample, 0 at both ends."""
    change = np.zeros_like(row)
    change[1:-1] = (row[2:] - row[:-2]) / 2
    return change


def at_places(row: Numbers, places: Numbers) -> Numbers:
    """The row's values at places between its samples."""
    columns = np.ascontiguousarray(places[None], dtype=np.float32)
    found = cv2.remap(row[None], columns, np.zeros_like(columns), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return numbers(found).reshape(-1)
