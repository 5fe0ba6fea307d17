"""One line in the log for each answer: what was asked, and how it went. Never who asked, never a receipt's secret."""

import logging
import re
from time import perf_counter
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = "X-Request-ID"
GIVEN_ID = re.compile(r"[A-Za-z0-9._\-]{1,64}")
RECEIPTS = "/r/"

log = logging.getLogger("lookup_api.access")


class AccessLog:
    """ASGI middleware: gives each request an id, sends it back, and logs it with path, status and milliseconds."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, then log."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, request_id, status = perf_counter(), _request_id(scope), 500

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        finally:
            spent = (perf_counter() - began) * 1_000
            log.info("%s %s %d %.1f ms id=%s", scope["method"], _logged(scope["path"]), status, spent, request_id)


def _request_id(scope: Scope) -> str:
    """A proxy's own id is kept, so that both logs tell one story."""
    given = Headers(scope=scope).get(REQUEST_ID, "")
    return given if GIVEN_ID.fullmatch(given) else uuid4().hex[:16]


def _logged(path: str) -> str:
    """The path as the log may hold it: without a receipt's secret, and on one line."""
    shown = f"{RECEIPTS}..." if path.startswith(RECEIPTS) else path[:200]
    return shown.encode("unicode_escape").decode("ascii")
