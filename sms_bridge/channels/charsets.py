"""The bytes of a message as text, whatever they are and whatever the gateway says they are."""

import unicodedata

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
KEPT_CONTROLS = "\n\r\t"


def decode_text(raw: bytes, coding: str, charset: str) -> str:
    """`raw` in its `charset`; without one that is known, by its `coding` (Kannel's: 2 is UTF-16 with the high byte
    first), then as UTF-8, then as Windows-1252. Never fails: what is no letter becomes a question mark in a diamond,
    and control characters become spaces.
    """
    named = CHARSETS.get(charset.strip().upper())
    by_coding = "utf-16-be" if coding.strip() == UNICODE_CODING else "utf-8"
    return _printable(_decoded(raw, named or by_coding))


def _decoded(raw: bytes, charset: str) -> str:
    for candidate in (charset, "cp1252") if charset == "utf-8" else (charset,):
        try:
            return raw.decode(candidate)
        except UnicodeDecodeError:
            continue
    return raw.decode(charset, errors="replace")


def _printable(text: str) -> str:
    return "".join(" " if _is_control(sign) else sign for sign in text)


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs") and sign not in KEPT_CONTROLS
