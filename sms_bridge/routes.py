"""Which gateway a message of ours leaves by, where several are connected."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lookup_api.domain.phone import PhoneNumber


@dataclass(frozen=True)
class Routes:
    """Gateways by the beginning of a number in the international form: `{"+8491": "smpp"}`; the longest one counts.

    They are for what we begin: a reply leaves by the gateway that its question came by, from the number it was sent to.
    """

    prefixes: Mapping[str, str] = field(default_factory=dict)

    def channel_for(self, phone: PhoneNumber, otherwise: str) -> str:
        """The gateway for messages to `phone`, or `otherwise` when no beginning fits."""
        fitting = [prefix for prefix in self.prefixes if phone.e164.startswith(prefix)]
        return self.prefixes[max(fitting, key=len)] if fitting else otherwise
