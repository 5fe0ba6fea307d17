"""The fast path: one small ASGI app in front of FastAPI. Whoever asks the JSON API with a code alone is answered here,
from memory where it can be; everything else is handed on.

Why it is so: docs/adr/0013-the-read-path-is-one-asgi-app.md.
"""

import gzip
from asyncio import to_thread
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter

from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send

from lookup_api.client import SECRET_HEADER
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import DossierNotFound, LookupFailure
from lookup_api.domain.reading import read_code
from lookup_api.loading import MEMORY
from lookup_api.lookup import Found
from lookup_api.web.access_log import REQUEST_ID_RAW, request_id_of
from lookup_api.web.desk import Desk
from lookup_api.web.errors import failure_problem
from lookup_api.web.watch import Watch

DOSSIERS = "/v1/dossiers/"
ROUTE = "/v1/dossiers/{code}"
SMALLEST_ZIPPED = 500  # bytes
# These tell callers apart: a receipt holder, an enrolled device, who has answered a question.
FOR_FASTAPI = frozenset({SECRET_HEADER.lower().encode(), b"signature", b"signature-input", b"cookie"})
# A shared cache may keep the answer, must ask each time whether it still holds, and never takes it for a holder's.
HEADERS = (
    (b"content-type", b"application/json"),
    (b"cache-control", b"public, no-cache"),
    (b"vary", b"Accept-Encoding, Receipt-Secret, Signature-Input, Cookie"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
OUTCOMES = {200: "found", 304: "not_modified", 404: "not_found", 503: "unavailable"}


@dataclass(slots=True)
class Request:
    """A look-up on its way: who asks, for what, and what they have already. Times are perf_counter's seconds."""

    scope: Scope
    began: float
    address: str
    text: str
    known: bytes = b""
    takes_gzip: bool = False
    layer: str = "none"


class ReadPath:
    """ASGI. `app` is FastAPI's: it opens the desk and the watch that are in its state while it serves."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""
        if scope["type"] == "http" and scope["path"].startswith(DOSSIERS) and (request := _read_request(scope)):
            await self._look_up(request, receive, send)
        elif scope["type"] == "http" and scope["method"] == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, _without_body(send))
        else:
            await self.app(scope, receive, send)

    async def _look_up(self, request: Request, receive: Receive, send: Send) -> None:
        scope, own_id = request.scope, request_id_of(request.scope)
        outcome = ""
        try:
            found = await _find(request, self.app.state.desk)
            if found.is_stale:
                outcome = "stale"
            status = await _send(request, found, own_id, send)
        except LookupFailure as failure:
            answer = failure_problem(failure)
            answer.raw_headers += [*HEADERS[3:], (REQUEST_ID_RAW, own_id.encode())]
            status = answer.status_code
            await answer(scope, receive, send if scope["method"] == "GET" else _without_body(send))
        seconds, watch = perf_counter() - request.began, self._watch
        watch.metrics.answered(request.layer, outcome or OUTCOMES.get(status, "refused"), seconds)
        watch.metrics.finished(ROUTE, status, seconds)
        watch.log.note(scope["method"], scope["path"], status, seconds, own_id, request.layer)

    @property
    def _watch(self) -> Watch:
        watch: Watch = self.app.state.watch
        return watch


def _read_request(scope: Scope) -> Request | None:
    """The look-up that is asked for; None when it is for FastAPI."""
    if scope["method"] not in ("GET", "HEAD"):
        return None
    client = scope["client"]
    request = Request(scope, perf_counter(), client[0] if client else "", scope["path"][len(DOSSIERS) :])
    for name, value in scope["headers"]:
        if name in FOR_FASTAPI:
            return None
        if name == b"if-none-match":
            request.known = value
        elif name == b"accept-encoding":
            request.takes_gzip = b"gzip" in value
    return request


async def _find(request: Request, desk: Desk) -> Found:
    """What there is; a LookupFailure when there is nothing to be had, or not for this caller."""
    entry = desk.lookup.at_hand(request.text)  # a code as it is printed is its own key
    if entry is not None:
        desk.limits.admit_public(request.address, request.text)
        found = Found(entry, MEMORY)
    else:
        code = await _read_code(request, desk)
        desk.limits.admit_public(request.address, code.printed)
        found = await desk.lookup.find(code.printed)
    request.layer = found.layer
    if not found.entry.body:
        desk.limits.note_miss(request.address, request.text)
        raise DossierNotFound
    return found


async def _read_code(request: Request, desk: Desk) -> Code:
    try:
        return read_code(request.text).code
    except LookupFailure:
        desk.limits.admit_unread(request.address)
        read, _ = await to_thread(desk.codes.read, request.text)  # an agency's own form may have to be looked for
        return read


async def _send(request: Request, found: Found, own_id: str, send: Send) -> int:
    """Send the answer; gives its status."""
    entry, tag = found.entry, found.entry.tag.encode()
    headers = [*HEADERS, (b"etag", tag), (REQUEST_ID_RAW, own_id.encode())]
    if request.known and tag in request.known:
        status, body = 304, b""
    else:
        status, body = 200, entry.body
        if request.takes_gzip and len(body) >= SMALLEST_ZIPPED:
            body = _zipped(body)
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if request.scope["method"] == "HEAD" else body})
    return status


@lru_cache(maxsize=2_000)
def _zipped(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=6, mtime=0)


def _without_body(send: Send) -> Send:
    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_head
