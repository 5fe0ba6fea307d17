"""The rows of a strip become one: those that look like the others count, those that something covers do not."""

import numpy as np
from numpy.typing import NDArray

PARTS = 12
Numbers = NDArray[np.float32]


def averaged(rows: Numbers) -> Numbers:
    """One row out of all, each part of each row weighted by how well it fits the middle one."""
    width = rows.shape[1] // PARTS * PARTS
    parts = rows[:, :width].reshape(len(rows), PARTS, -1)
    middle = np.median(parts, axis=0)
    spread = np.square(parts - middle).mean(axis=2)
    usual = np.median(spread, axis=0) + 1.0
    weights = 1.0 / (1.0 + np.square(spread / (2.0 * usual)))
    mean = (parts * weights[:, :, None]).sum(axis=0) / weights.sum(axis=0)[:, None]
    return np.concatenate([mean.reshape(-1), rows[:, width:].mean(axis=0)]).astype(np.float32)
