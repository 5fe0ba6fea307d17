"""What was read of dossiers, remembered by code: only what a stranger may see, and always allowed to be empty.

The promise that readers get is kept by `follower.py`; why it is safe: docs/adr/0006-how-old-an-answer-may-be.md.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Protocol

from lookup_api.contract import Answer, read_answer

ROOM = 64 * 1024 * 1024  # bytes
UNKNOWN_SHARE = 8  # one part in so many is for codes that are no dossier's
CHANGES_KEPT = 20_000  # more than a busy centre commits while one look-up is on its way
ENTRY_BYTES = 700  # what Python takes for an entry and its key beside the body


@dataclass(frozen=True, slots=True)
class Entry:
    """What the database said of one code: `body`, a stranger's answer as JSON, b"" when there is no such dossier.

    `number` is that of the newest event when it was read, at `as_of` (aware UTC); `changed` the number of the newest
    event about this code that the cache was told of since. It may be used until `until`: a minute, or midnight in Viet
    Nam, for a dossier becomes overdue without any event. `tag` changes with all of the body but `as_of`.
    """

    body: bytes
    tag: str
    number: int
    as_of: datetime
    until: datetime
    changed: int = 0

    @property
    def stands(self) -> bool:
        """Whether no change is known since it was read."""
        return self.number >= self.changed

    @property
    def answer(self) -> Answer | None:
        """The answer as a value; None when there is no such dossier."""
        return read_answer(self.body) if self.body else None


class Cache(Protocol):
    """Remembers entries by a code's printed text. Every method may raise CacheAway, within a second."""

    def get_many(self, codes: Collection[str]) -> dict[str, Entry]:
        """What is remembered of the codes, also what no longer stands: better than nothing on an outage."""

    def keep_many(self, entries: Mapping[str, Entry]) -> None:
        """Remember entries, each unless one that was read later is there. One of which a change was announced after it
        was read is remembered too, and does not stand: on an outage nobody may be shown less than was shown before.
        """

    def mark_changed(self, changes: Mapping[str, int]) -> None:
        """Say which event last changed each code: what was read before it stands no more."""

    def start_at(self, newest: int) -> None:
        """Say that the newest event is `newest`. When a later change was announced before, the database was put back
        to an earlier day and counts anew: then everything is forgotten.
        """

    def has_lost_changes(self) -> bool:
        """Whether changes may be unknown here that it was told of since the last `start_at`, which ends that."""


class MemoryCache:
    """The cache of one process, of `room` bytes at most; what was asked for least recently goes first.

    Codes that are no dossier's have a share of their own, so that whoever tries codes pushes no dossier out.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._known = Shelf(room - room // UNKNOWN_SHARE)
        self._unknown = Shelf(room // UNKNOWN_SHARE)
        self._changes: OrderedDict[str, int] = OrderedDict()  # the newest of each code, the last ones told
        self._floor = 0  # changes up to this number may be missing among them
        self._newest_change = 0
        self._lock = Lock()

    @property
    def size(self) -> tuple[int, int]:
        """How many entries there are, and their bytes."""
        shelves = (self._known, self._unknown)
        return sum(len(shelf.entries) for shelf in shelves), sum(shelf.size for shelf in shelves)

    def get(self, code: str) -> Entry | None:
        """What is remembered of one code; the quickest of all answers."""
        return self._known.get(code) or self._unknown.get(code)

    def get_many(self, codes: Collection[str]) -> dict[str, Entry]:
        """See Cache."""
        found = {code: self.get(code) for code in codes}
        return {code: entry for code, entry in found.items() if entry}

    def keep_many(self, entries: Mapping[str, Entry]) -> None:
        """See Cache."""
        with self._lock:
            for code, entry in entries.items():
                self._keep(code, entry)

    def mark_changed(self, changes: Mapping[str, int]) -> None:
        """See Cache."""
        with self._lock:
            self._newest_change = max(self._newest_change, *changes.values())
            for code, number in changes.items():
                self._changes[code] = max(number, self._changes.pop(code, 0))
            while len(self._changes) > CHANGES_KEPT:
                self._floor = max(self._floor, self._changes.popitem(last=False)[1])
            for shelf in (self._known, self._unknown):
                shelf.mark_changed(changes)

    def start_at(self, newest: int) -> None:
        """See Cache."""
        with self._lock:
            if newest < self._newest_change:
                self._known.clear()
                self._unknown.clear()
                self._changes.clear()
                self._newest_change = self._floor = 0

    def has_lost_changes(self) -> bool:
        """See Cache: what a process remembers ends with the process only."""
        return False

    def _keep(self, code: str, entry: Entry) -> None:
        known = self._known.get(code) or self._unknown.get(code)
        if known and known.number > entry.number:
            return
        changed = max(entry.changed, self._changes.get(code, 0), self._floor)
        here, other = (self._known, self._unknown) if entry.body else (self._unknown, self._known)
        other.drop(code)
        here.put(code, replace(entry, changed=changed) if changed > entry.number else entry)


class Shelf:
    """Entries of `room` bytes at most, in the order in which they were last asked for."""

    def __init__(self, room: int) -> None:
        self._room = room
        self.entries: OrderedDict[str, Entry] = OrderedDict()
        self.size = 0

    def get(self, code: str) -> Entry | None:
        """The entry, which was asked for just now. Needs no lock: each of its two steps is one of Python's own."""
        entry = self.entries.get(code)
        if entry is not None:
            with suppress(KeyError):  # another thread may have dropped it just now
                self.entries.move_to_end(code)
        return entry

    def put(self, code: str, entry: Entry) -> None:
        """Take an entry in; others leave when there is no room."""
        self.drop(code)
        self.entries[code] = entry
        self.size += _bytes_of(entry)
        while self.size > self._room:
            # One step of Python's own: an iterator would fail when another thread asks for an entry meanwhile.
            _, longest_unasked = self.entries.popitem(last=False)
            self.size -= _bytes_of(longest_unasked)

    def drop(self, code: str) -> None:
        """Take an entry out, if it is there."""
        if entry := self.entries.pop(code, None):
            self.size -= _bytes_of(entry)

    def mark_changed(self, changes: Mapping[str, int]) -> None:
        """See Cache."""
        for code in changes.keys() & self.entries.keys():
            known = self.entries[code]
            self.entries[code] = replace(known, changed=max(known.changed, changes[code]))

    def clear(self) -> None:
        """Take all out."""
        self.entries.clear()
        self.size = 0


def _bytes_of(entry: Entry) -> int:
    return len(entry.body) + ENTRY_BYTES
