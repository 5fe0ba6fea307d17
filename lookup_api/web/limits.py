"""How often one caller may look up; kept in this process, so that a limit costs nothing and needs nobody."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from lookup_api.domain.errors import TooManyRequests
from provisioning.limits import network_of
from provisioning.signatures import Caller

ROOM = 10_000


@dataclass
class Bucket:
    """What is left to one caller at a moment (monotonic seconds)."""

    left: float
    at: float


class Buckets:
    """A bucket a caller: full at a minute's worth, and refilled evenly. Who was quiet for longest is forgotten."""

    def __init__(self, per_minute: int, room: int = ROOM, clock: Callable[[], float] = monotonic) -> None:
        self._per_minute = per_minute
        self._room = room
        self._clock = clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()
        self._lock = Lock()

    def take(self, caller: str) -> None:
        """Count one look-up; TooManyRequests when none is left."""
        with self._lock:
            bucket = self._refilled(caller)
            if bucket.left < 1:
                raise TooManyRequests
            bucket.left -= 1

    def _refilled(self, caller: str) -> Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault(caller, Bucket(self._per_minute, now))
        self._buckets.move_to_end(caller)
        if len(self._buckets) > self._room:
            self._buckets.popitem(last=False)
        gained = (now - bucket.at) * self._per_minute / 60
        bucket.left, bucket.at = min(self._per_minute, bucket.left + gained), now
        return bucket


@dataclass(frozen=True)
class Limits:
    """The public is counted by its network, an enrolled device by itself."""

    public: Buckets
    devices: Buckets

    def take(self, caller: Caller | None, address: str) -> None:
        """Count one look-up by `caller`, or by somebody at `address`; TooManyRequests when none is left."""
        if caller is None:
            self.public.take(network_of(address))
        else:
            self.devices.take(caller.device_id)
