"""Dossier codes (mã số hồ sơ): the printed forms, and their near misses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from lookup_api.domain.errors import CodeNotReadable

AGENCY_OLD = r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}"
AGENCY_NEW = r"[A-Z][0-9]{2}(?:\.[0-9]{2}){0,3}"
CODE_FORM = re.compile(
    rf"(?P<agency>{AGENCY_OLD}|{AGENCY_NEW})-(?P<day>[0-9]{{6}}|[0-9]{{8}})-(?P<serial>[0-9]{{4,7}})"
)
AGENCY_FORM = re.compile(rf"{AGENCY_OLD}|{AGENCY_NEW}")
LOCAL_CODE_LENGTH = 64
CONFUSABLE_LETTERS = {"N": "H", "M": "H", "K": "H", "W": "H", "C": "G", "Q": "G", "O": "G"}


@dataclass(frozen=True, slots=True, order=True)
class AgencyCode:
    """Mã định danh cơ quan: the identifier of an agency, `H53.19` or the older `000.00.19.H53`."""

    value: str

    @classmethod
    @lru_cache(maxsize=1_024)
    def parse(cls, text: str) -> "AgencyCode":
        """The agency code written in `text`, or CodeNotReadable."""
        tidy = text.strip().upper()
        if not AGENCY_FORM.fullmatch(tidy):
            raise CodeNotReadable
        return cls(tidy)

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, order=True)
class DossierCode:
    """Mã số hồ sơ in the national form; `printed` keeps the text as it stands on the receipt and is what codes
    compare by.
    """

    printed: str
    agency: AgencyCode
    received_on: date

    @classmethod
    def parse(cls, text: str) -> "DossierCode":
        """The code that `text` is in its printed form (case and outer spaces apart), or CodeNotReadable."""
        code = _parse_or_none(text)
        if code is None:
            raise CodeNotReadable
        return code

    def __str__(self) -> str:
        return self.printed


@dataclass(frozen=True, slots=True, order=True)
class LocalCode:
    """Mã hồ sơ riêng of a department system (`123/HKD-2014`): of no national form, unique inside one agency only."""

    printed: str

    @classmethod
    def parse(cls, text: str) -> "LocalCode":
        """Any short single-line text, upper case and with single spaces; CodeNotReadable when empty, too long
        or with control characters.
        """
        tidy = " ".join(text.split()).upper()
        if not tidy or len(tidy) > LOCAL_CODE_LENGTH or not tidy.isprintable():
            raise CodeNotReadable
        return cls(tidy)

    def __str__(self) -> str:
        return self.printed


Code = DossierCode | LocalCode


def parse_code(text: str) -> Code:
    """A code as a department writes it: the national form where it is one, otherwise the department's own."""
    # Never remembered with all the space that somebody put around it: of that there may be millions.
    return _parsed(text if len(text) <= LOCAL_CODE_LENGTH else " ".join(text.split()))


@lru_cache(maxsize=8_192)
def _parsed(text: str) -> Code:
    return _parse_or_none(text) or LocalCode.parse(text)


def read_day(digits: str) -> date | None:
    """The day in `yyMMdd` or `yyyyMMdd`; None when there is no such day or it lies outside 2000 to 2099."""
    full = digits if len(digits) == 8 else f"20{digits}"
    try:
        day = date(int(full[:4]), int(full[4:6]), int(full[6:]))
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2099 else None


def near_misses(code: DossierCode, prefixes: frozenset[str]) -> tuple[DossierCode, ...]:
    """The codes that a hurried reader may have meant: a confusable prefix letter, two neighbouring figures
    exchanged in the agency or the date, or the year in two figures instead of four. Never another serial:
    serials are dense, and the neighbour's dossier is somebody else's. `prefixes` are the province's own
    ("H53"); others are not offered.
    """
    agency, day, serial = code.printed.rsplit("-", 2)
    texts = [f"{other}-{day}-{serial}" for other in (*_confusable(agency), *_exchanged(agency))]
    texts += [f"{agency}-{other}-{serial}" for other in (*_exchanged(day), *_other_year(day))]
    found = dict.fromkeys(filter(None, map(_parse_or_none, texts)))
    return tuple(near for near in found if near != code and has_prefix(near.agency, prefixes))


def has_prefix(agency: AgencyCode, prefixes: frozenset[str]) -> bool:
    """Whether the agency belongs to one of the provinces' prefixes; an empty set means every province."""
    groups = agency.value.split(".")
    return not prefixes or groups[0] in prefixes or groups[-1] in prefixes


def _parse_or_none(text: str) -> DossierCode | None:
    found = CODE_FORM.fullmatch(text.strip().upper())
    day = read_day(found["day"]) if found else None  # None too for a day that does not exist
    return DossierCode(found[0], AgencyCode.parse(found["agency"]), day) if found and day else None


def _confusable(agency: str) -> Iterator[str]:
    for at, letter in enumerate(agency):
        if letter in CONFUSABLE_LETTERS and letter.isalpha():
            yield agency[:at] + CONFUSABLE_LETTERS[letter] + agency[at + 1 :]


def _exchanged(text: str) -> Iterator[str]:
    figures = [at for at, sign in enumerate(text) if sign.isdigit()]
    for left, right in pairwise(figures):
        signs = list(text)
        signs[left], signs[right] = signs[right], signs[left]
        yield "".join(signs)


def _other_year(day: str) -> Iterator[str]:
    yield day[2:] if len(day) == 8 else f"20{day}"
