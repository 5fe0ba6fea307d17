"""Where does a dossier stand: asked of the cache, then of the database, for one who knows the code alone or holds
the receipt.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.cache import Cache, Entry
from lookup_api.contract import Answer, answer_for, naming
from lookup_api.domain.calendar import WorkCalendar, local_day
from lookup_api.domain.codes import Code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import DossierNotFound, LookupUnavailable
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.errors import CacheAway
from lookup_api.follower import Follower
from lookup_api.reading_engine import seeing_one_moment
from lookup_api.store.applicants import find_applicant
from lookup_api.store.dossiers import StoredDossier, find_dossier
from lookup_api.store.events import newest_event
from lookup_api.store.receipts import holds_receipt
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now

log = logging.getLogger(__name__)

DATABASE_AWAY = (DBAPIError, NoConnectionFree)
LONGEST_KEPT = timedelta(minutes=1)  # `as_of` is never older than that while the database answers


@dataclass(frozen=True)
class Lookup:
    """Looks dossiers up; make it with `open_lookup`."""

    snapshots: sessionmaker[Session]
    cache: Cache
    follower: Follower
    calendar: WorkCalendar
    clock: Callable[[], datetime] = utc_now

    def look_up(self, code: Code) -> Answer:
        """What a stranger may know of the dossier: current to half a second; while the database is away, what is
        remembered, with its old `as_of`.

        DossierNotFound when there is none or its owner has not spoken yet; LookupUnavailable when the database is
        away and nothing is remembered.
        """
        remembered = self._remembered(code)
        if remembered and self._is_current(remembered):
            return remembered.answer
        try:
            entry = self._read(code)
        except DATABASE_AWAY as error:
            log.warning("the database can't be asked: %s", type(error).__name__)
            if remembered is None:
                raise LookupUnavailable from error
            return remembered.answer
        self._keep(code, entry)
        return entry.answer

    def look_up_holding(self, code: Code, secret: ReceiptSecret, sealer: Sealer) -> tuple[Tier, Answer]:
        """What one with this receipt secret may know, and as whom: a wrong secret is answered as none at all.

        Never remembered by the cache. While the database is away the holder is answered as a stranger.
        """
        try:
            with self.snapshots() as session:
                now = self.clock()
                found = _get_known(session, code)
                if holds_receipt(session, found.id, secret, sealer):
                    applicant = find_applicant(session, found.id, sealer)
                    answer = answer_for(Tier.HOLDER, found.dossier, self.calendar, now)
                    return Tier.HOLDER, naming(answer, Tier.HOLDER, applicant)
        except DATABASE_AWAY:
            pass
        return Tier.STRANGER, self.look_up(code)

    def _remembered(self, code: Code) -> Entry | None:
        try:
            return self.cache.get(code.printed)
        except CacheAway:
            return None

    def _is_current(self, entry: Entry) -> bool:
        """A dossier becomes overdue at midnight without any event."""
        now, read_at = self.clock(), entry.answer.as_of
        is_of_today = local_day(now) == local_day(read_at)
        return is_of_today and now - read_at < LONGEST_KEPT and self.follower.vouches_for(entry)

    def _read(self, code: Code) -> Entry:
        with self.snapshots() as session:
            now = self.clock()
            number = newest_event(session)  # first: whatever changes after it is announced under a later number
            found = _get_known(session, code)
            return Entry(answer_for(Tier.STRANGER, found.dossier, self.calendar, now), number)

    def _keep(self, code: Code, entry: Entry) -> None:
        with suppress(CacheAway):
            self.cache.keep(code.printed, entry)


@contextmanager
def open_lookup(engine: Engine, cache: Cache, calendar: WorkCalendar) -> Iterator[Lookup]:
    """A Lookup on a reading engine, following the database's events for as long as the block lasts."""
    snapshots = sessionmaker(seeing_one_moment(engine))
    follower = Follower(snapshots, cache)
    with follower.running():
        yield Lookup(snapshots, cache, follower, calendar)


def _get_known(session: Session, code: Code) -> StoredDossier:
    found = find_dossier(session, code)
    if found is None or not found.dossier.is_known:
        raise DossierNotFound
    return found
