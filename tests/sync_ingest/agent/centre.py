"""A centre for tests of the agent: a small real HTTP server that answers as it is told, or hangs up."""

import json
import ssl
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from provisioning.clock import utc_now

HANG_UP = 0
APPLIED = 200


@dataclass(frozen=True, slots=True)
class Says:
    """One answer: its HTTP status (HANG_UP for none at all), and its body; None: every update was applied."""

    status: int
    body: dict[str, Any] | None = None


@dataclass
class Centre:
    """Answers as `script` says, and takes everything once that is played out. `taken` are the updates it took; `now` is
    what its clock says, None: the time it is.
    """

    address: str = ""
    script: deque[Says] = field(default_factory=deque)
    requests: list[list[dict[str, Any]]] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    now: datetime | None = None

    def answer(self, updates: list[dict[str, Any]]) -> Says:
        """What is said to a batch of these."""
        self.requests.append(updates)
        says = self.script.popleft() if self.script else Says(APPLIED)
        if says.status == APPLIED:
            self.taken.extend(updates)
        if says.status != APPLIED or says.body is not None:
            return says
        return Says(APPLIED, {"outcomes": [outcome(update) for update in updates], "event": len(self.taken)})

    @property
    def sizes(self) -> list[int]:
        """How many updates each request held."""
        return [len(updates) for updates in self.requests]


def outcome(update: dict[str, Any], **says: Any) -> dict[str, Any]:
    """What is said of one update."""
    return {"id": update["id"], "outcome": "applied", "reason": None, "detail": None, "version": 1, **says}


@contextmanager
def a_centre(*script: Says, tls: ssl.SSLContext | None = None) -> Iterator[Centre]:
    """A centre at a real socket for as long as the block lasts, over TLS when it is given a context."""
    centre = Centre(script=deque(script))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(centre))
    centre.address = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield centre
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(centre: Centre) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            says = centre.answer(json.loads(body)["updates"])
            if says.status == HANG_UP:
                self.close_connection = True
                return
            answer = json.dumps(says.body or {"title": "no"}).encode()
            self.send_response_only(says.status)
            self.send_header("Date", format_datetime(centre.now or utc_now(), usegmt=True))
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
