"""Side (a) of the look-up bench: the least that an ASGI program can do, the same body for everyone."""

from collections.abc import Awaitable, Callable, Mapping
from os import environ
from pathlib import Path
from typing import Any

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
BODY = Path(environ["BENCH_BODY"]).read_bytes()
HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())]
START = {"type": "http.response.start", "status": 200, "headers": HEADERS}
WHOLE = {"type": "http.response.body", "body": BODY}


async def app(scope: Mapping[str, Any], _receive: object, send: Send) -> None:
    """Answer whatever is asked with the body in the file BENCH_BODY."""
    if scope["type"] == "http":
        await send(START)
        await send(WHOLE)
