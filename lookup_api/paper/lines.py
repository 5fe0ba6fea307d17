"""Where a paragraph is broken into lines: as few as possible, of like length, at places where a reader would pause."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from PIL.ImageFont import FreeTypeFont

INSIDE_A_PHRASE = 0.2  # how bad a break there is; a line filled to little more than half is as bad
# Vietnamese writes each syllable apart, so that a line may end inside "Môi trường"; before these words it never hurts.
OPENERS = frozenset(
    [
        *("và", "hoặc", "của", "tại", "theo", "lúc", "ngày", "tỉnh", "huyện", "phường", "đường", "số"),
        *("văn", "trung", "chi", "chủ", "and", "or", "of", "at"),
    ]
)
PAUSES = (",", ";", ".", ":", "–", ")")
SPACES = re.compile(r"[ \t\r\n]+")  # not the no-break space
JOINTS = re.compile(r"(?<=[./@\-])")


class Breaking(NamedTuple):
    """Some words in lines: how many lines, and how rough they are to the eye (short ones, breaks inside a phrase)."""

    number: int
    roughness: float
    lines: tuple[str, ...]


def break_lines(text: str, width: int, face: FreeTypeFont) -> tuple[str, ...]:
    """`text`, composed (NFC), in lines of at most `width` dots; a word that is too long for a line is broken."""
    words = SPACES.split(unicodedata.normalize("NFC", text).strip())
    fitting = [piece for word in words for piece in _pieces(word, width, face)]
    best = [Breaking(0, 0.0, ())]  # at each place: the best way to break the words before it
    for end in range(1, len(fitting) + 1):
        best.append(min(_breakings(fitting[:end], best, width, face), key=lambda breaking: breaking[:2]))
    return best[-1].lines


def _breakings(words: list[str], best: list[Breaking], width: int, face: FreeTypeFont) -> Iterator[Breaking]:
    """Every way to end with a line of the last few words, after the best breaking of those before."""
    for start in range(len(words) - 1, -1, -1):
        line = " ".join(words[start:])
        length = face.getlength(line)
        if length > width and start < len(words) - 1:
            return
        before = best[start]
        breaks = _breaks_inside(words[start - 1], words[start]) if start else 0
        roughness = before.roughness + (1 - length / width) ** 2 + INSIDE_A_PHRASE * breaks
        yield Breaking(before.number + 1, roughness, (*before.lines, line))


def _breaks_inside(left: str, right: str) -> int:
    """How much a break between two words hurts: not at a pause, twice behind a word that only opens a phrase."""
    if left.endswith(PAUSES) or _opens(right):
        return 0
    return 2 if _opens(left) else 1


def _opens(word: str) -> bool:
    return word.lower() in OPENERS and not word.istitle()  # Văn is a name too


def _pieces(word: str, width: int, face: FreeTypeFont) -> list[str]:
    """A word in pieces that fit a line, broken at a dot, slash or dash where it has one; most words are one piece."""
    if face.getlength(word) <= width:
        return [word]
    parts = [part for joint in JOINTS.split(word) for part in ([joint] if face.getlength(joint) <= width else joint)]
    pieces = [""]
    for part in parts:
        if pieces[-1] and face.getlength(pieces[-1] + part) > width:
            pieces.append("")
        pieces[-1] += part
    return pieces
