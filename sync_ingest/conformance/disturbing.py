"""Faults carried out: what the sandbox gets of a request, and what its sender hears."""

import json
from collections.abc import Callable
from dataclasses import replace

import httpx

from sync_ingest.conformance.exchange import Fault, Reply, Request
from sync_ingest.conformance.pushes import parsed

Send = Callable[[Request], Reply]

NO_SESSION = "phien-da-het"
RETRY_AFTER_SECONDS = 1
BUSY = Reply(
    503,
    httpx.Headers({"Content-Type": "application/problem+json", "Retry-After": str(RETRY_AFTER_SECONDS)}),
    b'{"status":503,"code":"store_busy","title":"The conformance check says: busy."}',
)
EXISTS = Reply(
    200,
    httpx.Headers({"Content-Type": "application/json; charset=utf-8"}),
    '{"error_code":"3","message":"Hồ sơ đã tồn tại. Xin gửi lại dưới dạng cập nhật.","result":[]}'.encode(),
)


def pass_on(request: Request, fault: Fault | None, send: Send) -> tuple[Reply | None, Reply | None]:
    """The sandbox's reply, and what the sender hears of it; None for nothing. SLOW is for the caller to wait out."""
    if fault is Fault.BUSY:
        return None, BUSY
    reply = send(without_session(request) if fault is Fault.SESSION else request)
    if fault is Fault.CUT:
        return reply, None
    return reply, EXISTS if fault is Fault.EXISTS else reply


def without_session(request: Request) -> Request:
    """The same with a session that nobody was given."""
    return with_session(request, NO_SESSION)


def with_session(request: Request, session: str) -> Request:
    """The same with another session; unchanged where there is none."""
    body = parsed(request.body)
    if not isinstance(body, dict) or "session" not in body:
        return request
    changed = json.dumps(body | {"session": session}, ensure_ascii=False)
    return replace(request, body=changed.encode(errors="surrogatepass"))
