"""What the bridge asks of a gateway, and what a gateway tells the bridge."""

from dataclasses import dataclass
from typing import Protocol

from sms_bridge.messages import IncomingSms, OutgoingSms
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import DeliveryReport


@dataclass(frozen=True, slots=True)
class Accepted:
    """The gateway has the message and sees to it. `provider_id` is the gateway's name of it, "" when it gives none."""

    provider_id: str


class Channel(Protocol):
    """A way for messages to leave (kênh gửi). Safe to use from several threads."""

    def send(self, sms: OutgoingSms) -> Accepted:
        """Hand one message over within ten seconds, or raise SmsFailed with the gateway's refusal."""


class Receiver(Protocol):
    """Where a channel takes what comes in. On return it is on disk, and only then may the gateway be told so; any
    failure means that the gateway must keep it and come again.
    """

    def accept(self, sms: IncomingSms) -> None:
        """Keep a whole message; one that was there already changes nothing."""

    def accept_part(self, part: IncomingPart) -> None:
        """Keep a part of a message, and the message once all of its parts are there."""

    def accept_report(self, report: DeliveryReport) -> None:
        """Keep what became of a message that was sent, even if nobody knows yet that it was."""
