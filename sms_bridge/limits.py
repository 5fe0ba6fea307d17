"""How often one phone is answered: limits that end a loop with another machine, whatever it writes."""

from dataclasses import dataclass
from datetime import timedelta

from sms_bridge.messages import Outcome, Reply


@dataclass(frozen=True, slots=True)
class Limits:
    """What one phone may have from one number of ours: so many messages heard in `window`, the how-to so many times in
    `how_to_window`, and nothing for the same words again within `repeat_window`.

    Two machines that answer each other end here after one `window` at the latest: once ours is silent, so is the other.
    """

    messages: int = 10
    window: timedelta = timedelta(minutes=10)
    how_tos: int = 2
    how_to_window: timedelta = timedelta(hours=1)
    repeat_window: timedelta = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Traffic:
    """What came from the same phone before a message: how many within the window, how many of those were told how to
    ask, and whether the very same words came just now.
    """

    messages: int
    how_tos: int
    repeated: bool


def allowed(drafted: Reply, too_many: Reply, traffic: Traffic, limits: Limits) -> Reply:
    """The reply that may go out: the one that was drafted; `too_many` once when the limit is reached; or none."""
    if traffic.repeated:
        return Reply(Outcome.REPEATED)
    if traffic.messages == limits.messages:
        return too_many
    if traffic.messages > limits.messages:
        return Reply(Outcome.TOO_MANY)
    if drafted.outcome is Outcome.NOT_UNDERSTOOD and traffic.how_tos >= limits.how_tos:
        return Reply(Outcome.NOT_UNDERSTOOD)
    return drafted
