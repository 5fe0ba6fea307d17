"""One picture and the grammar: what question does it show?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from kiosk.question import Grammar, Question
from kiosk.scanning.bars.language import any_text, dossier_codes
from kiosk.scanning.decode import Decoded, Symbology, decode
from kiosk.scanning.slot import Picture

Reader = Callable[[Picture], Iterable[Decoded]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question that one picture shows, and the kind of code that it was read from."""

    question: Question
    symbology: Symbology


def read_picture(picture: Picture, grammar: Grammar, reader: Reader = decode) -> Reading | None:
    """The first text in a grey picture that fits the grammar, by `decode` or the quick `glance`; None without one."""
    for decoded in _for_codes_of(grammar, reader)(picture):
        question = grammar.read_scanned(decoded.text)
        if question is not None:
            return Reading(question, decoded.symbology)
    return None


def _for_codes_of(grammar: Grammar, reader: Reader) -> Reader:
    """Departments' own codes are of any form, so that faint bars may spell anything."""
    if reader is decode and grammar.local_patterns:
        return partial(decode, languages=(dossier_codes(), any_text()))
    return reader
