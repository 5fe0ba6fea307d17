"""Counts different things by group over a sliding span of time, in bounded memory."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic

ROOM = 10_000
Groups = tuple[Hashable, ...]


class Distinct:
    """Things named in the last `seconds`, each once, and how much they weigh together in each of their groups.

    At most `room` things are remembered (about 0.4 kB each); the oldest is forgotten first. Safe between threads.
    """

    def __init__(self, seconds: float, room: int = ROOM, clock: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._room = room
        self._clock = clock
        self._things: OrderedDict[Hashable, tuple[float, float, Groups]] = OrderedDict()  # since, weight, groups
        self._weights: dict[Hashable, float] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._things)

    def __contains__(self, thing: Hashable) -> bool:
        known = self._things.get(thing)
        return known is not None and self._clock() - known[0] < self._seconds

    def weight(self, group: Hashable) -> float:
        """What the things of `group` weigh together."""
        with self._lock:
            self._forget_old(self._clock())
            return self._weights.get(group, 0.0)

    def add(self, thing: Hashable, groups: Groups, most: tuple[float, ...] = ()) -> Hashable | None:
        """Remember `thing`, with a weight of one, in its groups; None. One that is known changes nothing.

        When one of the groups weighs `most` (of the same place in that tuple) already, nothing is remembered, and that
        group is given.
        """
        with self._lock:
            now = self._clock()
            self._forget_old(now)
            if thing in self._things:
                return None
            for group, limit in zip(groups, most, strict=False):
                if self._weights.get(group, 0.0) >= limit:
                    return group
            if len(self._things) >= self._room:
                self._forget(next(iter(self._things)))
            self._things[thing] = (now, 1.0, groups)
            self._change(groups, 1.0)
            return None

    def weigh(self, thing: Hashable, weight: float) -> None:
        """Let a known thing weigh so much from now on; an unknown one is passed over."""
        with self._lock:
            if thing in self._things:
                since, before, groups = self._things[thing]
                self._things[thing] = (since, weight, groups)
                self._change(groups, weight - before)

    def discard(self, thing: Hashable) -> None:
        """Forget `thing` if it is known."""
        with self._lock:
            if thing in self._things:
                self._forget(thing)

    def _forget_old(self, now: float) -> None:
        """Things stand in the order in which they were added, so the old ones are in front."""
        while self._things:
            oldest = next(iter(self._things))
            if now - self._things[oldest][0] < self._seconds:
                return
            self._forget(oldest)

    def _forget(self, thing: Hashable) -> None:
        _, weight, groups = self._things.pop(thing)
        self._change(groups, -weight)

    def _change(self, groups: Groups, by: float) -> None:
        weights = self._weights
        for group in groups:
            left = weights.get(group, 0.0) + by
            if left > 0:
                weights[group] = left
            else:
                del weights[group]
