"""A centre that looks at devices alone: it lets them in or does not, by a clock of its own."""

import json
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Doorkeeper:
    """`refusal` is the code that everybody is refused with ("" for nobody), `ahead` how far its clock is, `status` and
    `says` what it answers else; `asked` are the paths, `heard` bodies and headers of what was posted."""

    def __init__(self) -> None:
        self.refusal = ""
        self.status = 200
        self.says: dict[str, Any] = {"device": True}
        self.ahead = timedelta()
        self.asked: list[str] = []
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Answer nobody any more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler_of(keeper: Doorkeeper) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keeper.asked.append(self.path)
            status = 403 if keeper.refusal else keeper.status
            self._answer(status, {"code": keeper.refusal} if keeper.refusal else keeper.says)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            keeper.heard.append((dict(self.headers.items()), body))
            self._answer(keeper.status, {})

        def date_time_string(self, timestamp: Any = None) -> str:
            return format_datetime(datetime.now(UTC) + keeper.ahead, usegmt=True)

        def _answer(self, status: int, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/problem+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Tests are quiet."""

    return Handler
