"""The body of a request, counted while it is read."""

from fastapi import HTTPException, Request

from provisioning.bodies import read_at_most
from sync_ingest.envelope import CONTENT_TYPE, LARGEST_BODY
from sync_ingest.errors import BodyTooLarge, WrongContentType


async def read_body(request: Request) -> bytes:
    """The whole body. WrongContentType when it is not said to be plain JSON; BodyTooLarge as soon as it is over
    LARGEST_BODY: nothing of such a body is kept.
    """
    _check_kind(request)
    if _stated_length(request) > LARGEST_BODY:
        raise BodyTooLarge
    try:
        return await read_at_most(request, LARGEST_BODY)
    except HTTPException as error:
        raise BodyTooLarge from error


def _check_kind(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    packing = request.headers.get("content-encoding", "identity").lower()
    if kind != CONTENT_TYPE or packing != "identity":
        raise WrongContentType


def _stated_length(request: Request) -> int:
    stated = request.headers.get("content-length", "0")
    return int(stated) if stated.isdecimal() and len(stated) < 20 else 0
