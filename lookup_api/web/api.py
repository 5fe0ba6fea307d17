"""The JSON API: where one dossier stands. Wire format: docs/wire-format.md."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from lookup_api.client import SECRET_HEADER
from lookup_api.contract import Answer
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import ReceiptNotReadable
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.wording import Language, status_name
from lookup_api.web.desk import AtDesk

router = APIRouter()


class PublishedAnswer(Answer):
    """An answer with the status in words, for those who do not know the national table."""

    status_text: dict[Language, str]


@router.get("/v1/dossiers/{code:path}", response_model=PublishedAnswer)
def get_dossier(
    code: str,
    request: Request,
    desk: AtDesk,
    receipt_secret: Annotated[str | None, Header(alias=SECRET_HEADER)] = None,
) -> Response:
    """Where the dossier under this code stands; the secret of its receipt opens the holder's part."""
    desk.admit(request)
    read, _ = desk.codes.read(code)
    tier, answer = desk.answer(read, _secret(receipt_secret))
    headers = _caching(tier, answer)
    if _is_known(headers.get("ETag"), request):
        return Response(status_code=304, headers=headers)
    return Response(_published(answer), media_type="application/json", headers=headers)


def _secret(text: str | None) -> ReceiptSecret | None:
    """The secret in `text`; what can't be one is as good as a wrong one, and that as good as none."""
    try:
        return ReceiptSecret.parse(text) if text else None
    except ReceiptNotReadable:
        return None


def _caching(tier: Tier, answer: Answer) -> dict[str, str]:
    """A stranger's answer may be kept by its reader and asked for again; a holder's may be kept by nobody."""
    if tier is not Tier.STRANGER:
        return {"Cache-Control": "no-store", "Vary": SECRET_HEADER}
    # The standing changes with the day, the rest with the version.
    tag = f'W/"{answer.version}-{answer.timeliness}-stranger"'
    return {"Cache-Control": "private, no-cache", "Vary": SECRET_HEADER, "ETag": tag}


def _is_known(tag: str | None, request: Request) -> bool:
    """Whether the caller says that it has the answer of this tag already."""
    return tag in {known.strip() for known in request.headers.get("If-None-Match", "").split(",")}


def _published(answer: Answer) -> str:
    texts = {language: status_name(answer.status, language) for language in Language}
    return PublishedAnswer(**dict(answer), status_text=texts).model_dump_json()
