"""A network camera that a bench directs: what stands before it, and when each picture left it.

It speaks MJPEG over HTTP at fifteen pictures a second, as a real one does; each picture differs by its noise.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

FPS = 15
BOUNDARY = "picture"
Jpeg = bytes


@dataclass
class Stage:
    """What stands before the camera: pictures (JPEG) that take turns. `trouble`: "" for none, "stalls" sends nothing,
    "unplugged" ends every stream."""

    pictures: Sequence[Jpeg]
    trouble: str = ""
    url: str = ""
    _sent_ms: float | None = field(default=None)
    _turn: Iterator[int] = field(default_factory=count)

    def put(self, pictures: Sequence[Jpeg]) -> None:
        """Put something else before the camera."""
        self.pictures, self._sent_ms = pictures, None

    @property
    def first_sent_ms(self) -> float | None:
        """When the first picture of what was put there last was sent (monotonic milliseconds); None before that."""
        return self._sent_ms

    def next(self) -> Jpeg:
        """The next picture, which is on its way when this returns."""
        pictures = self.pictures
        if self._sent_ms is None:
            self._sent_ms = time.monotonic() * 1000
        return pictures[next(self._turn) % len(pictures)]


@contextmanager
def filming(pictures: Sequence[Jpeg]) -> Iterator[Stage]:
    """A camera at work while the block lasts."""
    stage, ended = Stage(pictures), threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(stage, ended))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
    thread.start()
    stage.url = f"http://127.0.0.1:{server.server_port}/stream.mjpg"
    try:
        yield stage
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler_of(stage: Stage, ended: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")
            self.end_headers()
            with suppress(OSError):
                self._film()

        def _film(self) -> None:
            due = time.monotonic()
            while stage.trouble != "unplugged" and not ended.wait(max(0.0, due - time.monotonic())):
                due += 1 / FPS
                if not stage.trouble:
                    picture = stage.next()
                    head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
                    self.wfile.write(head.encode() + picture + b"\r\n")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
