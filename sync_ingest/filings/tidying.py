"""Tidying up while ingest serves: once at its start, and then again and again. Several machines may do it at once."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from sync_ingest.errors import StoreBusy
from sync_ingest.filings.tidy import Tidied

log = logging.getLogger(__name__)

PAUSE_SECONDS = 3_600.0
PATIENCE_SECONDS = 10.0


@contextmanager
def keeping_tidy(step: Callable[[], Tidied], pause: float = PAUSE_SECONDS) -> Iterator[None]:
    """Do `step` for as long as the block lasts, in a thread of its own, with pauses of so many seconds."""
    stop = Event()
    thread = Thread(target=_run, args=(stop, step, pause), name="tidying", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE_SECONDS)


def _run(stop: Event, step: Callable[[], Tidied], pause: float) -> None:
    while not stop.is_set():
        _try(step)
        stop.wait(pause)


def _try(step: Callable[[], Tidied]) -> None:
    try:
        tidied = step()
    except (SQLAlchemyError, StoreBusy, OSError) as failure:
        log.error("filings could not be tidied up: %s", type(failure).__name__)
        return
    if tidied.never_sent or tidied.ended:
        log.info("removed %d files never sent and %d of ended dossiers", tidied.never_sent, tidied.ended)
