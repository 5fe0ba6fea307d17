"""Waiting for a condition, and never for a time."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 60


def wait_until(holds: Callable[[], bool]) -> None:
    """Return as soon as it holds; a failure after a minute."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < give_up_at, "it did not come to be in time"
        time.sleep(0.02)
