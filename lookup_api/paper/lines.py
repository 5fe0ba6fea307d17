"""Where a paragraph is broken into lines: as few as possible, of like length, at places where a reader would pause."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PIL.ImageFont import FreeTypeFont

from lookup_api.domain.khmer_breaks import breakable, syllables

INSIDE_A_PHRASE = 0.2  # how bad a break there is; a line filled to little more than half is as bad
# Vietnamese writes each syllable apart, so that a line may end inside "Môi trường"; before these words it never hurts.
OPENERS = frozenset(
    [
        *("và", "hoặc", "của", "tại", "theo", "lúc", "ngày", "tỉnh", "huyện", "phường", "đường", "số"),
        *("văn", "trung", "chi", "chủ", "and", "or", "of", "at"),
    ]
)
PAUSES = (",", ";", ".", ":", "–", ")", "។")
SPACES = re.compile(r"[ \t\r\n]+")  # not the no-break space
JOINTS = re.compile(r"(?<=[./@\-])")


class Piece(NamedTuple):
    """What is never parted, and what stands before it on the same line: a space, or nothing inside a Khmer phrase."""

    text: str
    gap: str


class Breaking(NamedTuple):
    """Some pieces in lines: how many lines, and how rough they are to the eye (short ones, breaks inside a phrase)."""

    number: int
    roughness: float
    lines: tuple[str, ...]


def break_lines(text: str, width: int, face: FreeTypeFont) -> tuple[str, ...]:
    """`text`, composed (NFC), in lines of at most `width` dots; a word that is too long for a line is broken."""
    pieces = [
        Piece(fitting, gap if first else "")
        for word, gap in _words(unicodedata.normalize("NFC", text))
        for first, fitting in _fitting(word, width, face)
    ]
    best = [Breaking(0, 0.0, ())]  # at each place: the best way to break the pieces before it
    for end in range(1, len(pieces) + 1):
        best.append(min(_breakings(pieces[:end], best, width, face), key=lambda breaking: breaking[:2]))
    return best[-1].lines


def _words(text: str) -> Iterator[Piece]:
    """Words between spaces, and Khmer, which has few spaces, word by word."""
    for word in SPACES.split(text.strip()):
        for at, piece in enumerate(breakable(word) or (word,)):
            yield Piece(piece, "" if at else " ")


def _breakings(pieces: list[Piece], best: list[Breaking], width: int, face: FreeTypeFont) -> Iterator[Breaking]:
    """Every way to end with a line of the last few pieces, after the best breaking of those before."""
    for start in range(len(pieces) - 1, -1, -1):
        line = _joined(pieces[start:])
        length = face.getlength(line)
        if length > width and start < len(pieces) - 1:
            return
        before = best[start]
        breaks = _breaks_inside(pieces[start - 1], pieces[start]) if start else 0
        roughness = before.roughness + (1 - length / width) ** 2 + INSIDE_A_PHRASE * breaks
        yield Breaking(before.number + 1, roughness, (*before.lines, line))


def _joined(pieces: Sequence[Piece]) -> str:
    return pieces[0].text + "".join(piece.gap + piece.text for piece in pieces[1:])


def _breaks_inside(left: Piece, right: Piece) -> int:
    """How much a break between two words hurts: not at a pause, twice behind a word that only opens a phrase."""
    if left.text.endswith(PAUSES) or _opens(right.text) or _is_khmer_pause(left, right):
        return 0
    return 2 if _opens(left.text) else 1


def _opens(word: str) -> bool:
    return word.lower() in OPENERS and not word.istitle()  # Văn is a name too


def _is_khmer_pause(left: Piece, right: Piece) -> bool:
    return bool(right.gap) and "\u1780" <= left.text[-1:] <= "\u17ff"


def _fitting(word: str, width: int, face: FreeTypeFont) -> Iterator[tuple[bool, str]]:
    """A word in parts that fit a line, each with whether it is the first: one part for most words."""
    for at, part in enumerate(_parts(word, width, face)):
        yield at == 0, part


def _parts(word: str, width: int, face: FreeTypeFont) -> list[str]:
    """A word in parts that fit a line, broken at a dot, slash or dash where it has one; most words are one part."""
    if face.getlength(word) <= width:
        return [word]
    shorter = [
        part
        for joint in JOINTS.split(word)
        for part in ([joint] if face.getlength(joint) <= width else syllables(joint))
    ]
    parts = [""]
    for part in shorter:
        if parts[-1] and face.getlength(parts[-1] + part) > width:
            parts.append("")
        parts[-1] += part
    return parts
