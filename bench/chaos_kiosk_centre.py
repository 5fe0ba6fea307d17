"""A centre that misbehaves: slow, absent, or wrong in any of the ways in which servers are. Real sockets."""

import threading
import zlib
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any
from urllib.parse import unquote

from lookup_api.domain.status import Status
from tests.kiosk.builders import an_answer

LOOK_UPS = "/v1/dossiers/"
SLOW_SECONDS = 6.0  # longer than the kiosk waits
ANOTHER = "H53.01-200101-0001"
Reply = tuple[int, bytes]


def officer_of(code: str) -> str:
    """The officer of a dossier; no other dossier has the same, so that a leftover is known."""
    return f"Nguyễn Văn {zlib.crc32(code.encode()):08X}"


class ChaosCentre:
    """`mood` is one of MOODS, or "any" for another one at each request; `counts` says how often each was met."""

    def __init__(self, random: Random) -> None:
        self.mood = "well"
        self.counts: dict[str, int] = {}
        self.told: set[str] = set()  # codes of which an answer was given
        self.ending = threading.Event()
        self._random = random
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Answer nobody any more."""
        self.ending.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def met(self) -> str:
        """How the next request is answered."""
        mood = self._random.choice(list(MOODS)) if self.mood == "any" else self.mood
        self.counts[mood] = self.counts.get(mood, 0) + 1
        return mood


def _right(centre: ChaosCentre, code: str) -> Reply:
    status = list(Status)[zlib.crc32(code.encode()) % len(Status)]
    responsible = an_answer().responsible
    named = responsible.model_copy(update={"officer": officer_of(code)}) if responsible else None
    centre.told.add(code)
    return 200, an_answer(code=code, status=status, responsible=named, version=4).model_dump_json().encode()


def _slow(centre: ChaosCentre, code: str) -> Reply:
    centre.ending.wait(SLOW_SECONDS)
    return _right(centre, code)


def _older(centre: ChaosCentre, code: str) -> Reply:
    centre.told.add(code)
    return 200, an_answer(code=code, version=1).model_dump_json().encode()


MOODS: dict[str, Callable[[ChaosCentre, str], Reply]] = {
    "well": _right,
    "slow": _slow,
    "500": lambda *_: (500, b"<html>Internal Server Error</html>"),
    "unknown": lambda *_: (404, b'{"code": "dossier_not_found"}'),
    "no JSON": lambda *_: (200, b"<html>Captive portal</html>"),
    "empty": lambda *_: (200, b"{}"),
    "wrong types": lambda *_: (200, b'{"code": 5, "status": "soon", "steps": {}}'),
    "another's": lambda centre, _: _right(centre, ANOTHER),
    "older": _older,
    "half": _right,
    "away": _right,
}


def _handler_of(centre: ChaosCentre) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mood = centre.met()
            path = unquote(self.path)
            if not path.startswith(LOOK_UPS):
                mood = mood if mood in ("away", "slow", "500", "no JSON", "empty", "wrong types") else "unknown"
            with suppress(OSError):
                self._answer(mood, path.removeprefix(LOOK_UPS))

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            mood = centre.met()
            with suppress(OSError):
                self._answer(mood if mood in ("away", "500", "no JSON", "empty") else "unknown", "")

        def _answer(self, mood: str, code: str) -> None:
            if mood == "away":
                self.close_connection = True
                self.connection.close()
                return
            status, body = MOODS[mood](centre, code)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body) * 2 if mood == "half" else len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = mood == "half"

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler
