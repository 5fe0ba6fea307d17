"""The agent's way to the centre: through a proxy where there is one, and to a private authority's certificates."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from sync_ingest.agent.errors import ConnectionNotSet

CONNECT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Way:
    """How the centre is reached. `proxy` may hold a password; `ca_file` has certificates (PEM) that are believed beside
    the machine's own. What the environment says of proxies is not looked at.
    """

    proxy: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    timeout_seconds: float = 30.0

    def open(self, url: str, auth: httpx.Auth | None = None) -> httpx.Client:
        """A client of the service at `url`; ConnectionNotSet when the settings do not make sense."""
        try:
            return httpx.Client(
                base_url=url,
                auth=auth,
                proxy=self.proxy,
                verify=self._trusted(),
                timeout=httpx.Timeout(self.timeout_seconds, connect=CONNECT_SECONDS),
                trust_env=False,
            )
        except (ValueError, httpx.InvalidURL) as error:
            raise ConnectionNotSet("the proxy's address is not of the form http://host:port") from error

    def _trusted(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.ca_file:
            try:
                context.load_verify_locations(self.ca_file)
            except (OSError, ssl.SSLError) as error:
                raise ConnectionNotSet(f"{self.ca_file} holds no certificates (PEM) that can be read") from error
        return context
