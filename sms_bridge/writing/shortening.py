"""Making names shorter, so that a reply fits: first by customary abbreviations, then by an equal share of the room."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from lookup_api.domain.reading import DASHES
from lookup_api.domain.wording import without_accents

# Customary in Vietnamese offices; matched without accents, whatever the case, the longer before the shorter.
KINDS = {
    "uy ban nhan dan": "UBND",
    "chi nhanh": "CN",
    "van phong": "VP",
    "trung tam": "TT",
    "thanh pho": "TP",
    "bo phan": "BP",
    "thi xa": "TX",
    "phong": "P.",
}
SUBJECTS = {
    "phuc vu hanh chinh cong": "PVHCC",
    "nong nghiep va moi truong": "NNMT",
    "tai nguyen va moi truong": "TNMT",
    "giao duc va dao tao": "GDDT",
    "van hoa va thong tin": "VHTT",
    "tai chinh - ke hoach": "TCKH",
    "dang ky kinh doanh": "DKKD",
    "ke hoach va dau tu": "KHDT",
    "kinh te - ha tang": "KTHT",
    "dang ky dat dai": "DKDD",
}
AT_THE_START = {"phong"}  # elsewhere it is part of a place's name: Hai Phong, Phong Dien
ELLIPSIS = ".."
SHORTEST = 6
"""What is cut to fewer signs says nothing and is left out."""


def abbreviated(name: str, forms: Mapping[str, str]) -> str:
    """An office's name with the customary short `forms`: `UBND thành phố Tây Ninh` → `UBND TP Tây Ninh`."""
    name = unicodedata.normalize("NFC", name)
    flat = without_accents(name).translate(DASHES)
    if len(flat) != len(name):  # an accent that belongs to no letter: then places do not agree
        return name
    short, end = "", 0
    for found in _any_of(tuple(forms)).finditer(flat):
        short += name[end : found.start()] + forms[found[0].lower()]
        end = found.end()
    return short + name[end:]


@cache
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    written = (rf"{'^' if form in AT_THE_START else ''}\b{re.escape(form)}\b" for form in forms)
    return re.compile("|".join(written), re.IGNORECASE)


def initials(name: str) -> str:
    """A person's name with the given name whole, which stands last: `Tran Thi Binh` → `T.T.Binh`."""
    *others, given = name.split() or [""]
    return "".join(f"{word[0]}." for word in others) + given


def cut(name: str, room: int) -> str:
    """At most `room` signs of `name`; what is missing shows."""
    if len(name) <= room:
        return name
    return name[: room - len(ELLIPSIS)].rstrip(" .,-") + ELLIPSIS if room >= SHORTEST else ""


def cut_fairly(names: Sequence[str], room: int) -> list[str]:
    """The names cut to `room` signs together: the short ones stay whole, the long ones share what is left equally."""
    shares = dict.fromkeys(range(len(names)), 0)
    left = room
    for waiting, at in enumerate(sorted(shares, key=lambda at: len(names[at]))):
        shares[at] = min(len(names[at]), max(left, 0) // (len(names) - waiting))
        left -= shares[at]
    return [cut(name, shares[at]) for at, name in enumerate(names)]
