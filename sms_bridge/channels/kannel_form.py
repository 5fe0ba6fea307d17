"""What comes in from Kannel, in the form that `get-url`, `post-url` and `dlr-url` give it. Any bytes can be read.

`…/mo?from=%p&to=%P&text=%b&ts=%T&id=%I&smsc=%i&coding=%c&charset=%C&udh=%u` (user's guide, "sms-service") and
`…/dlr?sms=<our number>&status=%d` (chapter 10, "delivery reports").
"""

from urllib.parse import unquote_to_bytes

from sms_bridge.channels.charsets import decode_text, named_charset
from sms_bridge.channels.long_messages import read_header
from sms_bridge.errors import MessageNotReadable
from sms_bridge.messages import IncomingSms
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import Delivery, DeliveryReport

LONGEST_MESSAGE = 4_000  # more than any phone sends

FORM = "application/x-www-form-urlencoded"
LONGEST_NUMBER = 40
LARGEST_ID = 2**63 - 1
WORDS = ("id", "from", "to", "ts", "coding", "charset")
DELIVERIES = {
    "1": Delivery.DELIVERED,
    "2": Delivery.FAILED,
    "4": Delivery.BUFFERED,
    "8": Delivery.ACCEPTED,
    "16": Delivery.FAILED,  # the network refused it
}


def read_message(channel: str, query: bytes, body: bytes, content_type: str) -> IncomingSms | IncomingPart:
    """The message in a request's query and form body, or with a plain body as its text; a part of one when its header
    says so (Kannel itself joins parts, in memory, unless `sms-combine-concatenated-mo = false`). MessageNotReadable
    when it has no sender.
    """
    fields = _fields(query)
    if content_type.partition(";")[0].strip().lower() == FORM:
        fields |= _fields(body)
    elif body:
        fields.setdefault(b"text", body)
    word = {name: fields.get(name.encode(), b"").decode("utf-8", errors="replace").strip() for name in WORDS}
    if not word["from"]:
        raise MessageNotReadable
    facts = {
        "channel": channel,
        "gateway_id": word["id"],
        "sender": word["from"],
        "our_number": _number(word["to"]),
        "sent_at": word["ts"],
    }
    text, place = fields.get(b"text", b""), read_header(fields.get(b"udh", b""))
    if place:
        charset = named_charset(word["coding"], word["charset"])
        return IncomingPart(
            **facts,
            reference=place.reference,
            total=place.total,
            number=place.number,
            charset=charset,
            body=text[:LONGEST_MESSAGE],
        )
    return IncomingSms(**facts, text=decode_text(text, word["coding"], word["charset"])[:LONGEST_MESSAGE])


def read_report(channel: str, query: bytes) -> DeliveryReport:
    """The delivery report in a request's query; MessageNotReadable when it names no message or no status of ours."""
    fields = _fields(query)
    delivery = DELIVERIES.get(fields.get(b"status", b"").decode("ascii", errors="replace"))
    sms = fields.get(b"sms", b"")
    if delivery is None or not sms.isdigit() or len(sms) > len(str(LARGEST_ID)) or int(sms) > LARGEST_ID:
        raise MessageNotReadable
    return DeliveryReport(channel, delivery, sms_id=int(sms))


def _fields(form: bytes) -> dict[bytes, bytes]:
    """The form's fields as bytes, for the text may be in any charset; of a name that stands twice the first counts."""
    pairs = (pair.replace(b"+", b" ").partition(b"=") for pair in reversed(form.split(b"&")))
    return {unquote_to_bytes(name): unquote_to_bytes(value) for name, _, value in pairs}


def _number(text: str) -> str:
    return "".join(sign for sign in text[:LONGEST_NUMBER] if sign.isascii() and (sign.isalnum() or sign == "+"))
