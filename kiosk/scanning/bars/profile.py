"""The rows of a strip become one: those that go with the others count, those that something covers do not."""

import numpy as np

from kiosk.scanning.bars.rows import Numbers, local_mean, numbers

PARTS = 14  # neighbourhoods along the strip


def averaged(rows: Numbers) -> Numbers:
    """One row out of all; at each place a row counts by its contrast, and by how well it goes with the others."""
    samples = rows.shape[1] // PARTS
    light = local_mean(rows, samples)
    bars = rows - light
    contrast = np.sqrt(np.maximum(local_mean(bars * bars, samples), 0)) + 0.1
    common = (bars * contrast).sum(axis=0) / contrast.sum(axis=0)
    strength = np.sqrt(np.maximum(local_mean(common * common, samples), 0)) + 0.1
    likeness = np.maximum(local_mean(bars * common, samples) / (contrast * strength), 0.02)
    weight = likeness**3 * contrast
    return numbers((weight * rows).sum(axis=0) / weight.sum(axis=0))
