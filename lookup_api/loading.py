"""Many askers, few questions: codes that are asked for while a question is out go into the next one together, and a
code is asked once, however many wait for it.
"""

import asyncio
import logging
from asyncio import AbstractEventLoop
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from math import inf
from threading import Condition, Thread, get_ident
from threading import Event as Signal
from time import monotonic

from lookup_api.cache import Entry
from lookup_api.domain.errors import LookupUnavailable

THREADS = 2  # while one waits for the database, the other makes answers; more would only wait for each other
MOST_AT_ONCE = 128
PATIENCE_SECONDS = 1.0
REST_SECONDS = 0.5
JOIN_SECONDS = 0.5  # as long as a layer vouches for an entry
WATCH_SECONDS = 0.05
MEMORY, REDIS, DATABASE = "memory", "redis", "database"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """An entry, the name of the layer that it came from, and whether it must be held back before it is shown."""

    entry: Entry
    layer: str
    is_fresh: bool = False


Waiter = tuple[AbstractEventLoop | None, "Future[Loaded] | asyncio.Future[Loaded]"]
"""Who waits for a code: a coroutine of that event loop, or a thread."""


@dataclass(slots=True)
class Flight:
    """One code that is being asked for, since `began` (monotonic seconds), until it `has_landed`."""

    code: str
    began: float
    waiters: list[Waiter] = field(default_factory=list)
    has_landed: bool = False


Told = tuple["Future[Loaded] | asyncio.Future[Loaded]", Loaded | None]
Load = Callable[[Collection[str]], Mapping[str, Loaded]]
"""Asks for several codes; all of them are in what it gives."""


