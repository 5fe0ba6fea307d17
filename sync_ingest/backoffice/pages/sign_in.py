"""Sign in and out. A form that was sent after the sign-in had run out is kept, sealed, until it is sent again."""

import json
from datetime import datetime, timedelta
from secrets import token_urlsafe
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from lookup_api.store.errors import SealBroken
from lookup_api.store.sealing import Sealer
from provisioning.people import csrf_fits, csrf_token, sign_in, sign_out
from sync_ingest.backoffice.errors import SignInNeeded
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.pages.paint import NO_STORE, paint
from sync_ingest.backoffice.pages.signed_in import COOKIE, PATH, AtOffice, AtReading, ReadersForm, Sent, keep_signed_in
from sync_ingest.backoffice.pages.signed_in import office_of as office_at

router = APIRouter()
VISIT = "bo-visit"
KEPT_FOR = timedelta(hours=1)
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Nếu đã thử nhiều lần, xin chờ vài phút rồi thử lại."
NO_COOKIE = "Chưa nhận được biểu mẫu từ trang này. Xin cho phép cookie rồi đăng nhập lại."


@router.get("/sign-in")
def get_sign_in(request: Request, next: str = PATH) -> Response:
    """The form to sign in."""
    return _ask(request, Posted.fresh(next=next))


@router.post("/sign-in")
def post_sign_in(request: Request, office: AtOffice, posted: Sent) -> Response:
    """Sign in, and go on to where the clerk wanted to go."""
    if not csrf_fits(request.cookies.get(VISIT, ""), posted.text("csrf")):
        return _ask(request, posted.but(kept=""), NO_COOKIE)
    with office.writes.begin() as session:
        sign_out(session, request.cookies.get(COOKIE, ""))
        token = sign_in(session, posted.text("username"), posted.fields.get("password", ""), office.clock())
    if token is None:
        return _ask(request, posted, WRONG)
    response = _resume(request, posted, token) or RedirectResponse(_inside(posted.text("next")), 303, NO_STORE)
    keep_signed_in(request, response, token)
    return response


@router.post("/sign-out")
def post_sign_out(counter: AtReading, _: ReadersForm) -> Response:
    """Sign out, here and at once."""
    with counter.office.writes.begin() as session:
        sign_out(session, counter.token)
    response = RedirectResponse(f"{PATH}sign-in", 303, NO_STORE)
    response.delete_cookie(COOKIE, path=PATH)
    return response


def address(wanted: str) -> str:
    """The sign-in page that leads to `wanted`, a path of ours."""
    return f"{PATH}sign-in?next={quote(wanted, safe='/')}"


def is_ours(request: Request, sent: Posted) -> bool:
    """Whether the form comes from a page that this browser was shown while it was signed in, even if that is over.

    No other form may be kept: what is kept is sent as the clerk's own after the sign-in.
    """
    return csrf_fits(request.cookies.get(COOKIE, ""), sent.text("csrf"))


def keep_and_ask(request: Request, sent: Posted) -> Response:
    """Ask to sign in, with the form that was sent sealed inside the page."""
    office = office_at(request)
    content = {"path": request.url.path, "until": (office.clock() + KEPT_FOR).timestamp(), "fields": dict(sent.fields)}
    kept = office.desk.sealer.seal(json.dumps(content)).decode("ascii")
    return _ask(request, Posted.fresh(kept=kept), SignInNeeded.sentence)


def _ask(request: Request, typed: Posted, error: str = "") -> Response:
    visit = request.cookies.get(VISIT) or token_urlsafe(24)
    status = 403 if error else 200
    response = paint("sign_in.html", None, {"typed": typed, "error": error, "visit_csrf": csrf_token(visit)}, status)
    secure = request.url.scheme == "https"
    response.set_cookie(VISIT, visit, path=PATH, secure=secure, httponly=True, samesite="strict")
    return response


def _resume(request: Request, posted: Posted, token: str) -> Response | None:
    """The page that sends the kept form again, as the one who is signed in now."""
    office = office_at(request)
    if not (kept := _open(posted.text("kept"), office.desk.sealer, office.clock())):
        return None
    path, fields = kept
    shown = {name: text for name, text in fields.items() if name != "csrf"}
    return paint("resume.html", None, {"path": path, "fields": shown, "new_csrf": csrf_token(token)})


def _open(kept: str, sealer: Sealer, now: datetime) -> tuple[str, dict[str, str]] | None:
    try:
        content = json.loads(sealer.open(kept.encode()))
    except SealBroken:
        return None
    return (content["path"], content["fields"]) if now.timestamp() < content["until"] else None


def _inside(wanted: str) -> str:
    """A path of the back-office; its first page for anything else."""
    return wanted if wanted.startswith(PATH) and "\\" not in wanted and "//" not in wanted else PATH
