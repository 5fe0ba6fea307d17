"""Keeps the figures fresh: whichever worker's turn it is counts all dossiers, every few minutes and after midnight."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event as Signal
from threading import Thread

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.counting import Count, claim_count, count_dossiers, count_is_due, save_count
from provisioning.clock import utc_now

LOOK_SECONDS = 5.0
PATIENCE_SECONDS = 2.0  # for a count that is under way when the program ends; the next worker counts anew

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Counting:
    """Counts the dossiers of one database. `reads` must allow a statement to take its time; on SQLite they keep no
    writer waiting.
    """

    reads: sessionmaker[Session]
    writes: sessionmaker[Session]
    every: timedelta
    clock: Callable[[], datetime] = utc_now

    def count(self) -> Count:
        """Count now, whoever's turn it is."""
        with self.reads() as session:
            count = count_dossiers(session, self.clock())
        with self.writes.begin() as session:
            save_count(session, count)
        return count

    def count_in_turn(self) -> bool:
        """Count if a count is due and no other worker is at it; whether it did."""
        with self.reads() as session:
            if not count_is_due(session, self.clock(), self.every):
                return False
        with self.writes.begin() as session:
            is_mine = claim_count(session, self.clock(), self.every)
        if is_mine:
            self.count()
        return is_mine

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count in turn for as long as the block lasts."""
        stop = Signal()
        thread = Thread(target=self._run, args=(stop,), name="counting", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join(PATIENCE_SECONDS)

    def _run(self, stop: Signal) -> None:
        well = True
        while not stop.is_set():
            try:
                self.count_in_turn()
                well = True
            except SQLAlchemyError as error:
                if well:
                    log.warning(
                        "counting the dossiers is interrupted (%s): the last figures stand", type(error).__name__
                    )
                well = False
            except Exception:  # the outermost loop of this thread
                log.exception("counting the dossiers failed")
            stop.wait(LOOK_SECONDS)
