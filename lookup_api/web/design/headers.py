"""What a browser is told with every answer of ours: load nothing from elsewhere, show us in no frame, tell nobody."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ONLY_OURS = (
    "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

SAFE_HEADERS = {
    "Content-Security-Policy": ONLY_OURS,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # browsers too old for frame-ancestors
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A file field with `capture` opens the phone's own camera program: it needs no permission of a page.
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
STRICT_TRANSPORT = ("Strict-Transport-Security", "max-age=31536000")  # this host only: the province has others

SAFE_HEADERS_RAW = [(name.lower().encode(), value.encode()) for name, value in SAFE_HEADERS.items()]
"""The same as ASGI wants them, for an answer over plain HTTP."""
SAFE_HEADERS_RAW_HTTPS = [*SAFE_HEADERS_RAW, (STRICT_TRANSPORT[0].lower().encode(), STRICT_TRANSPORT[1].encode())]
"""The same for one over HTTPS, as the scope's `scheme` says: a browser must not be told over plain HTTP (RFC 6797)."""
API_HEADERS_RAW = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
"""What an answer of the JSON API says, which is no page: uvicorn takes a microsecond for each header."""
API_HEADERS_RAW_HTTPS = [*API_HEADERS_RAW, SAFE_HEADERS_RAW_HTTPS[-1]]
API = "/v1/"
READS_PHOTOS = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""The policy of a worker's script that compiles WebAssembly of ours: a worker has its own, and no page needs this."""


class SafeHeaders:
    """ASGI middleware that adds SAFE_HEADERS to every answer that does not say otherwise itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers added."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_missing(message, headers_for(scope))
            await send(message)

        await self._app(scope, receive, send_safely if scope["type"] == "http" else send)


def headers_for(scope: Scope) -> list[tuple[bytes, bytes]]:
    """What the answer to this request says."""
    if scope["path"].startswith(API):
        return API_HEADERS_RAW_HTTPS if scope["scheme"] == "https" else API_HEADERS_RAW
    return SAFE_HEADERS_RAW_HTTPS if scope["scheme"] == "https" else SAFE_HEADERS_RAW


def _add_missing(message: Message, safe: list[tuple[bytes, bytes]]) -> None:
    headers = MutableHeaders(scope=message).raw
    said = {name for name, _ in headers}
    headers.extend(header for header in safe if header[0] not in said)
