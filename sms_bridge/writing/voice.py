"""How the bridge writes: with or without accents, in how many parts, and which telephone number it gives."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sms_bridge.writing.segments import accented, count_parts, plain


@dataclass(frozen=True, slots=True)
class Voice:
    """Without accents a reply fits one part of 160 signs; with them 70 fit, so more parts may be allowed.

    `hotline` is the number for questions, "" for none.
    """

    accents: bool = False
    parts: int = 1
    hotline: str = ""

    def spelled(self, text: str) -> str:
        """`text`, written with accents, as it goes out."""
        return accented(text) if self.accents else plain(text)

    def fits(self, text: str) -> bool:
        """Whether `text` goes out in as many parts as are allowed."""
        return count_parts(self.spelled(text)) <= self.parts

    def best(self, texts: Iterable[str]) -> str:
        """The first of `texts`, the richest first, that fits, as it goes out; the last is cut if it must be."""
        text = ""
        for text in texts:
            if self.fits(text):
                return self.spelled(text)
        whole = text
        return self.spelled(whole[: self.most(len(whole), lambda room: whole[:room])])

    def most(self, upper: int, text_with: Callable[[int], str]) -> int:
        """The largest number up to `upper` with which the text still fits, where a larger number makes it longer."""
        fitting, too_many = 0, upper + 1
        while too_many - fitting > 1:
            middle = (fitting + too_many) // 2
            fitting, too_many = (middle, too_many) if self.fits(text_with(middle)) else (fitting, middle)
        return fitting
