"""Where texts on the screen break their lines: Khmer between words, numbers never, no word left alone at the end."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from lookup_api.domain.khmer_breaks import ZERO_WIDTH_SPACE, breakable, is_khmer

WORD = re.compile(r"[^ ]+ *| +")
IN_NUMBER = re.compile(r"(?<=[0-9]) (?=[0-9])")
FIXED_SPACE = "\u00a0"
STEPS = 12  # of the search for even lines: to a thousandth of the width

Measure = Callable[[str], float]


def broken(text: str, width: float, measure: Measure, *, even: bool = False) -> str:
    """`text` with line ends, so that each line is at most `width` wide as `measure` tells; a word that is wider stays
    whole. `even` makes the lines alike, as a heading wants them."""
    return "\n".join(_broken_line(line, width, measure, even) for line in text.split("\n"))


def widest_word(text: str, measure: Measure) -> float:
    """The least width in which no word is cut."""
    return max((measure(piece.rstrip()) for line in text.split("\n") for piece in pieces(line)), default=0.0)


def pieces(line: str) -> tuple[str, ...]:
    """What a line may end after; a space ends its piece."""
    line = IN_NUMBER.sub(FIXED_SPACE, line)
    return breakable(line) if is_khmer(line) else tuple(WORD.findall(line.replace(ZERO_WIDTH_SPACE, "")))


def _broken_line(line: str, width: float, measure: Measure, even: bool) -> str:
    if measure(line) <= width:
        return line.replace(ZERO_WIDTH_SPACE, "")
    parts = pieces(line)
    space = measure("n n") - measure("nn")
    widths = [_widths(part, measure(part.rstrip(" ")), space) for part in parts]
    ends = _ends(widths, width)
    ends = _even(widths, width, ends) if even else _no_orphan(widths, width, ends)
    return "\n".join("".join(parts[start:end]).rstrip() for start, end in pairwise([0, *ends]))


def _widths(part: str, bare: float, space: float) -> tuple[float, float]:
    """Of a piece at the end of a line and within it."""
    return bare, bare + (len(part) - len(part.rstrip(" "))) * space


def _ends(widths: Sequence[tuple[float, float]], width: float) -> list[int]:
    """The number of the piece after each line."""
    ends, used = [], 0.0
    for at, (bare, whole) in enumerate(widths):
        if used and used + bare > width:
            ends.append(at)
            used = 0.0
        used += whole
    return [*ends, len(widths)]


def _even(widths: Sequence[tuple[float, float]], width: float, ends: list[int]) -> list[int]:
    """As many lines as there must be, in the least width that allows it."""
    low, high = 0.0, width
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_ends(widths, middle)) <= len(ends) else (middle, high)
    return _ends(widths, high)


def _no_orphan(widths: Sequence[tuple[float, float]], width: float, ends: list[int]) -> list[int]:
    """A last word that stands alone takes the one before with it."""
    if len(ends) < 2 or ends[-1] - ends[-2] > 1 or ends[-2] - (ends[-3] if len(ends) > 2 else 0) < 3:
        return ends
    fits = widths[ends[-2] - 1][1] + widths[-1][0] <= width
    return [*ends[:-2], ends[-2] - 1, ends[-1]] if fits else ends
