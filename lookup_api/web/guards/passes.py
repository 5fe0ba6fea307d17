"""The pass of one who answered a question: it lets him look up a few more codes, and holds nothing about him."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_hex

from lookup_api.store.errors import SealBroken
from lookup_api.store.sealing import Sealer
from lookup_api.web.guards.distinct import Distinct
from provisioning.clock import utc_now

COOKIE = "passed"
GOOD_FOR = timedelta(minutes=15)


class Passes:
    """Gives passes and takes them. A pass is good for `codes` different codes in this process, from the network that
    it was given to; `clock` gives aware UTC.
    """

    def __init__(self, sealer: Sealer, codes: int = 10, clock: Callable[[], datetime] = utc_now) -> None:
        self._sealer = sealer
        self._codes = codes
        self._clock = clock
        self._used = Distinct(GOOD_FOR.total_seconds(), clock=lambda: clock().timestamp())

    def give(self, network: str) -> str:
        """A fresh pass for somebody in `network`."""
        until = (self._clock() + GOOD_FOR).timestamp()
        sealed = self._sealer.seal(json.dumps({"pass": token_hex(8), "network": self._mark(network), "until": until}))
        return sealed.decode("ascii")

    def allows(self, passed: str, network: str, code: str) -> bool:
        """Whether `passed` (a pass, or whatever a browser sent as one) lets `network` see `code`; counts it."""
        number = self._number(passed, network)
        return number is not None and self._used.add((number, code), (number,), (self._codes,)) is None

    def _number(self, passed: str, network: str) -> str | None:
        if not passed:
            return None
        try:
            found = json.loads(self._sealer.open(passed.encode()))
        except (SealBroken, ValueError):
            return None
        # Other sealed texts of ours (the holder's cookie) are no passes.
        is_pass = isinstance(found, dict) and found.keys() == {"pass", "network", "until"}
        if not is_pass or found["network"] != self._mark(network) or self._clock().timestamp() >= found["until"]:
            return None
        return str(found["pass"])

    def _mark(self, network: str) -> str:
        """The network, told from others and not to be read."""
        return self._sealer.fingerprint("network", network)
