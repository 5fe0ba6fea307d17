"""The body of a request, counted while it is read."""

from fastapi import Request

from sync_ingest.envelope import CONTENT_TYPE, LARGEST_BODY
from sync_ingest.errors import BodyTooLarge, WrongContentType


async def read_body(request: Request) -> bytes:
    """The whole body. WrongContentType when it is not said to be plain JSON; BodyTooLarge as soon as it is over
    LARGEST_BODY: nothing of such a body is kept.

    One of the few places with `async`: a body comes in pieces, and only the event loop hands them out.
    """
    _check_kind(request)
    if _stated_length(request) > LARGEST_BODY:
        raise BodyTooLarge
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise BodyTooLarge
    return bytes(body)


def _check_kind(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    packing = request.headers.get("content-encoding", "identity").lower()
    if kind != CONTENT_TYPE or packing != "identity":
        raise WrongContentType


def _stated_length(request: Request) -> int:
    stated = request.headers.get("content-length", "0")
    return int(stated) if stated.isdecimal() and len(stated) < 20 else 0
