"""How often one network may try to enrol; kept in this process, for a claim code's own five tries hold everywhere."""

from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from threading import Lock

from provisioning.errors import TooManyTries

IPV4_NETWORK = 24
IPV6_NETWORK = 64
ROOM = 10_000


class TryLimit:
    """Lets a network fail so many times in so long a time; who succeeds gets the try back."""

    def __init__(self, tries: int = 20, period: timedelta = timedelta(minutes=10)) -> None:
        self._tries = tries
        self._period = period
        self._tried_at: dict[str, list[datetime]] = {}
        self._lock = Lock()

    def take(self, address: str, now: datetime) -> None:
        """Count one try from this address; TooManyTries when its network has none left."""
        network = network_of(address)
        with self._lock:
            recent = [tried for tried in self._tried_at.pop(network, []) if tried > now - self._period]
            if len(recent) < self._tries:
                self._keep(network, [*recent, now])
                return
            self._keep(network, recent)
        raise TooManyTries(int((recent[0] + self._period - now).total_seconds()) + 1)

    def give_back(self, address: str) -> None:
        """Take one try back: it was a good one."""
        with self._lock:
            if tried := self._tried_at.get(network_of(address)):
                tried.pop()

    def _keep(self, network: str, tried: list[datetime]) -> None:
        """The network that has been quiet for longest is forgotten first."""
        self._tried_at[network] = tried
        if len(self._tried_at) > ROOM:
            del self._tried_at[next(iter(self._tried_at))]


def network_of(address: str) -> str:
    """The network an address belongs to, as those who hand out addresses cut it; other text stands for itself."""
    try:
        host = ip_address(address)
    except ValueError:
        return address
    host = getattr(host, "ipv4_mapped", None) or host  # as a socket for both kinds names an IPv4 address
    width = IPV4_NETWORK if isinstance(host, IPv4Address) else IPV6_NETWORK
    return str(ip_network((host, width), strict=False))
