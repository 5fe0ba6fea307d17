"""How often one network may be wrong about receipts' secrets: guessing 40 bits must stay hopeless.

There is no limit over all networks together: it would let anybody keep a holder out of his own dossier. Even ten
thousand networks at ten guesses an hour need a thousand years for one secret.
"""

from collections.abc import Callable
from time import monotonic

from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.web.guards.distinct import Distinct

HOUR_SECONDS = 3_600.0
PER_CODE = 10
PER_NETWORK = 60


class SecretTries:
    """Counts different wrong secrets an hour, by network and code and by network; the same one again is no new try."""

    def __init__(
        self, per_code: int = PER_CODE, per_network: int = PER_NETWORK, clock: Callable[[], float] = monotonic
    ) -> None:
        self._per_code = per_code
        self._per_network = per_network
        self._tried = Distinct(HOUR_SECONDS, clock=clock)

    def take(self, network: str, code: str, secret: ReceiptSecret) -> bool:
        """Count one try of `secret`; False when there is none left. A right one is to be given back."""
        groups, most = ((network, code), network), (self._per_code, self._per_network)
        return self._tried.add(_mark(network, code, secret), groups, most) is None

    def give_back(self, network: str, code: str, secret: ReceiptSecret) -> None:
        """The secret was right: that was no guess."""
        self._tried.discard(_mark(network, code, secret))


def _mark(network: str, code: str, secret: ReceiptSecret) -> int:
    """Tells tries apart; the secret itself is not kept."""
    return hash((network, code, secret.value))
