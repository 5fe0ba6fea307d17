"""Parts of long messages: what a gateway hands over one by one, in any order, and how they become one text."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sms_bridge.channels.charsets import decode_text

MISSING = " … "  # so that the figures on both sides of a gap do not become one number


@dataclass(frozen=True, slots=True, repr=False)
class IncomingPart:
    """Một phần của tin nhắn dài, or a message of one part where the gateway has no names for messages.

    `reference`, `total` and `number` (from 1) are the phone's; every phone counts its references by itself. `body` is
    in `charset`. `gateway_id` is the same however often the part is handed over; where it is "" the gateway has none,
    and `session` tells its connections apart.
    """

    channel: str
    sender: str
    our_number: str
    reference: int
    total: int
    number: int
    charset: str
    body: bytes
    gateway_id: str = ""
    session: str = ""
    sent_at: str = ""

    def __repr__(self) -> str:
        return f"IncomingPart({self.channel}, {self.number} of {self.total})"


@dataclass(frozen=True, slots=True, repr=False)
class Body:
    """What one part says."""

    number: int
    charset: str
    content: bytes


def join(bodies: Iterable[Body], total: int) -> str:
    """The text of the bodies in their order, with a gap where one is missing. Bodies that follow each other in the same
    charset are decoded as one: phones cut letters in two.
    """
    there = sorted(bodies, key=lambda body: body.number)
    runs = groupby(enumerate(there), key=lambda at: (at[1].number - at[0], at[1].charset))
    texts: list[str] = []
    expected = 1
    for (_, charset), run in runs:
        members = [body for _, body in run]
        if members[0].number != expected:
            texts.append(MISSING)
        texts.append(decode_text(b"".join(body.content for body in members), "", charset))
        expected = members[-1].number + 1
    if expected <= total:
        texts.append(MISSING)
    return "".join(texts).strip() if total > 1 else "".join(texts)
