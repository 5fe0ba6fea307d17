"""Waiting for a condition, and never for a time."""

from collections.abc import Callable
from time import monotonic, sleep
from typing import TypeVar

T = TypeVar("T")
PATIENCE_SECONDS = 60.0


class NotReady(Exception):
    """What was waited for did not come in time."""


def eventually(look: Callable[[], T | None]) -> T:
    """What `look` finds, as soon as it finds anything; NotReady when it finds nothing for a minute."""
    give_up_at = monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        if monotonic() > give_up_at:
            raise NotReady("it never came")
        sleep(0.01)
    return found


def wait_until(what: str, holds: Callable[[], bool], seconds: float = 30, every: float = 0.02) -> None:
    """Return as soon as `holds()`; NotReady, naming `what`, when it does not within `seconds`."""
    give_up_at = monotonic() + seconds
    while not holds():
        if monotonic() > give_up_at:
            raise NotReady(f"{what}: not within {seconds:.0f} s")
        sleep(every)
