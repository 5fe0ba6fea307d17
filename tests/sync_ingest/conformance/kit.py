"""The kit between a sender and a sandbox, in this process."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from sync_ingest.conformance.exchange import Exchange
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.relay import Relay, relaying
from sync_ingest.conformance.replay import replay
from sync_ingest.conformance.sandbox import Sandbox
from sync_ingest.conformance.traffic import Traffic


@dataclass(frozen=True)
class Kit:
    """`address` is where the sender pushes to."""

    relay: Relay
    address: str

    def traffic(self, form: Form) -> Traffic:
        """What has gone through so far."""
        return Traffic(self.relay.exchanges, form)


@contextmanager
def a_kit(sandbox_url: str, slow_seconds: float = 0.2) -> Iterator[Kit]:
    """The kit in front of the sandbox, with every fault planned."""
    with httpx.Client(base_url=sandbox_url, timeout=30) as http:
        relay = Relay(Sandbox(http), slow_seconds=slow_seconds)
        with relaying(relay) as address:
            yield Kit(relay, address)


def replayed(exchanges: Sequence[Exchange], sandbox_url: str, signer: httpx.Auth | None = None) -> list[Exchange]:
    """The same traffic sent to a sandbox once more."""
    with httpx.Client(base_url=sandbox_url, timeout=30) as http:
        return list(replay(exchanges, Sandbox(http, signer)))
