"""How many parts a text takes on the air, and how to write it so that it takes few."""

import unicodedata

from smsutil import split
from smsutil.codecs import GSM_CHARSET

from lookup_api.domain.wording import without_accents

GSM_7 = frozenset(GSM_CHARSET) - {"\x1b"}  # the escape is no sign by itself
# What agencies type into names; GSM 03.38 has none of these signs, or only as two (the brackets).
PLAIN_SIGNS = str.maketrans("–—−‐‑“”„‘’‚«»•·[]{}|~^`\t", "-----\"\"\"'''\"\"--()()/-'' ")


def count_parts(text: str) -> int:
    """How many messages `text` is sent as: 160 signs of GSM-7 in one, 153 in each of several; otherwise 70 and 67."""
    return len(split(text).parts) or 1


def plain(text: str) -> str:
    """`text` without accents and in GSM-7's signs only; what has no likeness there is left out."""
    unaccented = without_accents(unicodedata.normalize("NFKC", text.translate(PLAIN_SIGNS))).translate(PLAIN_SIGNS)
    return "".join(sign for sign in unaccented if sign in GSM_7)


def accented(text: str) -> str:
    """`text` with its accents, composed (NFC): the same in NFD would cost a part more."""
    return unicodedata.normalize("NFC", text)
