"""How often one caller may look up; kept in this process, so that a limit costs nothing and needs nobody. With several
workers each counts by itself: what the public may do altogether is up to as many times as wide.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from time import monotonic

from lookup_api.domain.errors import ChallengeRequired, TooManyRequests
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.web.guards.challenges import Challenges
from lookup_api.web.guards.reasons import Reason, count_nothing
from lookup_api.web.guards.secret_tries import SecretTries
from lookup_api.web.guards.walking import Walking
from provisioning import limits as provisioning_limits

ROOM = 10_000
MINUTE = 60.0
ANSWERS_PER_MINUTE = 6
PAGES_PER_MINUTE = 240
WISHES_PER_MINUTE = 20

network_of = lru_cache(maxsize=16_384)(provisioning_limits.network_of)


class Buckets:
    """A bucket a caller: full at a minute's worth, and refilled evenly. Who was quiet for longest is forgotten.

    Of each caller only the moment is kept at which its bucket is full again; one look-up moves it on by a step.
    """

    def __init__(self, per_minute: int, room: int = ROOM, clock: Callable[[], float] = monotonic) -> None:
        self._step = MINUTE / per_minute
        self._room = room
        self._clock = clock
        self._full_at: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def take(self, caller: str) -> None:
        """Count one look-up; TooManyRequests when none is left."""
        with self._lock:
            now = self._clock()
            full_at = max(self._full_at.get(caller, now), now) + self._step
            if full_at > now + MINUTE + 1e-6:  # sums of steps are not exact
                raise TooManyRequests
            self._full_at[caller] = full_at
            self._full_at.move_to_end(caller)
            if len(self._full_at) > self._room:
                self._full_at.popitem(last=False)


@dataclass(frozen=True)
class Limits:
    """The public is counted by its network, and by how it goes from code to code; an enrolled device by itself alone.

    `on_refusal` is told the Reason of each refusal.
    """

    public: Buckets
    devices: Buckets
    challenges: Challenges
    walking: Walking = field(default_factory=Walking)
    tries: SecretTries = field(default_factory=SecretTries)
    answers: Buckets = field(default_factory=lambda: Buckets(ANSWERS_PER_MINUTE))
    pages: Buckets = field(default_factory=lambda: Buckets(PAGES_PER_MINUTE))
    wishes: Buckets = field(default_factory=lambda: Buckets(WISHES_PER_MINUTE))
    on_refusal: Callable[[str], None] = count_nothing

    def admit_public(self, address: str, code: str, passed: str = "") -> None:
        """Count one look-up of `code` (printed text) by somebody at `address` with the pass `passed` ("": none).

        TooManyRequests when its network has none left; ChallengeRequired when this is one code too many.
        """
        network = network_of(address)
        self._take(self.public, network, Reason.NETWORK)
        reason = self.walking.step(network, code)
        if reason is not None and not self.challenges.passes.allows(passed, network, code):
            self.on_refusal(reason)
            raise ChallengeRequired

    def admit_device(self, device_id: str) -> None:
        """Count one look-up by an enrolled device; TooManyRequests when it has none left."""
        self._take(self.devices, device_id, Reason.DEVICE)

    def admit_wish(self, device_id: str) -> None:
        """Count one wish that comes by an enrolled device; TooManyRequests when it has none left."""
        self._take(self.wishes, device_id, Reason.DEVICE)

    def admit_unread(self, address: str) -> None:
        """Count one request that is no look-up yet (a text that is no code, a signature that has to be checked)."""
        self._take(self.public, network_of(address), Reason.NETWORK)

    def admit_answer(self, address: str) -> None:
        """Count one answer to a question; TooManyRequests when the network at `address` has none left."""
        self._take(self.answers, network_of(address), Reason.NETWORK)

    def admit_page(self, address: str) -> None:
        """Count one page that is no look-up and costs work (a search, figures, a password to check)."""
        self._take(self.pages, network_of(address), Reason.NETWORK)

    def note_miss(self, address: str, code: str) -> None:
        """Tell that `code`, which somebody at `address` looked up, does not exist: that weighs more."""
        self.walking.miss(network_of(address), code)

    def may_try(self, address: str, code: str, secret: ReceiptSecret) -> bool:
        """Count one try of a receipt's secret; False when somebody at `address` was wrong too often."""
        has_tries = self.tries.take(network_of(address), code, secret)
        if not has_tries:
            self.on_refusal(Reason.SECRET)
        return has_tries

    def was_right(self, address: str, code: str, secret: ReceiptSecret) -> None:
        """Give the try of `may_try` back."""
        self.tries.give_back(network_of(address), code, secret)

    def _take(self, buckets: Buckets, caller: str, reason: Reason) -> None:
        try:
            buckets.take(caller)
        except TooManyRequests:
            self.on_refusal(reason)
            raise
