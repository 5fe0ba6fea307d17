"""Where does a dossier stand: asked of this process's memory, then of Redis, then of the database, for one who knows
the code alone or holds the receipt.
"""

from asyncio import get_running_loop, to_thread
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from time import sleep

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.cache import Cache, Entry, MemoryCache
from lookup_api.contract import Answer, answer_for, naming
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import Code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import DossierNotFound, LookupUnavailable
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.errors import CacheAway
from lookup_api.follower import FRESH_SECONDS, Follower, Layer
from lookup_api.loading import DATABASE, MEMORY, REDIS, Loaded, Loader
from lookup_api.reading import DATABASE_AWAY, JUST_CHANGED, Reader
from lookup_api.reading_engine import at_a_glance, seeing_one_moment
from lookup_api.store.applicants import find_applicant
from lookup_api.store.dossiers import StoredDossier, find_dossier
from lookup_api.store.receipts import holds_receipt
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a code: the entry, the layer that it came from, and whether it may be out of date."""

    entry: Entry
    layer: str
    is_stale: bool = False


@dataclass(frozen=True)
class Caches:
    """What this process remembers, and what it shares with others: None without a Redis. `on_change` is told of the
    codes that changed; what changed just now is held back for `hold` seconds.
    """

    memory: MemoryCache
    shared: Cache | None = None
    hold: float = FRESH_SECONDS
    on_change: Callable[[Collection[str]], None] = lambda _: None


class Lookup:
    """Looks dossiers up in what `engine` reads; `open_lookup` makes one that is at work. `clock` gives aware UTC."""

    def __init__(
        self,
        engine: Engine,
        calendar: WorkCalendar,
        caches: Caches,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.snapshots = sessionmaker(seeing_one_moment(engine))
        self.memory = caches.memory
        self._calendar = calendar
        self._clock = clock
        self._hold = caches.hold
        self._own = Layer(MEMORY, caches.memory)
        self._shared = Layer(REDIS, caches.shared) if caches.shared else None
        layers = [layer for layer in (self._own, self._shared) if layer]
        glances = sessionmaker(at_a_glance(engine))
        self.follower = Follower(glances, layers, caches.on_change)
        self.loader = Loader(Reader(glances, calendar, self._shared, clock).load, self._keep, caches.hold)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Follow the database's events, and load, for as long as the block lasts."""
        with self.follower.running(), self.loader.running():
            yield

    def at_hand(self, code: str) -> Entry | None:
        """What this process remembers of the code's printed text and may show at once."""
        entry = self.memory.get(code)
        if entry is None or not self._own.vouches_for(entry) or self._clock() >= entry.until:
            return None
        return entry

    async def fetch(self, code: str) -> Found:
        """As `read`, without holding up the event loop."""
        if entry := self.at_hand(code):
            return Found(entry, MEMORY)
        try:
            if not self.loader.is_down:
                loaded = await self.loader.ask_from(get_running_loop(), code)
                return Found(loaded.entry, loaded.layer)
        except LookupUnavailable:
            pass
        return await to_thread(self._remembered, code)

    def read(self, code: str) -> Found:
        """What there is of the code's printed text: current to half a second; while the database is away what is
        remembered, with its old `as_of`. LookupUnavailable when it is away and nothing is remembered.
        """
        if entry := self.at_hand(code):
            return Found(entry, MEMORY)
        try:
            if not self.loader.is_down:
                loaded = self.loader.ask(code).result()
                return Found(loaded.entry, loaded.layer)
        except LookupUnavailable:
            pass
        return self._remembered(code)

    def look_up(self, code: Code) -> Answer:
        """What a stranger may know of the dossier; DossierNotFound when there is none or its owner has not spoken
        yet, LookupUnavailable as `read`.
        """
        answer = self.read(code.printed).entry.answer
        if answer is None:
            raise DossierNotFound
        return answer

    def look_up_holding(self, code: Code, secret: ReceiptSecret, sealer: Sealer) -> tuple[Tier, Answer]:
        """What one with this receipt secret may know, and as whom: a wrong secret is answered as none at all.

        Never remembered by a cache. While the database is away the holder is answered as a stranger.
        """
        if not self.loader.is_down:
            with suppress(*DATABASE_AWAY):
                if answer := self._read_holding(code, secret, sealer):
                    return Tier.HOLDER, answer
        return Tier.STRANGER, self.look_up(code)

    def _read_holding(self, code: Code, secret: ReceiptSecret, sealer: Sealer) -> Answer | None:
        """What the holder may know, held back as a stranger's answer is; None when this is not the holder."""
        with self.snapshots() as session:
            now = self._clock()
            found = _get_known(session, code)
            if not holds_receipt(session, found.id, secret, sealer):
                return None
            applicant = find_applicant(session, found.id, sealer)
        if abs(now - found.changed_at) < JUST_CHANGED:
            sleep(self._hold)
        return naming(answer_for(Tier.HOLDER, found.dossier, self._calendar, now), Tier.HOLDER, applicant)

    def _keep(self, loaded: Mapping[str, Loaded]) -> None:
        """Remember what is about to be shown, and let other processes have what was read anew; not what is no
        dossier's, which anybody may make up.
        """
        self.memory.keep_many({code: each.entry for code, each in loaded.items()})
        read = {code: each.entry for code, each in loaded.items() if each.layer == DATABASE and each.entry.body}
        if self._shared and read:
            with suppress(CacheAway):
                self._shared.cache.keep_many(read)

    def _remembered(self, code: str) -> Found:
        """The newest that any cache has of the code, though nobody vouches for it."""
        known = [Found(entry, MEMORY, is_stale=True) for entry in self.memory.get_many([code]).values()]
        if self._shared:
            with suppress(CacheAway):
                known += [Found(entry, REDIS, is_stale=True) for entry in self._shared.cache.get_many([code]).values()]
        told = [found for found in known if found.entry.body]
        if not told:
            raise LookupUnavailable
        return max(told, key=lambda found: found.entry.number)


@contextmanager
def open_lookup(engine: Engine, calendar: WorkCalendar, caches: Caches) -> Iterator[Lookup]:
    """A Lookup on a reading engine, at work for as long as the block lasts."""
    lookup = Lookup(engine, calendar, caches)
    with lookup.running():
        yield lookup


def _get_known(session: Session, code: Code) -> StoredDossier:
    found = find_dossier(session, code)
    if found is None or not found.dossier.is_known:
        raise DossierNotFound
    return found
