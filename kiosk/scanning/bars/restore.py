"""Read a row of bars that is too blurred, too small or too faint for libraries: the text that explains it best.

Every symbol is compared with every place; the likeliest text under the grammar and the check sum is drawn again with
its blur and its light, set against the row, and refined until the two agree. It counts only when it explains the row
well and clearly better than every other text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kiosk.scanning.bars.alphabet import text_of
from kiosk.scanning.bars.explain import explain, refined, scores
from kiosk.scanning.bars.fit import Fit, bent, first_fit
from kiosk.scanning.bars.grid import likely_grids
from kiosk.scanning.bars.language import Language
from kiosk.scanning.bars.rows import Numbers
from kiosk.scanning.bars.search import Sequence, likeliest
from kiosk.scanning.bars.spans import dark

GRIDS = 10
FITS = 2
LEAST_COMB = 4.1  # of other things than bars half have less
LEAST_FIT = 0.57  # the same: 0.60 and 0.56
LEAST_BENT_FIT = 0.62  # 0.65 and 0.59
HOPELESS = 0.1  # likeness
ROUNDS = 3
LEAST_LIKENESS = 0.65
GOOD_LIKENESS = 0.93
STRICTER = 60.0  # how much more lead for each unit of likeness that is missing
CONTRADICTED = 2.0  # and for each log likelihood by which a place would rather be another symbol


@dataclass(frozen=True, slots=True)
class Restored:
    """A text, how much of the row it explains (1: all), by how much it leads over the next text, and by how much its
    worst place speaks against it (both log likelihoods)."""

    text: str
    likeness: float
    lead: float
    contradiction: float

    def is_certain(self, language: Language) -> bool:
        """Whether nothing else can be meant."""
        doubt = STRICTER * max(0.0, GOOD_LIKENESS - self.likeness) + CONTRADICTED * self.contradiction
        return self.likeness >= LEAST_LIKENESS and self.lead >= language.least_lead + doubt


def restore(row: Numbers, language: Language) -> Restored | None:
    """The text in a row of grey, in either direction, or None when there is none or more than one."""
    return next((found for found in attempts(row, language) if found.is_certain(language)), None)


def attempts(row: Numbers, language: Language) -> Iterator[Restored]:
    """What the likeliest few grids say."""
    for turned, fit in likely_fits(row, language.symbols):
        moved, first = bent(turned, fit)
        found = _read(turned, moved, first, language) if moved.score >= LEAST_BENT_FIT else None
        if found:
            yield found


def likely_fits(row: Numbers, symbols: range) -> list[tuple[Numbers, Fit]]:
    """The few grids under which nearly every place looks like some symbol, in either direction, best first."""
    evened = dark(row)
    ways = (evened, np.ascontiguousarray(evened[::-1]))
    grids = [(turned, grid) for turned in ways for grid in likely_grids(turned, GRIDS, symbols)]
    likely = [each for each in grids if each[1].score >= LEAST_COMB]
    best = sorted(likely, key=lambda each: -each[1].score)[:GRIDS]
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
    return Restored(text, likeness, lead, found[0].contradiction) if text else None
