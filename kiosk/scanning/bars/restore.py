"""Read a row of bars that is too blurred, too small or too faint for libraries: the text that explains it best.

Every symbol is compared with every place; the likeliest text under the grammar and the check sum is drawn again with
its blur and its light, set against the row, and refined until the two agree. It counts only when it explains the row
well and clearly better than every other text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.bars.alphabet import text_of
from kiosk.scanning.bars.fit import Fit, explain, first_fit, refined, scores
from kiosk.scanning.bars.grid import dark, likely_grids
from kiosk.scanning.bars.language import Language
from kiosk.scanning.bars.search import Sequence, likeliest

GRIDS = 12
FITS = 3
ROUNDS = 3
LEAST_LIKENESS = 0.75
LEAST_LEAD = 5.0

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Restored:
    """A text, how much of the row it explains (1: all) and by how much it leads over the next one."""

    text: str
    likeness: float
    lead: float
    fit: float = 0.0


def restore(row: Numbers, language: Language) -> Restored | None:
    """The text in a row of grey, in either direction, or None when there is none or more than one."""
    best = max(attempts(row, language), key=lambda found: found.likeness, default=None)
    if best is None or best.likeness < LEAST_LIKENESS or best.lead < LEAST_LEAD:
        return None
    return best


def attempts(row: Numbers, language: Language) -> Iterator[Restored]:
    """What the likeliest few grids say."""
    fits: list[tuple[Fit, Numbers, Numbers]] = []
    for evened in (dark(row), dark(row)[::-1]):
        evened = np.ascontiguousarray(evened)
        for grid in likely_grids(evened, GRIDS):
            fits.append((*first_fit(evened, grid), evened))
    for fit, first, evened in sorted(fits, key=lambda each: -each[0].score)[:FITS]:
        found = _read(evened, fit, first, language)
        if found:
            yield found


def _read(row: Numbers, fit: Fit, first: Numbers, language: Language) -> Restored | None:
    found = likeliest(first, language)
    values = found[0].values if found else ()
    for _ in range(ROUNDS):
        if not found:
            return None
        values = found[0].values
        fit = refined(row, fit, values)
        found = likeliest(scores(row, fit, values), language)
        if found and found[0].values == values:
            break
    return _restored(row, fit, found) if found else None


def _restored(row: Numbers, fit: Fit, found: list[Sequence]) -> Restored | None:
    text = text_of(list(found[0].values[:-1]))
    likeness = explain(row, fit, found[0].values).likeness
    others = [each for each in found[1:] if text_of(list(each.values[:-1])) != text]
    lead = found[0].score - others[0].score if others else 99.0
    return Restored(text, likeness, lead, fit.score) if text else None
