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
from kiosk.scanning.bars.fit import Fit, bent, explain, first_fit, refined, scores
from kiosk.scanning.bars.grid import dark, likely_grids
from kiosk.scanning.bars.language import Language
from kiosk.scanning.bars.search import Sequence, likeliest

GRIDS = 10
FITS = 2
LEAST_FIT = 0.45  # mean likeness of the places to their likeliest symbols
HOPELESS = 0.1  # likeness
ROUNDS = 3
LEAST_LIKENESS = 0.65
GOOD_LIKENESS = 0.93
LEAST_LEAD = 8.0  # log likelihoods; of what was read wrongly in trials the most had 7 and a likeness of 0.66
STRICTER = 60.0  # how much more lead for each unit of likeness that is missing

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Restored:
    """A text, how much of the row it explains (1: all) and by how much it leads over the next one."""

    text: str
    likeness: float
    lead: float

    @property
    def is_certain(self) -> bool:
        """Whether nothing else can be meant."""
        unlike = max(0.0, GOOD_LIKENESS - self.likeness)
        return self.likeness >= LEAST_LIKENESS and self.lead >= LEAST_LEAD + STRICTER * unlike


def restore(row: Numbers, language: Language) -> Restored | None:
    """The text in a row of grey, in either direction, or None when there is none or more than one."""
    return next((found for found in attempts(row, language) if found.is_certain), None)


def attempts(row: Numbers, language: Language) -> Iterator[Restored]:
    """What the likeliest few grids say."""
    for turned, fit in likely_fits(row):
        found = _read(turned, *bent(turned, fit), language)
        if found:
            yield found


def likely_fits(row: Numbers) -> list[tuple[Numbers, Fit]]:
    """The few grids under which nearly every place looks like some symbol, in either direction, best first."""
    evened = dark(row)
    ways = (evened, np.ascontiguousarray(evened[::-1]))
    grids = [(turned, grid) for turned in ways for grid in likely_grids(turned, GRIDS)]
    best = sorted(grids, key=lambda each: -each[1].score)[:GRIDS]
    fits = sorted(((turned, first_fit(turned, grid)) for turned, grid in best), key=lambda each: -each[1].score)
    firsts = {fit.grid.symbols: (turned, fit) for turned, fit in reversed(fits) if fit.score >= LEAST_FIT}
    return sorted(firsts.values(), key=lambda each: -each[1].score)[:FITS]


def _read(row: Numbers, fit: Fit, first: Numbers, language: Language) -> Restored | None:
    found = likeliest(first, language)
    for _ in range(ROUNDS):
        if not found:
            return None
        values = found[0].values
        fit = refined(row, fit, values)
        if explain(row, fit, values).likeness < HOPELESS:
            return None
        found = likeliest(scores(row, fit, values), language)
        if found and found[0].values == values:
            break
    return _restored(row, fit, found) if found else None


def _restored(row: Numbers, fit: Fit, found: list[Sequence]) -> Restored | None:
    text = text_of(list(found[0].values[:-1]))
    likeness = explain(row, fit, found[0].values).likeness
    others = [each for each in found[1:] if text_of(list(each.values[:-1])) != text]
    lead = found[0].score - others[0].score if others else 99.0
    return Restored(text, likeness, lead) if text else None
