"""A stand-in for the centre: answers look-ups over a real socket, as it is told."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from lookup_api.admission import ADMISSION
from lookup_api.contract import Answer

LOOK_UPS = "/v1/dossiers/"


class Centre:
    """`answer` is what look-ups of its code get, other codes get a 404; None is 503. `refusal` is the code that every
    device is refused with, "" for none. `asked` are the paths of look-ups; `signed` whether all were signed."""

    def __init__(self, answer: Answer | None) -> None:
        self.answer = answer
        self.refusal = ""
        self.asked: list[str] = []
        self.secrets: list[str | None] = []
        self.signed = True
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

    def says(self, path: str) -> tuple[int, bytes]:
        """Status and body for a look-up, or for the kiosk's own question."""
        if self.refusal:
            return 403, b'{"code": "%s"}' % self.refusal.encode()
        if self.answer is None:
            return 503, b"{}"
        if path == ADMISSION:
            return 200, b'{"device": true}'
        if unquote(path) == LOOK_UPS + self.answer.code:
            return 200, self.answer.model_dump_json().encode()
        return 404, b'{"code": "dossier_not_found"}'


def _handler_of(centre: Centre) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith(LOOK_UPS):
                centre.signed = centre.signed and "Signature" in self.headers
                centre.asked.append(self.path)
                centre.secrets.append(self.headers.get("Receipt-Secret"))
            status, body = centre.says(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Tests are quiet."""

    return Handler
