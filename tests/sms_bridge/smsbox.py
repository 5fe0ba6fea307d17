"""A small smsbox: answers `sendsms` over a real socket in the words of Kannel 1.4.5, and keeps what it was given."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

USERNAME, PASSWORD = "motcua", "secret"


@dataclass
class Smsbox:
    """What it was given, and what it is to say instead of accepting."""

    url: str = ""
    taken: list[dict[str, str]] = field(default_factory=list)
    says: list[tuple[int, str]] = field(default_factory=list)

    def answer(self, path: str) -> tuple[int, str]:
        """Kannel's status and words for a request."""
        form = {name: values[0] for name, values in parse_qs(urlsplit(path).query, keep_blank_values=True).items()}
        if (form.get("username"), form.get("password")) != (USERNAME, PASSWORD):
            return 403, "Authorization failed for sendsms"
        if self.says:
            return self.says.pop(0)
        if not form.get("to"):
            return 400, "Missing receiver number, rejected"
        self.taken.append(form)
        return 202, "0: Accepted for delivery"


@contextmanager
def running_smsbox() -> Iterator[Smsbox]:
    """An smsbox at a free port for as long as the block lasts."""
    smsbox = Smsbox()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, words = smsbox.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words.encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    smsbox.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield smsbox
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
