"""Work that is done again and again beside the answers, and once more at the end."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event as Signal
from threading import Thread

log = logging.getLogger(__name__)


@contextmanager
def repeating(name: str, work: Callable[[], object], seconds: float) -> Iterator[None]:
    """Do `work` in a thread of this name with a rest of `seconds`, for as long as the block lasts, and at its end. What
    it raises is logged, and it goes on.
    """
    stop = Signal()
    thread = Thread(target=_repeat, args=(name, work, seconds, stop), name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _repeat(name: str, work: Callable[[], object], seconds: float, stop: Signal) -> None:
    going_on = True
    while going_on:
        going_on = not stop.wait(seconds)
        try:
            work()
        except Exception:  # the outermost loop of this thread
            log.exception("%s: failed", name)
