"""A camera in the network that sends one JPEG after another over HTTP (`multipart/x-mixed-replace`)."""

import base64
import zlib
from dataclasses import dataclass
from http.client import HTTPException
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from kiosk.scanning.exposure import Advice
from kiosk.scanning.footage import EncodedPicture
from kiosk.scanning.slot import Picture

TIMEOUT_SECONDS = 5.0
LONGEST_LINE = 1024
LARGEST_JPEG = 8_000_000
MULTIPART = "multipart/x-mixed-replace"


class Body(Protocol):
    """The answer's body; `OSError` when nothing comes for five seconds."""

    def readline(self, limit: int = -1, /) -> bytes:
        """The next line."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""

    def close(self) -> None:
        """Hang up."""


@dataclass(slots=True)
class JpegStream:
    """See Footage."""

    body: Body
    boundary: bytes
    jpeg: bytes = b""

    def grab(self) -> bool:
        """See Footage."""
        try:
            self.jpeg = self._next()
        except (OSError, HTTPException):
            self.jpeg = b""
        return bool(self.jpeg)

    def glimpse(self) -> Picture | None:
        """See Footage."""
        return EncodedPicture(self.jpeg).glimpse()

    def picture(self, colour: bool) -> Picture | None:
        """See Footage."""
        return EncodedPicture(self.jpeg).picture(colour)

    def mark(self) -> int | None:
        """See Footage."""
        return zlib.crc32(self.jpeg)

    def advise(self, advice: Advice, now: float) -> None:
        """See Footage. A camera in the network sees to its exposure itself."""

    def close(self) -> None:
        """See Footage."""
        self.body.close()

    def _next(self) -> bytes:
        """The next part's content; b"" at the end of the stream."""
        length = self._length()
        if length is None:
            return b""
        return self.body.read(length) if 0 < length <= LARGEST_JPEG else self._until_boundary()

    def _length(self) -> int | None:
        """What the next part's head says of its length, 0 when it says nothing; None at the end of the stream."""
        length, inside = 0, False
        while line := self.body.readline(LONGEST_LINE):
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length" and value.strip().isdigit():
                length = int(value)
            if inside and not line.strip():
                return length
            inside = inside or bool(value) or self.boundary in line
        return None

    def _until_boundary(self) -> bytes:
        content = bytearray()
        while line := self.body.readline(LONGEST_LINE):
            if line.startswith((b"--" + self.boundary, self.boundary)) or len(content) > LARGEST_JPEG:
                break
            content += line
        return bytes(content)


def open_jpeg_stream(url: str) -> JpegStream | None:
    """The stream at an `http(s)://[user:password@]host…` address; None when it sends something else, such as a film.

    OSError when there is nobody. Cameras stand in the office's own network: no proxy is asked.
    """
    parts = urlsplit(url)
    answer = build_opener(ProxyHandler({})).open(_request(parts), timeout=TIMEOUT_SECONDS)
    if answer.headers.get_content_type() != MULTIPART:
        answer.close()
        return None
    boundary = str(answer.headers.get_param("boundary") or "").strip('"-')
    return JpegStream(answer, boundary.encode())


def _request(parts: SplitResult) -> Request:
    host = parts.netloc.rpartition("@")[2]
    request = Request(parts._replace(netloc=host).geturl())
    if parts.username is not None:
        name = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        request.add_header("Authorization", "Basic " + base64.b64encode(name.encode()).decode())
    return request
