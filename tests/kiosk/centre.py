"""A stand-in for the centre: answers look-ups over a real socket, as it is told."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from lookup_api.contract import Answer


class Centre:
    """`answer` is what every look-up gets; None is 503. `asked` are the paths, `signed` whether all were signed."""

    def __init__(self, answer: Answer | None) -> None:
        self.answer = answer
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


def _handler_of(centre: Centre) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            centre.asked.append(self.path)
            centre.secrets.append(self.headers.get("Receipt-Secret"))
            centre.signed = centre.signed and "Signature" in self.headers
            body = centre.answer.model_dump_json().encode() if centre.answer else b"{}"
            self.send_response(200 if centre.answer else 503)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Tests are quiet."""

    return Handler
