"""Stands between a sender and the sandbox on loopback: passes on, disturbs as planned, and records everything."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from provisioning.clock import utc_now
from sync_ingest.conformance.disturbing import pass_on
from sync_ingest.conformance.exchange import Exchange, Fault, Reply, Request, plain_headers
from sync_ingest.conformance.faults import FaultPlan
from sync_ingest.conformance.pushes import push_of
from sync_ingest.conformance.sandbox import Sandbox

SLOW_SECONDS = 5.0
OTHER_METHODS = ("GET", "PUT", "PATCH", "DELETE", "HEAD")
LARGEST_REQUEST = 16 * 1024 * 1024  # larger than allowed, so that it can be judged


@dataclass
class Relay:
    """What goes through, from as many connections at once as the sender has."""

    sandbox: Sandbox
    plan: FaultPlan = field(default_factory=FaultPlan)
    slow_seconds: float = SLOW_SECONDS
    clock: Callable[[], datetime] = utc_now
    _kept: dict[int, Exchange] = field(default_factory=dict)
    _ended: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    _pushed_at: float | None = None

    @property
    def exchanges(self) -> list[Exchange]:
        """All that has gone through, in the order in which it came."""
        with self._lock:
            return [self._kept[number] for number in sorted(self._kept)]

    def idle_seconds(self) -> float | None:
        """How long ago the last push was; None when there was none yet. Signs of life do not count."""
        return None if self._pushed_at is None else monotonic() - self._pushed_at

    def carry(self, request: Request) -> Exchange:
        """Pass one request on; what the sender hears stands in `heard` of what is given back."""
        exchange = self._numbered(request)
        push = push_of(exchange)
        fault = self.plan.next_for(push) if push else None
        reply, heard = pass_on(request, fault, self.sandbox.send)
        if fault is Fault.SLOW:
            self._ended.wait(self.slow_seconds)
        if push:
            self._pushed_at = monotonic()
        return self.keep(replace(exchange, reply=reply, heard=heard, fault=fault, ended_at=self.clock()))

    def keep(self, exchange: Exchange) -> Exchange:
        """Put down how this exchange has ended."""
        with self._lock:
            self._kept[exchange.number] = exchange
        return exchange

    def end(self) -> None:
        """Hold no answer back any longer."""
        self._ended.set()

    def _numbered(self, request: Request) -> Exchange:
        with self._lock:
            now, number = self.clock(), len(self._kept) + 1
            self._kept[number] = Exchange(number, request, now, now)
            return self._kept[number]


@contextmanager
def relaying(relay: Relay, port: int = 0, host: str = "127.0.0.1") -> Iterator[str]:
    """Listen for as long as the block lasts, at a free port for 0; gives the address for the sender."""
    server = _Server((host, port), _handler(relay))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        relay.end()
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that went away, or wrote no HTTP, is judged by what came; a traceback could show what it was."""


def _handler(relay: Relay) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 60

        def do_POST(self) -> None:
            body = _read_body(self)
            headers = plain_headers(list(self.headers.items()))
            exchange = relay.carry(Request(self.command, self.path, headers, body))
            if exchange.heard is None:
                self.close_connection = True
                return
            try:
                _say(self, exchange.heard)
            except OSError:  # the sender did not wait
                self.close_connection = True
                relay.keep(replace(exchange, heard=None))

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: addresses may be secret."""

    for method in OTHER_METHODS:
        setattr(Handler, f"do_{method}", Handler.do_POST)
    return Handler


def _read_body(handler: BaseHTTPRequestHandler) -> bytes:
    if handler.headers.get("Transfer-Encoding", "").lower() == "chunked":
        return b"".join(_chunks(handler))
    stated = handler.headers.get("Content-Length", "0")
    size = int(stated) if stated.isdecimal() else 0
    if size > LARGEST_REQUEST:
        handler.close_connection = True
    return handler.rfile.read(min(size, LARGEST_REQUEST))


def _chunks(handler: BaseHTTPRequestHandler) -> Iterator[bytes]:
    while size := int(handler.rfile.readline().partition(b";")[0].strip() or b"0", 16):
        yield handler.rfile.read(size)
        handler.rfile.readline()
    handler.rfile.readline()


def _say(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response_only(reply.status)
    for name, text in reply.headers.multi_items():
        handler.send_header(name, text)
    handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()
    handler.wfile.write(b"" if handler.command == "HEAD" else reply.body)
