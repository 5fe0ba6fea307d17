"""The JSON API: where one dossier stands. Wire format: docs/wire-format.md."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from lookup_api.client import SECRET_HEADER
from lookup_api.contract import Answer, PublishedAnswer, published, tag_of
from lookup_api.domain.codes import Code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import DossierNotFound, LookupFailure, ReceiptNotReadable
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk, Desk

router = APIRouter()
# A shared cache may keep a stranger's answer if it asks each time whether that still holds, and never takes it for a
# holder's, which nobody may keep.
VARY = f"{SECRET_HEADER}, Signature-Input, Cookie"
STRANGERS = {"Cache-Control": "public, no-cache", "Vary": VARY}
HOLDERS = {"Cache-Control": "no-store", "Vary": VARY}


@router.get("/v1/dossiers/{code:path}", response_model=PublishedAnswer)
def get_dossier(
    code: str,
    request: Request,
    desk: AtDesk,
    receipt_secret: Annotated[str | None, Header(alias=SECRET_HEADER)] = None,
) -> Response:
    """Where the dossier under this code stands; the secret of its receipt opens the holder's part.

    Comes here only when somebody is told apart by a header: whoever has the code alone is answered by read.py.
    """
    read = _read(request, desk, code)
    desk.admit(request, read)
    tier, answer = _known(request, desk, read, read_secret(receipt_secret))
    body = published(answer)
    headers = HOLDERS if tier is not Tier.STRANGER else {**STRANGERS, "ETag": tag_of(answer, body)}
    if _is_known(headers.get("ETag"), request):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _read(request: Request, desk: Desk, text: str) -> Code:
    try:
        return desk.codes.read(text)[0]
    except LookupFailure:
        desk.limits.admit_unread(address_of(request))
        raise


def _known(request: Request, desk: Desk, code: Code, secret: ReceiptSecret | None) -> tuple[Tier, Answer]:
    try:
        return desk.answer(code, secret, address_of(request))
    except DossierNotFound:
        desk.limits.note_miss(address_of(request), code.printed)
        raise


def read_secret(text: str | None) -> ReceiptSecret | None:
    """The secret in `text`; what can't be one is as good as a wrong one, and that as good as none."""
    try:
        return ReceiptSecret.parse(text) if text else None
    except ReceiptNotReadable:
        return None


def _is_known(tag: str | None, request: Request) -> bool:
    """Whether the caller says that it has the answer of this tag already."""
    return tag in {known.strip() for known in request.headers.get("If-None-Match", "").split(",")}
