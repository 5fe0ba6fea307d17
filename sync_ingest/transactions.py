"""The edge of the database: one transaction for one piece of work, begun anew when another one was faster."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.errors import DossierJoinedAway
from sync_ingest.errors import Overtaken, StoreBusy

T = TypeVar("T")

TRIES = 5
OVERTAKEN = (IntegrityError, DossierJoinedAway, Overtaken)  # by another transaction
LOST_A_RACE = {"40001", "40P01"}  # PostgreSQL: serialization failure, deadlock


def in_transaction(sessions: sessionmaker[Session], work: Callable[[Session], T]) -> T:
    """What `work` gives, once it is committed. It is called again, from the start, when a concurrent writer was
    faster; StoreBusy when that happens five times, or when the database cannot be had.
    """
    for _ in range(TRIES):
        try:
            with sessions.begin() as session:
                return work(session)
        except (*OVERTAKEN, OperationalError, NoConnectionFree) as error:
            if not _lost_a_race(error):
                raise StoreBusy from error
    raise StoreBusy


def _lost_a_race(error: Exception) -> bool:
    if isinstance(error, OVERTAKEN):
        return True
    return getattr(getattr(error, "orig", None), "sqlstate", None) in LOST_A_RACE
