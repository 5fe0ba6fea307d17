"""Waiting for something that another process does."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE_SECONDS = 60.0


def eventually(look: Callable[[], T | None]) -> T:
    """What `look` finds, as soon as it finds anything; AssertionError when it finds nothing for a minute."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < give_up_at, "it never came"
        time.sleep(0.01)
