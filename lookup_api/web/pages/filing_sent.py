"""The page after a filing was sent: its code and the receipt's secret, from a cookie and never from an address."""

from datetime import datetime, timedelta

import segno
from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from lookup_api.domain.codes import parse_code
from lookup_api.domain.receipt import ReceiptSecret, qr_text
from lookup_api.store.sealing import Sealer
from lookup_api.web.desk import Desk
from lookup_api.web.filing.posting import Receipted
from lookup_api.web.filing.sealed import open_facts, seal_facts
from lookup_api.web.pages.paint import paint

PATH = "/nop-ho-so"
SENT = f"{PATH}/da-nop"
COOKIE = "filed"
SHOWN_FOR = timedelta(minutes=30)
QR_SCALE = 4


def to_sent_page(request: Request, desk: Desk, receipted: Receipted) -> Response:
    """Lead to the page that tells the code; reloading it, or going back to it, sends nothing again."""
    response = RedirectResponse(SENT, 303, {"Cache-Control": "no-store"})
    response.set_cookie(
        COOKIE,
        _sealed(receipted, desk.sealer, desk.clock()),
        max_age=int(SHOWN_FOR.total_seconds()),
        path=PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


def paint_sent(request: Request, desk: Desk) -> Response:
    """The page itself; the list of procedures for a browser that has sent nothing of late."""
    receipted = _opened(request.cookies.get(COOKIE, ""), desk.sealer, desk.clock())
    if receipted is None:
        return RedirectResponse(PATH, 303, {"Cache-Control": "no-store"})
    own = qr_text(desk.facts.base_url, parse_code(receipted.code), receipted.secret) if receipted.secret else ""
    return paint(request, "filing_sent.html", code=receipted.code, own=own, qr=_qr(own) if own else "")


def _qr(text: str) -> Markup:
    drawn = segno.make(text, error="m").svg_inline(scale=QR_SCALE, border=4, omitsize=True)
    return Markup(drawn)  # numbers and path commands only


def _sealed(receipted: Receipted, sealer: Sealer, now: datetime) -> str:
    secret = receipted.secret.value if receipted.secret else ""
    until = (now + SHOWN_FOR).timestamp()
    return seal_facts("filed", {"code": receipted.code, "secret": secret, "until": until}, sealer)


def _opened(sealed: str, sealer: Sealer, now: datetime) -> Receipted | None:
    said = open_facts("filed", sealed, sealer)
    if said is None or now.timestamp() >= said["until"]:
        return None
    return Receipted(said["code"], ReceiptSecret(said["secret"]) if said["secret"] else None)
