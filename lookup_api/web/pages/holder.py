"""The cookie that opens the holder's part of one dossier's page for a quarter of an hour."""

import json
from datetime import datetime, timedelta

from fastapi import Request, Response

from lookup_api.domain.codes import Code
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.store.errors import SealBroken
from lookup_api.store.sealing import Sealer

COOKIE = "holder"
PATH = "/ho-so/"
OPEN_FOR = timedelta(minutes=15)


def open_for_holder(response: Response, sealed: bytes, *, secure: bool) -> None:
    """Hand the sealed pass to the browser, for the dossiers' pages only and out of reach of scripts."""
    response.set_cookie(
        COOKIE,
        sealed.decode("ascii"),
        max_age=int(OPEN_FOR.total_seconds()),
        path=PATH,
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def seal_pass(code: Code, secret: ReceiptSecret, sealer: Sealer, now: datetime) -> bytes:
    """The pass: code, secret and the end of its time. The secret is checked at each view, so a receipt that was
    replaced meanwhile opens nothing more.
    """
    until = (now + OPEN_FOR).timestamp()
    return sealer.seal(json.dumps({"code": code.printed, "secret": secret.value, "until": until}))


def held_secret(request: Request, code: Code, sealer: Sealer, now: datetime) -> ReceiptSecret | None:
    """The secret in the browser's pass, if that is for this code and its time has not run out."""
    try:
        found = json.loads(sealer.open(request.cookies.get(COOKIE, "").encode()))
    except (SealBroken, ValueError):
        return None
    # Other sealed texts of ours (the pass of who answered a question) open nothing.
    is_pass = isinstance(found, dict) and found.keys() == {"code", "secret", "until"}
    if not is_pass or found["code"] != code.printed or now.timestamp() >= found["until"]:
        return None
    return ReceiptSecret(found["secret"])
