"""The way to the sandbox: an ingest service with test data alone, to which each request is passed on."""

from dataclasses import dataclass, field

import httpx

from sync_ingest.conformance.errors import SandboxNotReachable
from sync_ingest.conformance.exchange import Reply, Request

OF_THE_LINE = ("connection", "keep-alive", "transfer-encoding", "content-length", "accept-encoding", "te", "upgrade")
OF_A_SIGNATURE = ("host", "signature", "signature-input", "content-digest")
TIMEOUT_SECONDS = 60.0
BAD_GATEWAY = 502


@dataclass(frozen=True)
class Sandbox:
    """`http` has the sandbox as its base URL. With a `signer` every request of our own form is signed anew, for the
    sandbox's own host; without one the sender's Host header goes on as it came, for its signature covers it.
    """

    http: httpx.Client
    signer: httpx.Auth | None = field(default=None, repr=False)

    def check(self) -> None:
        """SandboxNotReachable when nobody answers there."""
        try:
            self.http.get("/health/live").raise_for_status()
        except httpx.HTTPError as error:
            raise SandboxNotReachable from error

    def send(self, request: Request) -> Reply:
        """What the sandbox answers; 502 when it cannot be reached."""
        is_signed_anew = self.signer is not None and "signature" in request.headers
        dropped = OF_THE_LINE + (OF_A_SIGNATURE if is_signed_anew else ())
        headers = [(name, text) for name, text in request.headers.multi_items() if name not in dropped]
        asked = self.http.build_request(
            request.method,
            httpx.URL(str(self.http.base_url).rstrip("/") + request.target),
            headers=[*headers, ("accept-encoding", "identity")],
            content=request.body,
        )
        try:
            answer = self.http.send(asked, auth=self.signer if is_signed_anew else None)
        except httpx.HTTPError:
            return Reply(BAD_GATEWAY, httpx.Headers(), b"")
        kept = [(name, text) for name, text in answer.headers.multi_items() if name not in OF_THE_LINE]
        return Reply(answer.status_code, httpx.Headers(kept), answer.content)
