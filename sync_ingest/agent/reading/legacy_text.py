"""Vietnamese text of the time before Unicode, as older department systems still keep it: read as Unicode.

Such a column holds Western European letters (Windows-1252) that only the right font shows as Vietnamese. The tables are
those of TCVN 5712:1993 (its one-byte set VN3, the “ABC” fonts) and of the VNI fonts for Windows. Some databases (SQL
Server with a Vietnamese collation) show the same bytes as letters of Windows-1258 instead.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum


class TextEncoding(StrEnum):
    """Bảng mã: how a department's texts are kept.

    The fonts of TCVN3 have no capital letters with a tone. Where a whole column is shown in the capitals' own fonts
    (.VnTimeH), which turn small letters into capitals, it is `TCVN3_UPPER`. Those with 1258 come through Windows-1258.
    """

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    TCVN3_UPPER = "tcvn3_upper"
    VNI = "vni"
    TCVN3_1258 = "tcvn3_1258"
    VNI_1258 = "vni_1258"


TCVN3_LETTERS = {
    "¡¢£¤¥¦§": "ĂÂÊÔƠƯĐ",
    "¨©ª«¬\u00ad®": "ăâêôơưđ",  # ư lies on the soft hyphen
    "µ¶·¸¹": "àảãáạ",
    "»¼½¾Æ": "ằẳẵắặ",
    "ÇÈÉÊË": "ầẩẫấậ",
    "ÌÎÏÐÑ": "èẻẽéẹ",
    "ÒÓÔÕÖ": "ềểễếệ",
    "×ØÜÝÞ": "ìỉĩíị",
    "ßáâãä": "òỏõóọ",
    "åæçèé": "ồổỗốộ",
    "êëìíî": "ờởỡớợ",
    "ïñòóô": "ùủũúụ",
    "õö÷øù": "ừửữứự",
    "úûüýþ": "ỳỷỹýỵ",
}
TCVN3 = {kept: read for row in TCVN3_LETTERS.items() for kept, read in zip(*row, strict=True)}
TCVN3_TABLE = str.maketrans(TCVN3)

ACUTE, GRAVE, HOOK, TILDE, DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
CIRCUMFLEX, BREVE = "\u0302", "\u0306"
TONES = (ACUTE, GRAVE, HOOK, TILDE, DOT)
VNI_TONES = dict(zip("ùøûõï", TONES, strict=True))
VNI_CIRCUMFLEX = {"â": CIRCUMFLEX} | dict(zip("áàåãä", (CIRCUMFLEX + tone for tone in TONES), strict=True))
VNI_BREVE = {"ê": BREVE} | dict(zip("éèúüë", (BREVE + tone for tone in TONES), strict=True))
VNI_ALONE = dict(zip("ôöíìæóòîñ", "ơưíìỉĩịỵđ", strict=True))
VNI_MARKS = {  # behind which letter which marks may stand
    "a": VNI_TONES | VNI_CIRCUMFLEX | VNI_BREVE,
    "e": VNI_TONES | VNI_CIRCUMFLEX,
    "o": VNI_TONES | VNI_CIRCUMFLEX,
    "ô": VNI_TONES,
    "u": VNI_TONES,
    "ö": VNI_TONES,
    "y": VNI_TONES,
}

MARKS = frozenset({*TONES, CIRCUMFLEX, BREVE, "\u031b"})
LETTERS = frozenset("".join(TCVN3.values()) + "".join(TCVN3.values()).upper())


def _vni_forms() -> Iterator[tuple[str, str]]:
    for kept, read in VNI_ALONE.items():
        yield kept, read
        yield kept.upper(), read.upper()
    for letter, marks in VNI_MARKS.items():
        for mark, read in marks.items():
            small = unicodedata.normalize("NFC", VNI_ALONE.get(letter, letter) + read)
            for written in (mark, mark.upper()):  # the letter is a capital or not; its mark may be typed either way
                yield letter + written, small
                yield letter.upper() + written, small.upper()


VNI = dict(_vni_forms())
VNI_FORMS = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
NOT_TCVN3 = (LETTERS | MARKS) - frozenset(TCVN3)
NOT_VNI = (LETTERS | MARKS) - frozenset("".join(VNI))

UPPER_HALF = bytes(range(0xA0, 0x100))
AS_1252 = str.maketrans(UPPER_HALF.decode("cp1258"), UPPER_HALF.decode("cp1252"))


def to_unicode(text: str, encoding: TextEncoding) -> str:
    """`text` of a column that is kept in `encoding`, as Unicode, composed (NFC). It never fails.

    A text with a Vietnamese letter that the encoding cannot hold was written as Unicode, as newer software does into
    the old column: it stays as it is. So does every sign that the encoding has no letter for.
    """
    return unicodedata.normalize("NFC", READERS[encoding](text))


def _as_it_is(text: str) -> str:
    return text


def _tcvn3(text: str) -> str:
    return text.translate(TCVN3_TABLE) if NOT_TCVN3.isdisjoint(text) else text


def _tcvn3_upper(text: str) -> str:
    return _tcvn3(text).upper()


def _vni(text: str) -> str:
    return VNI_FORMS.sub(lambda form: VNI[form[0]], text) if NOT_VNI.isdisjoint(text) else text


def _tcvn3_1258(text: str) -> str:
    kept = text.translate(AS_1252)
    return _tcvn3(kept) if NOT_TCVN3.isdisjoint(kept) else text


def _vni_1258(text: str) -> str:
    kept = text.translate(AS_1252)
    return _vni(kept) if NOT_VNI.isdisjoint(kept) else text


READERS: dict[TextEncoding, Callable[[str], str]] = {
    TextEncoding.UNICODE: _as_it_is,
    TextEncoding.TCVN3: _tcvn3,
    TextEncoding.TCVN3_UPPER: _tcvn3_upper,
    TextEncoding.VNI: _vni,
    TextEncoding.TCVN3_1258: _tcvn3_1258,
    TextEncoding.VNI_1258: _vni_1258,
}
