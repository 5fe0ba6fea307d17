"""Delivery reports: what a gateway says later about a message that it took. They come in any order, and again."""

from dataclasses import dataclass
from enum import StrEnum

HEX_DIGITS = frozenset("0123456789abcdef")


class Delivery(StrEnum):
    """How far a message has come after its gateway took it (trạng thái phát), in the order in which it goes."""

    ACCEPTED = "accepted"
    BUFFERED = "buffered"
    FAILED = "failed"
    DELIVERED = "delivered"

    def is_after(self, earlier: str | None) -> bool:
        """Whether it tells more than `earlier`. That it was delivered is true even after it was said to have failed."""
        return earlier is None or ORDER[self] > ORDER[Delivery(earlier)]


ORDER = {delivery: at for at, delivery in enumerate(Delivery)}


@dataclass(frozen=True, slots=True, repr=False)
class DeliveryReport:
    """Báo phát. Of the message with our number `sms_id`, or with the gateway's name `provider_id` for one to `phone`,
    both as the gateway writes them.
    """

    channel: str
    delivery: Delivery
    sms_id: int | None = None
    provider_id: str = ""
    phone: str = ""

    def __repr__(self) -> str:
        return f"DeliveryReport({self.channel}, {self.delivery})"


def plain_id(provider_id: str) -> str:
    """A gateway's name of a message without what changes between its answer and its report: case, leading zeros."""
    return provider_id.strip().lower().lstrip("0") or "0"


def possible_ids(provider_id: str) -> tuple[str, ...]:
    """The names by which a message may have been known before: the same, or the same number written in hexadecimal
    or in decimal figures, the likeliest first.
    """
    name = plain_id(provider_id)
    forms = [name]
    if name.isascii() and name.isdecimal():
        forms.append(f"{int(name):x}")
    if set(name) <= HEX_DIGITS:
        forms.append(str(int(name, 16)))
    return tuple(dict.fromkeys(forms))
