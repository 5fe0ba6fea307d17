"""Reads codes for the loader: out of Redis what it vouches for, and the others out of the database, in one look."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.cache import Entry
from lookup_api.contract import answer_for, published, tag_of
from lookup_api.domain.calendar import VIETNAM, WorkCalendar
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.errors import CacheAway
from lookup_api.follower import Layer
from lookup_api.loading import DATABASE, REDIS, Loaded
from lookup_api.store.dossiers import Glimpse, glimpse_dossiers

log = logging.getLogger(__name__)

DATABASE_AWAY = (DBAPIError, NoConnectionFree)
LONGEST_KEPT = timedelta(minutes=1)  # `as_of` is never older than that while the database answers
JUST_CHANGED = timedelta(seconds=5)  # longer than a batch takes from its time of arrival to its commit
UNKNOWN_TAG = 'W/"none"'


@dataclass(frozen=True)
class Reader:
    """Makes entries of what Redis and the database have. `shared` is the layer in Redis, None without one; `clock`
    gives aware UTC.
    """

    glances: sessionmaker[Session]
    calendar: WorkCalendar
    shared: Layer | None
    clock: Callable[[], datetime]

    def load(self, codes: Collection[str]) -> dict[str, Loaded]:
        """All of the codes, from Redis or from the database; LookupUnavailable when that is away."""
        loaded = self._in_redis(codes)
        missing = [code for code in codes if code not in loaded]
        if missing:
            try:
                loaded |= self._read_twice(missing)
            except DATABASE_AWAY as error:
                log.warning("the database can't be asked: %s", type(error).__name__)
                raise LookupUnavailable from error
        return loaded

    def _in_redis(self, codes: Collection[str]) -> dict[str, Loaded]:
        """What Redis has of the codes and may be shown."""
        layer = self.shared
        if layer is None or not layer.is_followed:  # nobody could vouch for what it has: it need not even be asked
            return {}
        number, now = layer.number, self.clock()  # before the entries are read: these have the marks up to it
        try:
            known = layer.cache.get_many(codes)
        except CacheAway:
            return {}
        current = {code: each for code, each in known.items() if layer.vouches_for(each) and now < each.until}
        # Nothing has changed of it up to `number`: so it is as good as read then, and this process may remember it.
        return {code: Loaded(replace(e, number=max(number, e.number)), REDIS) for code, e in current.items()}

    def _read_twice(self, codes: Collection[str]) -> dict[str, Loaded]:
        """Once more when a connection was lost since its last use: perhaps the database is back already."""
        try:
            return self._read_anew(codes)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            return self._read_anew(codes)

    def _read_anew(self, codes: Collection[str]) -> dict[str, Loaded]:
        with self.glances() as session:
            now = self.clock()
            number, found = glimpse_dossiers(session, codes)
        return {code: self._loaded(found.get(code), number, now) for code in codes}

    def _loaded(self, found: Glimpse | None, number: int, now: datetime) -> Loaded:
        if found is None:
            return Loaded(Entry(b"", UNKNOWN_TAG, number, now, _until(now)), DATABASE)
        is_fresh = abs(now - found.changed_at) < JUST_CHANGED
        return Loaded(self._entry(found.dossier, number, now), DATABASE, is_fresh)

    def _entry(self, dossier: Dossier, number: int, now: datetime) -> Entry:
        if not dossier.is_known:
            return Entry(b"", UNKNOWN_TAG, number, now, _until(now))
        answer = answer_for(Tier.STRANGER, dossier, self.calendar, now)
        body = published(answer)
        return Entry(body, tag_of(answer, body), number, now, _until(now))


def _until(now: datetime) -> datetime:
    """How long an answer of `now` may be used."""
    tomorrow = now.astimezone(VIETNAM).date() + timedelta(days=1)
    return min(now + LONGEST_KEPT, datetime.combine(tomorrow, time(), VIETNAM))
