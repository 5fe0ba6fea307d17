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
LONGEST_WORD = 40  # a longer text is no single word

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
class OptOut:
    """HUY, STOP: no more messages, please. Only as a whole message, for "huy" is in many a sentence."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Anything else."""


Command = AskStatus | AskHelp | OptOut | NotUnderstood


def understand(text: str, keywords: Collection[str], read_code: ReadCode) -> Command:
    """What `text` asks. A keyword before the code (TTHS, HS) may stand there or not; it changes nothing."""
    if readings := read_codes(text):
        return AskStatus(tuple(Asked(reading.code, reading.corrected) for reading in readings))
    rest = _without_keyword(text, keywords)
    if (word := _word(rest)) in HELP_WORDS:
        return AskHelp()
    if word in OPT_OUT_WORDS:
        return OptOut()
    try:
        return AskStatus((Asked(*read_code(rest)),))
    except LookupFailure:
        return NotUnderstood()


def _without_keyword(text: str, keywords: Collection[str]) -> str:
    """What follows the keyword; without one, the whole text."""
    first = re.match(r"\W*([^\W_]+)[\s:;,.\-]*", text)
    return text[first.end() :] if first and tidy(first[1]) in keywords else text


def _word(text: str) -> str:
    """The letters of a short text without its accents: `"hướng dẫn."` → `HUONG DAN`."""
    if len(text) > LONGEST_WORD:
        return ""
    return " ".join(re.findall("[A-Z0-9]+", without_accents(tidy(text)).upper()))
