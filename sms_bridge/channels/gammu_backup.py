"""Gammu's own file of messages, `.smsbackup`: what its SMS daemon writes into its inbox and takes from its outbox
(the formats `detail` of gammu-smsdrc(5)).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sms_bridge.channels.charsets import decode_text
from sms_bridge.channels.long_messages import Cut, read_header
from sms_bridge.errors import MessageNotReadable
from sms_bridge.messages import IncomingSms
from sms_bridge.parts import IncomingPart

LINE_LENGTH = 200  # figures of one Text line
LAST_FIELD = "Class"  # once it stands there, all that we read has been written
RAW_CODING = "8bit"

Section = dict[str, str]


@dataclass(frozen=True, slots=True)
class Where:
    """In whose name a file is read: the channel's, and the number of its SIM card."""

    channel: str
    our_number: str


def read_backup(text: str, where: Where) -> list[IncomingSms | IncomingPart]:
    """The messages of a file, or the parts of long ones; MessageNotReadable when it is none or ends too early."""
    sections = list(read_sections(text))
    if not sections or not all(LAST_FIELD in section for section in sections):
        raise MessageNotReadable
    return [_message(section, where) for section in sections]


def write_backup(number: str, parts: list[Cut]) -> str:
    """A file that sends these parts to a number."""
    return "\n".join(line for at, part in enumerate(parts) for line in _lines(at, number, part))


def read_sections(text: str) -> Iterator[Section]:
    """The fields of each message or part that stands in a file."""
    section: Section | None = None
    for line in text.splitlines():
        if line.startswith("[SMSBackup"):
            if section is not None:
                yield section
            section = {}
        elif section is not None and not line.startswith(";") and " = " in line:
            name, _, value = line.partition(" = ")
            section[name] = value.strip().strip('"')
    if section is not None:
        yield section


def _message(section: Section, where: Where) -> IncomingSms | IncomingPart:
    try:
        body = bytes.fromhex("".join(section[name] for name in sorted(section) if _is_text(name)))
        header = bytes.fromhex(section.get("UDH", ""))
        sender, sent_at = section["Number"], section["DateTime"]
    except (ValueError, KeyError) as error:
        raise MessageNotReadable from error
    charset = "utf-8" if section.get("Coding") == RAW_CODING else "utf-16-be"
    place = read_header(header)
    if place is None:
        return IncomingSms(where.channel, "", sender, where.our_number, sent_at, decode_text(body, "", charset))
    return IncomingPart(
        channel=where.channel,
        sender=sender,
        our_number=where.our_number,
        reference=place.reference,
        total=place.total,
        number=place.number,
        charset=charset,
        body=body,
        gateway_id=sent_at,  # the network's time and the words: the modem may hand the same over twice
        sent_at=sent_at,
    )


def _is_text(name: str) -> bool:
    return name.startswith("Text") and name[4:].isdecimal()


def _lines(at: int, number: str, part: Cut) -> Iterator[str]:
    yield f"[SMSBackup{at:03}]"
    yield "PDU = Submit"
    yield f'Number = "{number}"'
    if part.header:
        yield f"UDH = {part.header.hex().upper()}"
    figures = part.text.encode("utf-16-be", errors="surrogatepass").hex().upper()
    for line, begin in enumerate(range(0, len(figures), LINE_LENGTH)):
        yield f"Text{line:02} = {figures[begin : begin + LINE_LENGTH]}"
    yield f"Coding = {'Default_No_Compression' if part.is_gsm else 'Unicode_No_Compression'}"
    yield "Class = -1"
    yield ""
