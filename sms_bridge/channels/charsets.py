"""The bytes of a message as text, whatever they are and whatever the gateway says they are."""

import unicodedata

from smsutil.codecs import GSM_BASIC_CHARSET, GSM_EXT_CHARSET

# Only charsets that a gateway really names: Python knows "codecs" that are no charsets at all.
CHARSETS = {
    "UTF-8": "utf-8",
    "UTF8": "utf-8",
    "GSM": "utf-8",  # Kannel names it so and hands UTF-8 over
    "GSM7": "utf-8",
    "US-ASCII": "utf-8",
    "ASCII": "utf-8",
    "UTF-16": "utf-16",
    "UTF-16BE": "utf-16-be",
    "UTF-16LE": "utf-16-le",
    "UCS-2": "utf-16-be",
    "UCS2": "utf-16-be",
    "ISO-8859-1": "cp1252",
    "LATIN1": "cp1252",
    "WINDOWS-1252": "cp1252",
    "WINDOWS-1258": "cp1258",
}
UNICODE_CODING = "2"
GSM_LETTERS = "GSM-LETTERS"
"""GSM 03.38 as it is on the air, a byte for each letter; gateways name UTF-8 so, and this is our own name."""
ESCAPE = 0x1B
BEYOND = dict(zip(b"\x0a\x14\x28\x29\x2f\x3c\x3d\x3e\x40\x65", GSM_EXT_CHARSET, strict=True))
KEPT_CONTROLS = "\n\r\t"


def decode_text(raw: bytes, coding: str, charset: str) -> str:
    """`raw` in its `charset`; without one that is known, by its `coding` (Kannel's: 2 is UTF-16 with the high byte
    first), then as UTF-8, then as Windows-1252. Never fails: what is no letter becomes a question mark in a diamond,
    and control characters become spaces.
    """
    return _printable(_decoded(raw, named_charset(coding, charset)))


def named_charset(coding: str, charset: str) -> str:
    """The charset that is meant, by a name that `decode_text` knows for itself."""
    name = charset.strip()
    if name == GSM_LETTERS or name in CHARSETS.values():
        return name
    return CHARSETS.get(name.upper()) or ("utf-16-be" if coding.strip() == UNICODE_CODING else "utf-8")


def _decoded(raw: bytes, charset: str) -> str:
    if charset == GSM_LETTERS:
        return _gsm_decoded(raw)
    for candidate in (charset, "cp1252") if charset == "utf-8" else (charset,):
        try:
            return raw.decode(candidate)
        except UnicodeDecodeError:
            continue
    return raw.decode(charset, errors="replace")


def _gsm_decoded(raw: bytes) -> str:
    """A byte beyond seven bits is no GSM 03.38: such a gateway hands Latin letters over."""
    if any(byte > 0x7F for byte in raw):
        return raw.decode("cp1252", errors="replace")
    letters, escaped = [], False
    for byte in raw:
        if byte == ESCAPE:
            escaped = True
            continue
        letters.append(BEYOND.get(byte, " ") if escaped else GSM_BASIC_CHARSET[byte])
        escaped = False
    return "".join(letters)


def _printable(text: str) -> str:
    return "".join(" " if _is_control(sign) else sign for sign in text)


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs") and sign not in KEPT_CONTROLS
