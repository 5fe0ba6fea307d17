"""A small HTTP server at the department, to which its one-stop software pushes as to the national portal."""

import hmac
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any

from sync_ingest.agent.errors import PortNotFree, PortOpenToAll
from sync_ingest.agent.sources.files.file_reader import LARGEST_PUSH
from sync_ingest.agent.sources.push.door import Answer, NationalDoor, refusal

READ_SECONDS = 30
BEAT_SECONDS = 0.2


class NationalServer(ThreadingHTTPServer):
    """Answers at `address`; PortNotFree. With a `token`, only where a request's path begins with it: clients send no
    other proof. So others than this machine need one; PortOpenToAll.
    """

    daemon_threads = True

    def __init__(self, address: tuple[str, int], door: NationalDoor, token: str = "") -> None:
        if not (token or _is_own(address[0])):
            raise PortOpenToAll(f"others reach {address[0]}: set MOTCUA_AGENT_LISTEN_TOKEN")
        self.door = door
        self.start = f"/{token}/" if token else "/"
        try:
            super().__init__(address, _Handler)
        except OSError as error:
            raise PortNotFree(f"port {address[1]} at {address[0]} cannot be opened ({error.strerror})") from error

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is nobody's trouble, and a traceback could show what it sent."""


@dataclass(frozen=True)
class Listening:
    """A server that works in a thread of its own."""

    server: NationalServer

    def until(self, stop: threading.Event) -> None:
        """Answer requests until `stop`."""
        thread = threading.Thread(target=self.server.serve_forever, args=(BEAT_SECONDS,))
        thread.start()
        try:
            stop.wait()
        finally:
            self.server.shutdown()
            thread.join()
            self.server.server_close()


def _is_own(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class _Handler(BaseHTTPRequestHandler):
    server: NationalServer
    server_version = "motcua-agent"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = READ_SECONDS

    def do_POST(self) -> None:
        self._answer(self._read())

    def do_GET(self) -> None:
        self._answer(refusal("Địa chỉ này chỉ nhận POST."))

    def _read(self) -> Answer:
        path = self.path.partition("?")[0]
        if not hmac.compare_digest(path[: len(self.server.start)].encode(), self.server.start.encode()):
            return self._turned_away("Sai địa chỉ.")
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal() and int(length) <= LARGEST_PUSH):
            return self._turned_away("Thiếu Content-Length, hoặc nội dung quá lớn.")
        return self.server.door.answer(path, self.rfile.read(int(length)))

    def _turned_away(self, why: str) -> Answer:
        self.close_connection = True  # what it sent is not read
        return refusal(why)

    def _answer(self, answer: Answer) -> None:
        body = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """An address may hold what is nobody's business."""
