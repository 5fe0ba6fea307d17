"""The fast path: one small ASGI app in front of FastAPI. Whoever asks the JSON API with a code alone is answered here,
from memory where it can be; everything else is handed on.

Why it is so: docs/adr/0013-the-read-path-is-one-asgi-app.md.
"""

import asyncio
import gzip
import logging
from asyncio import to_thread
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter

from fastapi import FastAPI
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from lookup_api.cache import Entry
from lookup_api.client import SECRET_HEADER
from lookup_api.domain.codes import Code, DossierCode
from lookup_api.domain.errors import CodeNotReadable, DossierNotFound, LookupFailure, LookupUnavailable
from lookup_api.loading import MEMORY
from lookup_api.web.access_log import REQUEST_ID_RAW, request_id_of
from lookup_api.web.api import STRANGERS
from lookup_api.web.design.headers import API_HEADERS_RAW, API_HEADERS_RAW_HTTPS, headers_for
from lookup_api.web.desk import Desk, outcome_of
from lookup_api.web.errors import failure_problem
from lookup_api.web.metrics import LOOK_UPS
from lookup_api.web.trouble import BROKEN
from provisioning.problems import problem

log = logging.getLogger(__name__)

DOSSIERS = "/v1/dossiers/"
SMALLEST_ZIPPED = 500  # bytes
LONGEST_ADDRESS = 8_192  # bytes; uvicorn takes eight times as many, too many where answers are remembered
TOO_LONG = problem(414, "address_too_long", "The address is too long.", "Địa chỉ quá dài.")
# These tell callers apart: a receipt holder, an enrolled device, who has answered a question.
FOR_FASTAPI = frozenset({SECRET_HEADER.lower().encode(), b"signature", b"signature-input", b"cookie"})
ANSWERED = [
    (b"content-type", b"application/json"),
    (b"cache-control", STRANGERS["Cache-Control"].encode()),
    (b"vary", f"{STRANGERS['Vary']}, Accept-Encoding".encode()),
]
HEADERS = {"http": [*ANSWERED, *API_HEADERS_RAW], "https": [*ANSWERED, *API_HEADERS_RAW_HTTPS]}
NONE = {DossierNotFound: "not_found", LookupUnavailable: "unavailable"}


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
    outcome: str = "found"


class ReadPath:
    """ASGI. `app` is FastAPI's: it opens the desk and the watch that are in its state while it serves."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.state = app.state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""
        if scope["type"] == "http" and len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            await TOO_LONG(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(DOSSIERS) and (request := _read_request(scope)):
            await self._look_up(request, send)
        elif scope["type"] == "http" and scope["method"] == "HEAD":
            await _send_head(self.app, scope, send)
        else:
            await self.app(scope, receive, send)

    async def _look_up(self, request: Request, send: Send) -> None:
        scope, own_id, desk, watch = request.scope, request_id_of(request.scope), self.state.desk, self.state.watch
        try:
            entry = _at_hand(request, desk) or await _find(request, desk)
            status = await _send(request, entry, own_id, send)
        except LookupFailure as failure:
            request.outcome = NONE.get(type(failure), "")
            status = await _send_problem(request, failure_problem(failure), own_id, send)
        except Exception:  # the outermost: nobody reads a stack trace but in the log
            log.exception("a look-up failed")
            request.outcome = ""
            status = await _send_problem(request, problem(500, "broken", *BROKEN), own_id, send)
        seconds = perf_counter() - request.began
        if request.outcome:
            watch.metrics.looked_up(request.layer, request.outcome, status, seconds)
        else:
            watch.metrics.finished(LOOK_UPS, status, seconds)
        watch.log.note(scope["method"], scope["path"], status, seconds, own_id, request.layer)


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


def _at_hand(request: Request, desk: Desk) -> Entry | None:
    """A dossier's answer that this process may show at once, to a caller who may have it."""
    entry: Entry | None = desk.lookup.at_hand(request.text)  # a code as it is printed is its own key
    if entry is None or not entry.body:
        return None
    desk.limits.admit_public(request.address, request.text)
    request.layer = MEMORY
    return entry


async def _find(request: Request, desk: Desk) -> Entry:
    """What there is else; a LookupFailure when there is nothing to be had, or not for this caller."""
    request.text = (await _read_code(request, desk)).printed
    if entry := _at_hand(request, desk):
        return entry
    desk.limits.admit_public(request.address, request.text)
    found = await desk.lookup.fetch(request.text)
    request.layer, request.outcome = found.layer, outcome_of(found)
    if not found.entry.body:
        desk.limits.note_miss(request.address, request.text)
        raise DossierNotFound
    return found.entry


async def _read_code(request: Request, desk: Desk) -> Code:
    try:
        return DossierCode.parse(request.text)
    except CodeNotReadable:
        # Whatever else people write takes time to read: counted before, and not read on the event loop.
        desk.limits.admit_unread(request.address)
        read, _ = await to_thread(desk.codes.read, request.text)
        return read


async def _send(request: Request, entry: Entry, own_id: str, send: Send) -> int:
    """Send the answer; gives its status."""
    tag = entry.tag.encode()
    headers = [*HEADERS[request.scope["scheme"]], (b"etag", tag), (REQUEST_ID_RAW, own_id.encode())]
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


async def _send_problem(request: Request, answer: Response, own_id: str, send: Send) -> int:
    """Send an answer that says why there is none; gives its status."""
    answer.raw_headers += [*headers_for(request.scope), (REQUEST_ID_RAW, own_id.encode())]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": answer.raw_headers})
    await send({"type": "http.response.body", "body": b"" if request.scope["method"] == "HEAD" else answer.body})
    return answer.status_code


@lru_cache(maxsize=2_000)
def _zipped(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=9, mtime=0)


async def _send_head(app: FastAPI, scope: Scope, send: Send) -> None:
    """The answer to a GET without its body; one that goes on and on is ended, as if its reader had gone."""
    started = asyncio.Event()

    async def receive() -> Message:
        await started.wait()
        return {"type": "http.disconnect"}

    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)
        started.set()

    await app({**scope, "method": "GET"}, receive, send_head)
