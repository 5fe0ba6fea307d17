"""The self-test of article 7.4: all parts are looked at side by side, and none that hangs can hang the test."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kiosk.care.self_test_report import Check, CheckState, SelfTestReport

HANGS = "test_hangs"
LONGEST_SECONDS = 25.0  # for all checks together, since they run side by side
logger = logging.getLogger(__name__)
Tested = Check | tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the machine: what it is called, and how it is tested."""

    name: str
    test: Callable[[], Tested]


def run_checks(parts: Iterable[Part], seconds: float = LONGEST_SECONDS) -> SelfTestReport:
    """Test all parts, in order; a part that gives no result within `seconds` has failed, and is left behind."""
    give_up_at = time.monotonic() + seconds
    begun = [(part, _begin(part)) for part in parts]
    return SelfTestReport(tuple(check for part, found in begun for check in _wait(part, found, give_up_at)))


def _begin(part: Part) -> "queue.Queue[Tested]":
    found: queue.Queue[Tested] = queue.Queue()

    def test() -> None:
        try:
            found.put(part.test())
        except Exception as error:  # whatever a driver thinks of: it is a finding, and is in the report
            logger.exception("The self-test of %s broke.", part.name)
            found.put(Check(part.name, CheckState.FAILED, "test_broken", type(error).__name__))

    threading.Thread(target=test, name=f"test-{part.name}", daemon=True).start()
    return found


def _wait(part: Part, found: "queue.Queue[Tested]", give_up_at: float) -> tuple[Check, ...]:
    try:
        tested = found.get(timeout=max(0.0, give_up_at - time.monotonic()))
    except queue.Empty:
        return (Check(part.name, CheckState.FAILED, HANGS, "It did not answer in time."),)
    return tested if isinstance(tested, tuple) else (tested,)
