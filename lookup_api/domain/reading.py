"""Reading a dossier code out of what people type, dictate, text and scan: one function for every channel."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lookup_api.domain.codes import DossierCode
from lookup_api.domain.errors import CodeNotReadable, SeveralCodes

LONGEST_TEXT = 600
# NFKC leaves most of these alone, and the soft hyphen is of category Cf: they become "-" before anything is dropped.
DASHES = dict.fromkeys(map(ord, "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"), "-")
# Letters of other alphabets that look the same: phones with a Russian or Greek keyboard, and copied text.
HOMOGLYPHS = str.maketrans("АВЕЅЗІКМНОРСТХҮΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABES3IKMHOPCTXYABEZHIKMNOPTYX")
FIGURES = str.maketrans("OQDIL|SBZ", "000111582")
OLD_LETTER_AT, OLD_LENGTH = 7, 10  # in the signs of 000.00.19.H53

SLOT = r"[0-9OQDIL|SBZ]"
GAP = r"[\s.,:;_/\-]*"
PAIR = rf"{SLOT}{{2}}"
SERIAL = rf"(?P<serial>{SLOT}{{4,7}}(?![0-9]))"
SHORT_SERIAL = rf"(?P<serial>{SLOT}{{1,3}}(?![0-9A-Z]))"
DAYS = (
    rf"(?P<day>{PAIR}(?P<gap>[\s./\-]?){PAIR}(?P=gap){PAIR})",
    rf"(?P<day>{PAIR}{PAIR}(?P<gap>[\s./\-]?){PAIR}(?P=gap){PAIR})",
)
OLD_AGENCY = rf"(?<![0-9])(?P<agency>{SLOT}{{3}}{GAP}{PAIR}{GAP}{PAIR}{GAP}[A-Z]{PAIR})"
NEW_AGENCIES = tuple(rf"(?P<agency>[A-Z]\s?{PAIR}" + rf"{GAP}{PAIR}" * groups + ")" for groups in range(4))
BETWEEN_SHORT = r"\s*[\-./]\s*"  # a serial without its zeros is one only behind a written separator
FORMS = tuple(
    re.compile(f"{agency}(?P<before_day>{GAP}){day}{serial}")
    for agency in (OLD_AGENCY, *NEW_AGENCIES)
    for day in DAYS
    for serial in (f"(?P<before_serial>{GAP}){SERIAL}", f"(?P<before_serial>{BETWEEN_SHORT}){SHORT_SERIAL}")
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One code found in a text. `corrected` means that a letter or figure was changed or added (O for 0, a
    serial without its zeros): a channel then says which code it used, so that nobody is told of another's
    dossier unawares.
    """

    code: DossierCode
    corrected: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    separated: int  # how many of the two borders between the parts were written
    reading: Reading

    @property
    def rank(self) -> tuple[int, int]:
        return self.end - self.start, self.separated


def tidy(text: str) -> str:
    """`text` in upper-case Latin letters with plain dashes: compatibility forms, look-alike letters and invisible
    characters are gone. At most LONGEST_TEXT characters are read."""
    dashed = text[:LONGEST_TEXT].translate(DASHES)
    folded = unicodedata.normalize("NFKC", dashed).translate(DASHES)
    visible = "".join(sign for sign in folded if unicodedata.category(sign) not in ("Cf", "Cs"))
    return visible.upper().translate(HOMOGLYPHS)


def read_codes(text: str) -> tuple[Reading, ...]:
    """Every dossier code in `text`, in order and each once; text that can be read in two ways is left out."""
    found: dict[str, Reading] = {}
    for group in _overlapping(sorted(_candidates(tidy(text)), key=lambda c: (c.start, -c.end))):
        best = max(c.rank for c in group)
        readings = {c.reading.code: c.reading for c in group if c.rank == best}
        if len(readings) == 1:
            for code, reading in readings.items():
                found.setdefault(code.printed, reading)
    return tuple(found.values())


def read_code(text: str) -> Reading:
    """The one dossier code in `text`; CodeNotReadable when there is none, SeveralCodes when there are more."""
    found = read_codes(text)
    if not found:
        raise CodeNotReadable
    if len(found) > 1:
        raise SeveralCodes
    return found[0]


def _candidates(text: str) -> Iterator[_Candidate]:
    for form in FORMS:
        for start in range(len(text)):
            found = form.match(text, start)
            if found and (reading := _reading(found)):
                separated = bool(found["before_day"]) + bool(found["before_serial"])
                yield _Candidate(found.start(), found.end(), separated, reading)


def _reading(found: re.Match[str]) -> Reading | None:
    agency, day = (_signs(found[part]) for part in ("agency", "day"))
    serial = found["serial"]
    printed = f"{_figures(agency)}-{day.translate(FIGURES)}-{serial.translate(FIGURES).zfill(4)}"
    try:
        code = DossierCode.parse(printed)
    except CodeNotReadable:
        return None
    return Reading(code, corrected=agency + day + serial != _signs(printed))


def _signs(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum() or sign == "|")


def _figures(agency: str) -> str:
    """The agency's groups with dots; the one letter stands eighth in the old form and first in the new."""
    letter = OLD_LETTER_AT if len(agency) == OLD_LENGTH else 0
    old, new = agency[:letter].translate(FIGURES), agency[letter + 1 :].translate(FIGURES)
    groups = [old[:3], old[3:5], old[5:]] if old else []
    return ".".join([*groups, agency[letter] + new[:2], *(new[at : at + 2] for at in range(2, len(new), 2))])


def _overlapping(candidates: list[_Candidate]) -> Iterator[list[_Candidate]]:
    group: list[_Candidate] = []
    for candidate in candidates:
        if group and candidate.start >= max(c.end for c in group):
            yield group
            group = []
        group.append(candidate)
    if group:
        yield group
