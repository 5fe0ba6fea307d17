"""A page that its reader may keep, and that is not sent again while it says the same."""

from hashlib import sha256

from fastapi import Request, Response

KEPT_BY_ITS_READER = "private, no-cache"
DEPENDS_ON = "Cookie, Accept-Encoding"  # the language, and the holder's pass


def unless_known(page: Response, request: Request, *, apart_from: str) -> Response:
    """`page`, or 304 when the reader has it already. The words `apart_from` may differ: when the page was made."""
    content = bytes(page.body).replace(apart_from.encode(), b"")
    tag = f'W/"{sha256(content).hexdigest()[:24]}"'
    known = {known.strip() for known in request.headers.get("If-None-Match", "").split(",")}
    page.headers.update({"Cache-Control": KEPT_BY_ITS_READER, "ETag": tag, "Vary": DEPENDS_ON})
    if tag not in known:
        return page
    kept = {name: value for name, value in page.headers.items() if not name.startswith("content-")}
    return Response(status_code=304, headers=kept)
