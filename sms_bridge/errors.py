"""What can go wrong on the bridge. No text ever holds a number or a message."""

from dataclasses import dataclass
from typing import ClassVar


class SmsError(Exception):
    """The base of the bridge's failures."""

    code: ClassVar[str] = "sms_error"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a gateway did not take a message: one word for figures, and whether to try again later."""

    code: str
    retryable: bool


class SmsFailed(SmsError):
    """A gateway did not take a message; `refusal` says why."""

    code: ClassVar[str] = "sms_failed"

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class MessageNotReadable(SmsError):
    """What a gateway handed over is no message, for it has no sender, or no report of one."""

    code: ClassVar[str] = "message_not_readable"
