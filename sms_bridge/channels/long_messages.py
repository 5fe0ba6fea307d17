"""Long messages on the air: how they are cut into parts, and the header that says which part one is (3GPP TS 23.040,
9.2.3.24).
"""

from dataclasses import dataclass

from smsutil import encode, is_valid_gsm, split

CONCATENATED_8, CONCATENATED_16 = 0x00, 0x08
REFERENCES = 256
WITH_HEADER = 0x40  # the bit that says that a header stands in front of the text: SMPP's esm_class, GSM's first octet


@dataclass(frozen=True, slots=True)
class Place:
    """Which part of which long message: `number` (from 1) of `total`."""

    reference: int
    total: int
    number: int

    def header(self) -> bytes:
        """The user data header of this place, its reference in eight bits."""
        return bytes((5, CONCATENATED_8, 3, self.reference % REFERENCES, self.total, self.number))


@dataclass(frozen=True, slots=True, repr=False)
class Cut:
    """One part of a text: its header ("" when it is the only one) and its letters in GSM 03.38, a byte each, or in
    UTF-16 with the high byte first.
    """

    header: bytes
    content: bytes
    text: str
    is_gsm: bool


def cut(text: str, reference: int) -> list[Cut]:
    """The parts of `text`. The reference should be the same at every try: a phone then drops a part it has already."""
    is_gsm = is_valid_gsm(text)
    texts = [part.content for part in split(text).parts] or [""]
    if len(texts) == 1:
        return [Cut(b"", _bytes(text, is_gsm), text, is_gsm)]
    places = (Place(reference, len(texts), number) for number in range(1, len(texts) + 1))
    return [
        Cut(place.header(), _bytes(text, is_gsm), text, is_gsm)
        for place, text in zip(places, texts, strict=True)
    ]


def read_header(header: bytes) -> Place | None:
    """The place that a user data header (with its length in front) tells; None when it tells none."""
    elements = header[1 : 1 + header[0]] if header else b""
    while len(elements) >= 2:
        kind, length = elements[0], elements[1]
        value, elements = elements[2 : 2 + length], elements[2 + length :]
        place = _place(kind, value)
        if place:
            return place
    return None


def _place(kind: int, value: bytes) -> Place | None:
    width = {CONCATENATED_8: 1, CONCATENATED_16: 2}.get(kind)
    if width is None or len(value) != width + 2:
        return None
    place = Place(int.from_bytes(value[:width], "big"), value[-2], value[-1])
    return place if place.total > 1 and 1 <= place.number <= place.total else None


def _bytes(text: str, is_gsm: bool) -> bytes:
    encoded: bytes = encode(text) if is_gsm else text.encode("utf-16-be", errors="surrogatepass")
    return encoded
