"""Vietnamese text as departments typed it before Unicode: what their old databases hold.

Written by the code charts (TCVN3) and by letter and marks (VNI), apart from the tables that the agent reads by.
"""

import unicodedata

FIRST = 0xA1
CHART = (  # TCVN 5712:1993, VN3, from A1 to FE; a dot is a place without a letter
    "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
)
TCVN3 = {letter: chr(FIRST + place) for place, letter in enumerate(CHART) if letter != "."}

ACUTE, GRAVE, HOOK, TILDE, DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
VNI_MARK = {
    ("", ACUTE): "ù", ("", GRAVE): "ø", ("", HOOK): "û", ("", TILDE): "õ", ("", DOT): "ï",
    (CIRCUMFLEX, ""): "â", (CIRCUMFLEX, ACUTE): "á", (CIRCUMFLEX, GRAVE): "à",
    (CIRCUMFLEX, HOOK): "å", (CIRCUMFLEX, TILDE): "ã", (CIRCUMFLEX, DOT): "ä",
    (BREVE, ""): "ê", (BREVE, ACUTE): "é", (BREVE, GRAVE): "è",
    (BREVE, HOOK): "ú", (BREVE, TILDE): "ü", (BREVE, DOT): "ë",
}  # fmt: skip
HORNED = {"o": "ô", "u": "ö"}
VNI_ONE_LETTER = {"đ": "ñ", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "ơ": "ô", "ư": "ö"}


def in_tcvn3(text: str) -> str:
    """`text` for the fonts of TCVN3. A capital with a tone has no place there, and was typed small."""
    return "".join(_tcvn3(letter) for letter in unicodedata.normalize("NFC", text))


def in_vni(text: str) -> str:
    """`text` for the fonts of VNI."""
    return "".join(_vni(letter) for letter in unicodedata.normalize("NFC", text))


def _tcvn3(letter: str) -> str:
    return TCVN3.get(letter) or TCVN3.get(letter.lower()) or letter


def _vni(letter: str) -> str:
    small = letter.lower()
    written = VNI_ONE_LETTER.get(small) or _vni_marked(small)
    return written.upper() if letter != small else written


def _vni_marked(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    base, marks = decomposed[:1], decomposed[1:]
    if not marks:
        return letter
    shape = next((mark for mark in marks if mark in (CIRCUMFLEX, BREVE)), "")
    tone = next((mark for mark in marks if mark in (ACUTE, GRAVE, HOOK, TILDE, DOT)), "")
    return (HORNED[base] if HORN in marks else base) + VNI_MARK[shape, tone]
