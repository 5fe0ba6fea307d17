"""What the bridge asks of a gateway."""

from dataclasses import dataclass
from typing import Protocol

from sms_bridge.messages import OutgoingSms


@dataclass(frozen=True, slots=True)
class Accepted:
    """The gateway has the message and sees to it. `provider_id` is the gateway's name of it, "" when it gives none."""

    provider_id: str


class Channel(Protocol):
    """A way for messages to leave (kênh gửi). Safe to use from several threads."""

    def send(self, sms: OutgoingSms) -> Accepted:
        """Hand one message over within ten seconds, or raise SmsFailed with the gateway's refusal."""
