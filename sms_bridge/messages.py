"""A message in and a message out, as plain values that never show a number or a text by themselves."""

from dataclasses import dataclass
from enum import StrEnum

from lookup_api.domain.phone import PhoneNumber
from sms_bridge.commands import OptOut, Subscribe


@dataclass(frozen=True, slots=True, repr=False)
class IncomingSms:
    """Tin nhắn đến, as a gateway hands it over.

    `gateway_id` is the gateway's own name of it, the same however often it is handed over ("" when the gateway has
    none); `sender`, `our_number` and `sent_at` are as the gateway writes them.
    """

    channel: str
    gateway_id: str
    sender: str
    our_number: str
    sent_at: str
    text: str

    def __repr__(self) -> str:
        return f"IncomingSms({self.channel})"


@dataclass(frozen=True, slots=True, repr=False)
class OutgoingSms:
    """Tin nhắn đi. `id` is ours, the same at every try; `our_number` is where to send from ("": the gateway's own)."""

    id: int
    to: PhoneNumber
    our_number: str
    text: str

    def __repr__(self) -> str:
        return f"OutgoingSms({self.id})"


class Outcome(StrEnum):
    """What was done with an incoming message."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    HELP = "help"
    NOT_UNDERSTOOD = "not_understood"
    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"
    OPTED_OUT = "opted_out"
    SUBSCRIBED = "subscribed"
    REPEATED = "repeated"
    NOT_A_MOBILE = "not_a_mobile"
    OWN_NUMBER = "own_number"
    SEAL_BROKEN = "seal_broken"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """What an incoming message gets: `text` None is no answer at all. A `wish` has to be carried out first, which may
    change the answer.
    """

    outcome: Outcome
    text: str | None = None
    wish: Subscribe | OptOut | None = None

    def __repr__(self) -> str:
        return f"Reply({self.outcome})"
