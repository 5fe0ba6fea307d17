"""What an SMSC hands over by deliver_sm, read from its bytes (SMPP 3.4, 4.6 and appendix B). Any bytes can be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sms_bridge.channels.charsets import GSM_LETTERS
from sms_bridge.channels.long_messages import WITH_HEADER, Place, read_header
from sms_bridge.errors import MessageNotReadable
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import Delivery, DeliveryReport

HEADER_LENGTH = 16
INTERNATIONAL = 1
KIND, RECEIPTS = 0x3C, (0x04, 0x20)  # the bits of esm_class (5.2.12)
RECEIPTED_ID, MESSAGE_STATE, PAYLOAD = 0x001E, 0x0427, 0x0424
SAR_REFERENCE, SAR_TOTAL, SAR_NUMBER = 0x020C, 0x020E, 0x020F
STATES = {
    "ENROUTE": Delivery.BUFFERED,
    "DELIVRD": Delivery.DELIVERED,
    "EXPIRED": Delivery.FAILED,
    "DELETED": Delivery.FAILED,
    "UNDELIV": Delivery.FAILED,
    "ACCEPTD": Delivery.ACCEPTED,
    "REJECTD": Delivery.FAILED,
}
NUMBERED_STATES = {
    1: Delivery.BUFFERED,
    2: Delivery.DELIVERED,
    3: Delivery.FAILED,
    4: Delivery.FAILED,
    5: Delivery.FAILED,
    6: Delivery.ACCEPTED,
    8: Delivery.FAILED,
}
RECEIPT_ID = re.compile(r"\bid:\s*([^\s:]+)", re.IGNORECASE)
RECEIPT_STATE = re.compile(r"\bstat:\s*([A-Z]+)", re.IGNORECASE)
CHARSETS = {0: GSM_LETTERS, 1: "utf-8", 2: "utf-8", 3: "cp1252", 4: "utf-8", 8: "utf-16-be"}


@dataclass(frozen=True, slots=True, repr=False)
class Delivered:
    """The fields of a deliver_sm that matter to us; `options` are its optional parameters by their tag."""

    source: str
    destination: str
    esm_class: int
    data_coding: int
    body: bytes
    options: Mapping[int, bytes] = field(default_factory=dict)

    @property
    def is_receipt(self) -> bool:
        """Whether it tells of a message that was sent."""
        return self.esm_class & KIND in RECEIPTS


@dataclass
class Reader:
    """Reads fields from the front of some bytes; MessageNotReadable when they end too early."""

    rest: bytes

    def number(self, length: int = 1) -> int:
        """An unsigned number."""
        return int.from_bytes(self.octets(length), "big")

    def octets(self, length: int) -> bytes:
        """So many bytes."""
        if len(self.rest) < length:
            raise MessageNotReadable
        taken, self.rest = self.rest[:length], self.rest[length:]
        return taken

    def word(self) -> str:
        """A text that a zero ends."""
        text, zero, self.rest = self.rest.partition(b"\0")
        if not zero:
            raise MessageNotReadable
        return text.decode("latin-1")

    def address(self) -> str:
        """A number, with its plus where it is international."""
        kind, _, number = self.number(), self.number(), self.word()
        return f"+{number}" if kind == INTERNATIONAL and not number.startswith("+") else number


def read_delivered(pdu: bytes) -> Delivered:
    """The deliver_sm of these bytes, its header with it; MessageNotReadable when they are none."""
    reader = Reader(pdu[HEADER_LENGTH:])
    reader.word()  # service type
    source, destination = reader.address(), reader.address()
    esm_class = reader.number()
    reader.octets(2)  # protocol, priority
    reader.word(), reader.word()  # schedule, validity
    reader.octets(2)  # registered delivery, replace if present
    data_coding = reader.number()
    reader.number()  # default message
    body = reader.octets(reader.number())
    options = _options(reader)
    return Delivered(source, destination, esm_class, data_coding, body or options.get(PAYLOAD, b""), options)


def as_part(delivered: Delivered, channel: str, session: str) -> IncomingPart:
    """The part of a message, or the whole of a short one, that was delivered."""
    header, content = _split(delivered)
    place = read_header(header) or _place_by_options(delivered.options) or Place(0, 1, 1)
    return IncomingPart(
        channel=channel,
        sender=delivered.source,
        our_number=delivered.destination,
        reference=place.reference,
        total=place.total,
        number=place.number,
        charset=_charset(delivered.data_coding),
        body=content,
        gateway_id=_text(delivered.options.get(RECEIPTED_ID, b"")),
        session=session,
    )


def as_report(delivered: Delivered, channel: str) -> DeliveryReport | None:
    """The report that a receipt is; None where it says nothing (an unknown state), MessageNotReadable where it names no
    message.
    """
    said = delivered.body.decode("latin-1")
    named, state = RECEIPT_ID.search(said), RECEIPT_STATE.search(said)
    provider_id = _text(delivered.options.get(RECEIPTED_ID, b"")) or (named[1] if named else "")
    if not provider_id:
        raise MessageNotReadable
    numbered = NUMBERED_STATES.get(int.from_bytes(delivered.options.get(MESSAGE_STATE, b""), "big"))
    delivery = numbered or (STATES.get(state[1].upper()) if state else None)
    return DeliveryReport(channel, delivery, None, provider_id, delivered.source) if delivery else None


def _options(reader: Reader) -> dict[int, bytes]:
    options: dict[int, bytes] = {}
    while len(reader.rest) >= 4:
        tag, length = reader.number(2), reader.number(2)
        options.setdefault(tag, reader.rest[:length])
        reader.rest = reader.rest[length:]
    return options


def _split(delivered: Delivered) -> tuple[bytes, bytes]:
    if not delivered.esm_class & WITH_HEADER or not delivered.body:
        return b"", delivered.body
    end = 1 + delivered.body[0]
    return delivered.body[:end], delivered.body[end:]


def _place_by_options(options: Mapping[int, bytes]) -> Place | None:
    numbers = [int.from_bytes(options.get(tag, b""), "big") for tag in (SAR_REFERENCE, SAR_TOTAL, SAR_NUMBER)]
    place = Place(*numbers)
    return place if place.total > 1 and 1 <= place.number <= place.total else None


def _charset(data_coding: int) -> str:
    """By 5.2.19 of SMPP 3.4, and by 3GPP TS 23.038 for the values that SMPP leaves to it."""
    if data_coding in CHARSETS:
        return CHARSETS[data_coding]
    if data_coding & 0xF0 == 0xF0:  # with a message class
        return "utf-8" if data_coding & 0x04 else GSM_LETTERS
    return "utf-16-be" if data_coding & 0x0C == 0x08 else GSM_LETTERS


def _text(octets: bytes) -> str:
    return octets.rstrip(b"\0").decode("latin-1").strip()
