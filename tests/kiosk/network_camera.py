"""A camera in the network: sends JPEG after JPEG over a real socket, until it is frozen."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import cv2

from kiosk.scanning.slot import Picture
from tests.kiosk.pictures import a_frame

PAUSE_SECONDS = 0.03


class NetworkCamera:
    """`picture` is what it sees; each one it sends has noise of its own, unless it `is_frozen`. `says_length`: whether
    its parts say how long they are. `asked` are the Authorization headers it got."""

    def __init__(self) -> None:
        self.picture = a_frame()
        self.is_frozen = False
        self.says_length = True
        self.asked: list[str | None] = []
        self.ending = threading.Event()
        self._last = jpeg_of(self.picture)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def address(self) -> str:
        """Host, port and path."""
        return f"127.0.0.1:{self._server.server_port}/stream.mjpg"

    def part(self, number: int) -> bytes:
        """The next part of the stream."""
        if not self.is_frozen:
            noisy = self.picture.copy()
            noisy[:8, :8] = number % 256
            self._last = jpeg_of(noisy)
        length = f"Content-Length: {len(self._last)}\r\n" if self.says_length else ""
        return f"--cut\r\nContent-Type: image/jpeg\r\n{length}\r\n".encode() + self._last + b"\r\n"

    def close(self) -> None:
        """Unplug it."""
        self.ending.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def running_network_camera() -> Iterator[NetworkCamera]:
    """One that is unplugged at the end."""
    camera = NetworkCamera()
    try:
        yield camera
    finally:
        camera.close()


def jpeg_of(picture: Picture) -> bytes:
    """A picture as a JPEG file."""
    return cv2.imencode(".jpg", picture)[1].tobytes()


def _handler_of(camera: NetworkCamera) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            camera.asked.append(self.headers.get("Authorization"))
            self.send_response(200)
            self.send_header("Content-Type", 'multipart/x-mixed-replace; boundary="cut"')
            self.end_headers()
            number = 0
            while not camera.ending.wait(PAUSE_SECONDS):
                number += 1
                try:
                    self.wfile.write(camera.part(number))
                except OSError:
                    return

        def log_message(self, format: str, *args: Any) -> None:
            """Tests are quiet."""

    return Handler
