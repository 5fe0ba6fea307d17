"""The public page: ask for a code, and read where the dossier is. Works without JavaScript."""

from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from lookup_api.domain.codes import Code, parse_code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import (
    CodeNotReadable,
    DossierNotFound,
    LookupFailure,
    ReceiptNotReadable,
    SeveralCodes,
)
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.wording import failure_sentence
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk, Desk
from lookup_api.web.errors import status_of
from lookup_api.web.pages.holder import held_secret, open_for_holder, seal_pass
from lookup_api.web.pages.language import language_of, remember_language
from lookup_api.web.pages.offers import offers_near
from lookup_api.web.pages.paint import dossier_url, paint
from lookup_api.web.pages.result import result_of
from lookup_api.web.pages.revisits import unless_known
from lookup_api.web.pages.words import moment_in_words

router = APIRouter(include_in_schema=False)
UNREADABLE = (CodeNotReadable, SeveralCodes)


@router.get("/")
def get_home(request: Request, desk: AtDesk, ma: str | None = None) -> Response:
    """The form; with a code in it, the way to the dossier's page."""
    if ma is None:
        return paint(request, "home.html", typed="", error="")
    try:
        code, corrected = desk.codes.read(ma)
    except UNREADABLE as failure:
        return _ask_again(request, ma, failure)
    response = _to_dossier(code, ma if corrected else "")
    remember_language(request, response)
    return response


@router.get("/ho-so/{text:path}")
def get_dossier_page(text: str, request: Request, desk: AtDesk, nhap: str = "") -> Response:
    """Where the dossier is. `nhap` is what was typed, when a letter of it was corrected."""
    try:
        code, corrected = desk.codes.read(text)
    except UNREADABLE as failure:
        return _ask_again(request, text, failure)
    if code.printed != text:
        return _to_dossier(code, text if corrected else "")
    desk.admit(request, code)
    try:
        return _dossier_page(request, desk, code, nhap)
    except DossierNotFound as failure:
        return _not_found(request, desk, code, failure)


@router.get("/r/{text:path}/{secret}")
def get_receipt(text: str, secret: str, desk: AtDesk) -> Response:
    """Where the QR of a receipt leads: to the dossier's page, with the holder's part open when the secret is right."""
    try:
        code = parse_code(text)
    except CodeNotReadable:
        return RedirectResponse("/", 303, {"Cache-Control": "no-store"})
    response = _to_dossier(code)
    try:
        sealed = seal_pass(code, ReceiptSecret.parse(secret), desk.sealer, desk.clock())
        open_for_holder(response, sealed, secure=desk.facts.base_url.startswith("https:"))
    except ReceiptNotReadable:
        pass  # told apart nowhere from a wrong one
    return response


def _dossier_page(request: Request, desk: Desk, code: Code, typed: str) -> Response:
    now, language = desk.clock(), language_of(request)
    tier, answer = desk.answer(code, held_secret(request, code, desk.sealer, now), address_of(request))
    page = paint(
        request,
        "dossier.html",
        result=result_of(answer, language, now),
        office=desk.offices.find(code, desk.database),
        is_holder=tier is Tier.HOLDER,
        typed=typed if typed and _was_corrected(desk, typed, code) else "",
    )
    if tier is not Tier.STRANGER:
        return page
    return unless_known(page, request, apart_from=moment_in_words(answer.as_of, language))


def _not_found(request: Request, desk: Desk, code: Code, failure: LookupFailure) -> Response:
    desk.limits.note_miss(address_of(request), code.printed)
    return paint(
        request,
        "not_found.html",
        status=status_of(failure),
        typed=code.printed,
        sentence=failure_sentence(failure.code, language_of(request)),
        offers=offers_near(code, desk.lookup, desk.prefixes),
    )


def _ask_again(request: Request, typed: str, failure: LookupFailure) -> Response:
    error = failure_sentence(failure.code, language_of(request))
    return paint(request, "home.html", status=status_of(failure), typed=typed[:200], error=error)


def _to_dossier(code: Code, typed: str = "") -> Response:
    query = f"?{urlencode({'nhap': typed}, quote_via=quote)}" if typed else ""
    return RedirectResponse(dossier_url(code.printed) + query, 303, {"Cache-Control": "no-store"})


def _was_corrected(desk: Desk, typed: str, code: Code) -> bool:
    """Whether `typed` reads as this code by correction: nobody can make the page say anything else."""
    try:
        return desk.codes.read(typed) == (code, True)
    except LookupFailure:
        return False
