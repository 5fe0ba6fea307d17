"""The body of a request, counted while it is read."""

from fastapi import HTTPException, Request


async def read_at_most(request: Request, most: int) -> bytes:
    """The whole body; HTTPException 413 as soon as it is over `most` bytes: nothing of such a body is kept.

    One of the few places with `async`: a body comes in pieces, and only the event loop hands them out.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise HTTPException(413)
    return bytes(body)
