"""An incoming message in Kannel's form, as `get-url` or `post-url` hands it over. Any bytes can be read.

`…/mo?from=%p&to=%P&text=%b&ts=%T&id=%I&smsc=%i&coding=%c&charset=%C&udh=%u` (user's guide, "sms-service").
"""

from urllib.parse import unquote_to_bytes

from sms_bridge.channels.charsets import decode_text
from sms_bridge.errors import MessageNotReadable
from sms_bridge.messages import IncomingSms

LONGEST_MESSAGE = 4_000  # more than any phone sends

FORM = "application/x-www-form-urlencoded"
LONGEST_NUMBER = 40
WORDS = ("id", "from", "to", "ts", "coding", "charset")


def read_message(channel: str, query: bytes, body: bytes, content_type: str) -> IncomingSms:
    """The message in a request's query and form body, or with a plain body as its text; MessageNotReadable when it
    has no sender.
    """
    fields = _fields(query)
    if content_type.partition(";")[0].strip().lower() == FORM:
        fields |= _fields(body)
    elif body:
        fields.setdefault(b"text", body)
    word = {name: fields.get(name.encode(), b"").decode("utf-8", errors="replace").strip() for name in WORDS}
    if not word["from"]:
        raise MessageNotReadable
    return IncomingSms(
        channel=channel,
        gateway_id=word["id"],
        sender=word["from"],
        our_number=_number(word["to"]),
        sent_at=word["ts"],
        text=decode_text(fields.get(b"text", b""), word["coding"], word["charset"])[:LONGEST_MESSAGE],
    )


def _fields(form: bytes) -> dict[bytes, bytes]:
    """The form's fields as bytes, for the text may be in any charset; of a name that stands twice the first counts."""
    pairs = (pair.replace(b"+", b" ").partition(b"=") for pair in reversed(form.split(b"&")))
    return {unquote_to_bytes(name): unquote_to_bytes(value) for name, _, value in pairs}


def _number(text: str) -> str:
    return "".join(sign for sign in text[:LONGEST_NUMBER] if sign.isascii() and (sign.isalnum() or sign == "+"))
