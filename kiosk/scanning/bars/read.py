"""A field of bars and what it says: by the fast reader on its levelled strip, else restored by a model of symbols."""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from kiosk.scanning.bars.language import Language
from kiosk.scanning.bars.locate import Region
from kiosk.scanning.bars.profile import averaged
from kiosk.scanning.bars.restore import restore
from kiosk.scanning.bars.rows import Numbers
from kiosk.scanning.bars.straighten import level
from kiosk.scanning.slot import Picture
from kiosk.scanning.symbols import Decoded, Symbology, level_bars

STRIP_HEIGHT = 16


def read_field(picture: Picture, field: Region, languages: Sequence[Language]) -> Iterator[Decoded]:
    """The texts in one field of bars; each of the languages is tried in turn where the fast reader fails."""
    row = averaged(level(picture, field).rows)
    yield from level_bars(_strip(row))
    for language in languages:
        restored = restore(row, language)
        if restored:
            yield Decoded(restored.text, Symbology.CODE128)


def _strip(row: Numbers) -> Picture:
    row = (row - row.min()) * (255 / max(1.0, float(np.ptp(row))))
    wide = cv2.resize(row[None, :], None, fx=2, fy=1, interpolation=cv2.INTER_CUBIC)
    return np.repeat(np.asarray(wide).clip(0, 255).astype(np.uint8), STRIP_HEIGHT, axis=0)
