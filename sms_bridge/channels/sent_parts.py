"""How far long messages have come whose sending was interrupted, so that the next try goes on from there."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

REMEMBERED = 10_000


@dataclass
class SentParts:
    """Counts the parts of a message that its gateway has, by our number of it. In memory only: after a crash all parts
    go out once more, with the same reference, and the phone drops those that it has.
    """

    _counts: OrderedDict[int, int] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, sms_id: int) -> int:
        """How many there are."""
        with self._lock:
            return self._counts.get(sms_id, 0)

    def took(self, sms_id: int, count: int) -> None:
        """The gateway has `count` of them now."""
        with self._lock:
            self._counts[sms_id] = count
            while len(self._counts) > REMEMBERED:
                self._counts.popitem(last=False)

    def forget(self, sms_id: int) -> None:
        """The message is through."""
        with self._lock:
            self._counts.pop(sms_id, None)