class Loader:
    """Asks by `load`, in a few threads, and calls `keep` with what came before anybody sees it.

    What is fresh is held back for `hold` seconds: docs/adr/0006-how-old-an-answer-may-be.md says why.
    """

    def __init__(self, load: Load, keep: Callable[[Mapping[str, Loaded]], None], hold: float) -> None:
        self._load = load
        self._keep = keep
        self._hold = hold
        self._wanted = Condition()
        self._flights: dict[str, Flight] = {}  # the newest of each code
        self._begun: deque[Flight] = deque()  # all that may still be under way, the oldest first
        self._waiting: dict[str, Flight] = {}
        self._held: deque[tuple[float, Flight, Loaded]] = deque()
        self._out_since: dict[int, float] = {}  # by thread
        self._landed_at = monotonic()
        self._failed_at = 0.0
        self._stopped = Signal()

    def ask(self, code: str) -> Future[Loaded]:
        """For a thread: what is loaded of the code, or LookupUnavailable, which takes a second at most. That is raised
        at once after the end, when nobody loads any more.
        """
        future: Future[Loaded] = Future()
        self._board(code, (None, future))
        return future

    def ask_from(self, loop: AbstractEventLoop, code: str) -> asyncio.Future[Loaded]:
        """The same for a coroutine of this event loop, which is woken once for all that lands together."""
        future: asyncio.Future[Loaded] = loop.create_future()
        self._board(code, (loop, future))
        return future

    def _board(self, code: str, waiter: Waiter) -> None:
        now = monotonic()
        with self._wanted:
            if self._stopped.is_set():
                raise LookupUnavailable
            flight = self._flights.get(code)
            if flight is None or not self._may_be_joined(flight, now):
                flight = self._flights[code] = self._waiting[code] = Flight(code, now)
                self._begun.append(flight)
                self._wanted.notify()
            flight.waiters.append(waiter)

    def _may_be_joined(self, flight: Flight, now: float) -> bool:
        """One that was taken long ago may have read before a change that this asker has seen elsewhere."""
        return flight.code in self._waiting or now - flight.began <= JOIN_SECONDS

    @property
    def is_down(self) -> bool:
        """Whether it is no use to ask just now: the last question failed, or one is out for more than a second and
        nothing has come back since.
        """
        now = monotonic()
        if self._failed_at > self._landed_at:
            return now - self._failed_at < REST_SECONDS
        oldest = min(list(self._out_since.values()), default=now)
        return now - oldest > PATIENCE_SECONDS and self._landed_at < oldest

    @contextmanager
    def running(self) -> Iterator[None]:
        """Load for as long as the block lasts."""
        threads = [Thread(target=self._run, name=f"loader {number}", daemon=True) for number in range(THREADS)]
        threads.append(Thread(target=self._watch, name="loader watch", daemon=True))
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            with self._wanted:
                self._stopped.set()
                self._wanted.notify_all()
            self._fail(self._late(inf))
            for thread in threads:
                thread.join(timeout=1)  # a database that hangs holds it; the process ends all the same

    def _run(self) -> None:
        while batch := self._next_batch():
            self._out_since[get_ident()] = monotonic()
            self._fetch(batch)
            del self._out_since[get_ident()]

    def _fetch(self, batch: Mapping[str, Flight]) -> None:
        try:
            self._land(batch, self._load(list(batch)))
        except LookupUnavailable:
            self._failed_at = monotonic()
            self._fail(batch.values())
        except Exception:  # the outermost of a thread
            if len(batch) > 1:  # perhaps one of them can't be read: the others must not suffer for it
                for code, flight in batch.items():
                    self._fetch({code: flight})
                return
            log.exception("loading failed")
            self._fail(batch.values())

    def _next_batch(self) -> dict[str, Flight]:
        """The flights that wait, a share of them; empty at the end."""
        with self._wanted:
            self._wanted.wait_for(lambda: self._waiting or self._stopped.is_set())
            if self._stopped.is_set():
                return {}
            batch = dict(islice(self._waiting.items(), MOST_AT_ONCE))
            for code in batch:
                del self._waiting[code]
            return batch

    def _land(self, batch: Mapping[str, Flight], loaded: Mapping[str, Loaded]) -> None:
        self._landed_at = now = monotonic()
        ready = {code: one for code, one in loaded.items() if not (one.is_fresh and self._hold)}
        self._keep(ready)
        self._settle([(batch[code], one) for code, one in ready.items()])
        held = [(now + self._hold, batch[code], one) for code, one in loaded.items() if code not in ready]
        self._held.extend(held)

    def _fail(self, flights: Iterable[Flight]) -> None:
        self._settle([(flight, None) for flight in flights])

    def _settle(self, landed: Sequence[tuple[Flight, Loaded | None]]) -> None:
        """Tell all who wait; None where there is nothing to be had. Who was told already is not told again."""
        by_loop: defaultdict[AbstractEventLoop | None, list[Told]] = defaultdict(list)
        with self._wanted:
            for flight, outcome in landed:
                self._end(flight)
                for loop, future in flight.waiters:
                    by_loop[loop].append((future, outcome))
                flight.waiters.clear()
        for loop, told in by_loop.items():
            if loop is None:
                _tell(told)
                continue
            with suppress(RuntimeError):  # a loop that has ended has nobody left who waits
                loop.call_soon_threadsafe(_tell, told)

    def _end(self, flight: Flight) -> None:
        flight.has_landed = True
        for kept in (self._flights, self._waiting):
            if kept.get(flight.code) is flight:
                del kept[flight.code]

    def _watch(self) -> None:
        """Show what was held back long enough, and end what takes too long."""
        while not self._stopped.wait(WATCH_SECONDS):
            try:
                self._show_held(monotonic())
            except Exception:  # the outermost loop of this thread
                log.exception("what was held back can't be shown")
            self._fail(self._late(monotonic() - PATIENCE_SECONDS))

    def _show_held(self, now: float) -> None:
        while self._held and self._held[0][0] <= now:
            _, flight, one = self._held.popleft()
            self._keep({flight.code: one})
            self._settle([(flight, one)])

    def _late(self, longest: float) -> list[Flight]:
        """The flights that began before `longest` and have not landed."""
        late = []
        with self._wanted:
            while self._begun and self._begun[0].began < longest:
                late.append(self._begun.popleft())
        return [flight for flight in late if not flight.has_landed]


def _tell(told: Iterable[Told]) -> None:
    """Let each future come to its outcome, unless nobody waits for it any more."""
    for future, outcome in told:
        if future.done():
            continue
        if outcome is None:
            future.set_exception(LookupUnavailable())
        else:
            future.set_result(outcome)
