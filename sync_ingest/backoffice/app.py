"""The back-office as one web application under /bo: a thin, real one for a one-stop unit. Works without JavaScript."""

import logging
from collections.abc import Callable

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.exceptions import HTTPException

from lookup_api.web.design.headers import SafeHeaders
from lookup_api.web.design.look import serve_design
from lookup_api.web.design.shelf import FOR_EVER
from sync_ingest.backoffice.errors import (
    AttachmentNotHere,
    BackOfficeFailure,
    DossierNotHere,
    EntryNotHere,
    FormNotReadable,
    FormTooLarge,
    ProcedureUnknown,
    ReceiptNotPrintable,
    SignInNeeded,
)
from sync_ingest.backoffice.office import Office
from sync_ingest.backoffice.pages import (
    difference,
    dossier,
    feedback,
    filings,
    hand_over,
    home,
    quarantine,
    ratings,
    receipt,
    receive,
    reconciliation,
    sign_in,
    status,
)
from sync_ingest.backoffice.pages.paint import STYLE, paint
from sync_ingest.backoffice.pages.signed_in import PATH
from sync_ingest.errors import StoreBusy

STATUS: dict[type[BackOfficeFailure], int] = {
    AttachmentNotHere: 404,
    DossierNotHere: 404,
    EntryNotHere: 404,
    ProcedureUnknown: 404,
    ReceiptNotPrintable: 410,
    FormNotReadable: 400,
    FormTooLarge: 413,
}
BUSY = ("Hệ thống đang bận", "Chưa ghi được gì. Xin chờ một chút rồi thử lại.")
GONE = ("Không có trang này", "Xin kiểm tra lại địa chỉ, hoặc trở về trang đầu.")
BROKEN = ("Trang gặp sự cố", "Xin thử lại. Nếu vẫn vậy, xin báo người quản trị kèm giờ xảy ra.")

PAGES = (
    sign_in,
    home,
    receive,
    filings,
    receipt,
    status,
    hand_over,
    quarantine,
    difference,
    reconciliation,
    feedback,
    ratings,
    dossier,
)
"""The pages; the last one's address ends openly."""

log = logging.getLogger(__name__)


def add_backoffice(app: FastAPI, office: Office) -> None:
    """Put the back-office under /bo of `app`, and the shared stylesheet beside it."""
    app.mount("/bo", make_backoffice(office))
    serve_design(app)


def make_backoffice(office: Office) -> FastAPI:
    """The back-office, ready to be mounted under /bo."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.office = office
    for pages in PAGES:
        app.include_router(pages.router)
    app.get("/backoffice.css")(get_style)
    _answer_troubles(app)
    app.add_middleware(SafeHeaders)
    return app


def get_style() -> Response:
    """What the clerks' pages need beside the shared stylesheet."""
    return Response(STYLE.read_bytes(), media_type="text/css; charset=utf-8", headers={"Cache-Control": FOR_EVER})


def _answer_troubles(app: FastAPI) -> None:
    app.add_exception_handler(SignInNeeded, _sign_in_needed)
    app.add_exception_handler(BackOfficeFailure, _refused)
    for busy in (StoreBusy, OperationalError, NoConnectionFree):
        app.add_exception_handler(busy, _trouble(503, BUSY))
    app.add_exception_handler(HTTPException, _no_such_address)
    app.add_exception_handler(RequestValidationError, _trouble(404, GONE))
    app.add_exception_handler(Exception, _trouble(500, BROKEN))


def _sign_in_needed(request: Request, _: Exception) -> Response:
    """A page is asked for again after the sign-in, and a form of ours is kept for it; any other form is dropped."""
    is_form = request.method == "POST"
    if is_form and sign_in.is_ours(request, request.state.posted):
        return sign_in.keep_and_ask(request, request.state.posted)
    wanted = PATH if is_form else request.url.path  # a form's address is not always a page's
    return RedirectResponse(sign_in.address(wanted), 303, {"Cache-Control": "no-store"})


def _refused(_: Request, failure: Exception) -> Response:
    assert isinstance(failure, BackOfficeFailure)
    return _page(STATUS.get(type(failure), 403), (failure.heading, failure.sentence))


def _no_such_address(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _page(error.status_code, GONE)


def _trouble(status: int, texts: tuple[str, str]) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        log.warning("%s %d: %s", request.method, status, type(error).__name__)  # its text might hold what was typed
        return _page(status, texts)

    return answer


def _page(status: int, texts: tuple[str, str]) -> Response:
    heading, sentence = texts
    return paint("trouble.html", None, {"heading": heading, "sentence": sentence}, status)
