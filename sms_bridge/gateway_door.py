"""Who may hand messages over: gateways in our networks, and where a token is set only those that know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network


@dataclass(frozen=True)
class GatewayDoor:
    """Lets a gateway in by its address and by the token in its URL, "" for none."""

    networks: tuple[IPv4Network | IPv6Network, ...]
    token: str = ""

    @classmethod
    def of(cls, networks: Iterable[str], token: str) -> "GatewayDoor":
        """From networks as text (`127.0.0.0/8`); ValueError for one that is none."""
        return cls(tuple(ip_network(network) for network in networks), token)

    def lets_in(self, address: str, token: str) -> bool:
        """Whether a request from this address with this token may hand a message over."""
        try:
            host = ip_address(address)
        except ValueError:
            return False
        is_near = any(host in network for network in self.networks)
        return is_near and compare_digest(token.encode(), self.token.encode())
