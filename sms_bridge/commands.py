"""What a citizen may text us: a dossier code in any dress, or a word. Codes are read as on every other channel."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from lookup_api.domain.codes import Code
from lookup_api.domain.errors import LookupFailure
from lookup_api.domain.reading import read_codes, tidy
from lookup_api.domain.wording import without_accents

HELP_WORDS = frozenset({"HD", "HUONG DAN", "HELP", "TRO GIUP"})
OPT_OUT_WORDS = frozenset({"STOP", "HUY", "TC", "DUNG"})
SUBSCRIBE = "DK"
LONGEST_WORD = 40  # a longer text is no single word
LONGEST_REST = 12  # signs beside a code; with more it is a sentence in which the word may mean something else
FIRST_WORD = re.compile(r"[\W_]*([^\W\d_]+?)(?:[\W_]+|(?=[A-Z]\d{2}|\d{3}\.))(.*)", re.DOTALL)

ReadCode = Callable[[str], tuple[Code, bool]]
"""Reads one code of whatever form, an agency's own with them, and says whether it was corrected; or LookupFailure."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One code that was asked for. `corrected`: it is not letter for letter what was written."""

    code: Code
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class AskStatus:
    """Where do these dossiers stand? At least one."""

    codes: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class AskHelp:
    """HD (hướng dẫn): how does this work?"""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """DK (đăng ký): tell this phone when the dossier changes; without a code, the one that it was asked about."""

    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class OptOut:
    """HUY, STOP: no more messages, please, or none of this dossier. Only as a whole message, for "huy" is in many a
    sentence.
    """

    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Anything else."""


Command = AskStatus | AskHelp | Subscribe | OptOut | NotUnderstood


def understand(text: str, keywords: Collection[str], read_code: ReadCode) -> Command:
    """What `text` asks. A keyword before the code (TTHS, HS) may stand there or not; it changes nothing."""
    rest = _without_keyword(text, keywords)
    if wish := _word_and_code(rest, read_code):
        return wish
    if readings := read_codes(text):
        return AskStatus(tuple(Asked(reading.code, reading.corrected) for reading in readings))
    if command := _single_word(_word(rest)):
        return command
    try:
        return AskStatus((Asked(*read_code(rest)),))
    except LookupFailure:
        return NotUnderstood()


def _single_word(word: str) -> Command | None:
    if word in HELP_WORDS:
        return AskHelp()
    if word == SUBSCRIBE:
        return Subscribe()
    return OptOut() if word in OPT_OUT_WORDS else None


def _word_and_code(text: str, read_code: ReadCode) -> Subscribe | OptOut | None:
    """A word and one code, and hardly anything else: `DK H53.19-260115-0001`, `huy 123/HKD-2014`."""
    found = FIRST_WORD.match(tidy(text))  # an accent that is a sign of its own would end the word
    word = _word(found[1]) if found else ""
    if found is None or (word != SUBSCRIBE and word not in OPT_OUT_WORDS):
        return None
    asked = _one_code(found[2], read_code)
    if asked is None or len(found[2].strip()) > len(asked.code.printed) + LONGEST_REST:
        return None
    return Subscribe(asked) if word == SUBSCRIBE else OptOut(asked)


def _one_code(text: str, read_code: ReadCode) -> Asked | None:
    if readings := read_codes(text):
        return Asked(readings[0].code, readings[0].corrected) if len(readings) == 1 else None
    try:
        return Asked(*read_code(text))
    except LookupFailure:
        return None


def _without_keyword(text: str, keywords: Collection[str]) -> str:
    """What follows the keyword; without one, the whole text."""
    first = re.match(r"\W*([^\W_]+)[\s:;,.\-]*", text)
    return text[first.end() :] if first and tidy(first[1]) in keywords else text


def _word(text: str) -> str:
    """The letters of a short text without its accents: `"hướng dẫn."` → `HUONG DAN`."""
    if len(text) > LONGEST_WORD:
        return ""
    return " ".join(re.findall("[A-Z0-9]+", without_accents(tidy(text)).upper()))
