"""What was read of dossiers, remembered by code: only what a stranger may see, and always allowed to be empty.

The promise that readers get is kept by `follower.py`; why it is safe: docs/adr/0006-how-old-an-answer-may-be.md.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Protocol

from lookup_api.contract import Answer

ROOM = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A stranger's answer, and the number of the newest event when the database gave it.

    `changed` is the number of the newest event about this code that the cache was told of since.
    """

    answer: Answer
    number: int
    changed: int = 0

    @property
    def stands(self) -> bool:
        """Whether no change is known since the answer was read."""
        return self.number >= self.changed


class Cache(Protocol):
    """Remembers entries by a code's printed text. Every method may raise CacheAway, within a second."""

    def get(self, code: str) -> Entry | None:
        """What is remembered of the code, also when it no longer stands: better than nothing on an outage."""

    def keep(self, code: str, entry: Entry) -> None:
        """Remember the entry, unless one that was read later is there or a change after it was announced."""

    def mark_changed(self, changes: Mapping[str, int]) -> None:
        """Say which event last changed each code: what was read before it stands no more."""

    def start_at(self, newest: int) -> None:
        """Say that the newest event is `newest`. When a later change was announced before, the database was put back
        to an earlier day and counts anew: then everything is forgotten.
        """

    def has_lost_changes(self) -> bool:
        """Whether changes may be unknown here that it was told of since the last `start_at`, which ends that."""


class MemoryCache:
    """The cache of one process; what was asked for least recently goes first."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._newest_change = 0
        self._lock = Lock()

    def get(self, code: str) -> Entry | None:
        """See Cache."""
        with self._lock:
            if code in self._entries:
                self._entries.move_to_end(code)
            return self._entries.get(code)

    def keep(self, code: str, entry: Entry) -> None:
        """See Cache."""
        with self._lock:
            known = self._entries.get(code)
            # A change announced while this entry was being read may be of this very code: then it is not kept.
            if entry.number < self._newest_change or (known and known.number > entry.number):
                return
            self._entries[code] = entry
            self._entries.move_to_end(code)
            if len(self._entries) > self._room:
                self._entries.popitem(last=False)

    def mark_changed(self, changes: Mapping[str, int]) -> None:
        """See Cache."""
        with self._lock:
            self._newest_change = max(self._newest_change, *changes.values())
            for code in changes.keys() & self._entries.keys():
                known = self._entries[code]
                self._entries[code] = replace(known, changed=max(known.changed, changes[code]))

    def start_at(self, newest: int) -> None:
        """See Cache."""
        with self._lock:
            if newest < self._newest_change:
                self._entries.clear()
                self._newest_change = 0

    def has_lost_changes(self) -> bool:
        """See Cache: what a process remembers ends with the process only."""
        return False
