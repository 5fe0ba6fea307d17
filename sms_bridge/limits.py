"""How often one phone is answered: limits that end a loop with another machine, whatever it writes."""

from dataclasses import dataclass
from datetime import timedelta

from sms_bridge.messages import Outcome, Reply


@dataclass(frozen=True, slots=True)
class Limits:
    """What one phone may have from one number of ours: so many messages heard in `window`, the how-to so many times in
    `how_to_window`, nothing for the same words again within `repeat_window`, and so many messages in a day.

    Two machines that answer each other end here: quick ones after one `window`, slow ones by the day's limit. Once
    ours is silent, so is the other.
    """

    messages: int = 10
    window: timedelta = timedelta(minutes=10)
    how_tos: int = 2
    how_to_window: timedelta = timedelta(hours=1)
    repeat_window: timedelta = timedelta(seconds=10)
    a_day: int = 40
    day: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Traffic:
    """What came from the same phone before a message: how many within the window, how many of those were told how to
    ask, whether the very same words came just now, and how many came within a day.
    """

    messages: int
    how_tos: int
    repeated: bool
    in_a_day: int = 0


def allowed(drafted: Reply, too_many: Reply, traffic: Traffic, limits: Limits) -> Reply:
    """The reply that may go out: the one that was drafted; `too_many` once when the limit is reached; or none."""
    if traffic.repeated:
        return Reply(Outcome.REPEATED)
    if traffic.in_a_day >= limits.a_day or traffic.messages > limits.messages:
        return Reply(Outcome.TOO_MANY)
    if traffic.messages == limits.messages:
        return too_many
    if drafted.outcome is Outcome.NOT_UNDERSTOOD and traffic.how_tos >= limits.how_tos:
        return Reply(Outcome.NOT_UNDERSTOOD)
    return drafted
