"""Leaders sign in and out; every page under /lanh-dao asks here who is at the browser."""

from dataclasses import dataclass, field
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from lookup_api.domain.agency import Agency
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk, Desk
from lookup_api.web.pages.forms import CSRF, Form, is_ours, paint_form
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.texts import texts_in
from provisioning.people import (
    SIGNED_IN_FOR,
    Person,
    Role,
    csrf_fits,
    csrf_token,
    current_person,
    sign_in,
    sign_out,
)

router = APIRouter(include_in_schema=False)
PATH = "/lanh-dao"
SIGN_IN = f"{PATH}/dang-nhap"
COOKIE = "lanh-dao"
MAY_LOOK = frozenset({Role.LEADER, Role.ADMIN})
NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Leader:
    """Lãnh đạo: a leader or an administrator who is signed in. `token` is the browser's sign-in."""

    person: Person
    token: str = field(repr=False)

    @property
    def csrf(self) -> str:
        """What each form of theirs carries."""
        return csrf_token(self.token)

    def may_see(self, agency: Agency) -> bool:
        """An administrator sees every agency; a leader sees their own and those under it, as codes tell: the leader of
        H53 sees H53.19 too. An older code tells whose agency it is, not whom it is under: a part of theirs that went
        over to another agency does not show them all of that one.
        """
        if self.person.role is Role.ADMIN:
            return True
        own = self.person.agency.upper()
        is_own = own in (code.value for code in (agency.code, *agency.also_codes))
        return bool(own) and (is_own or agency.code.value.startswith(f"{own}."))


def leader_at(request: Request, desk: Desk) -> Leader | None:
    """Who is at this browser; None when nobody is signed in who may look at these pages."""
    token = request.cookies.get(COOKIE, "")
    if not token:
        return None
    with desk.database.writing() as session:
        person = current_person(session, token, desk.clock())
    return Leader(person, token) if person and person.role in MAY_LOOK else None


def to_sign_in(request: Request) -> Response:
    """On to the form, which leads back to the page that was asked for."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{SIGN_IN}?tiep={quote(request.url.path + query, safe='/')}", 303, NO_STORE)


@router.get(SIGN_IN)
def get_sign_in(request: Request, tiep: str = PATH) -> Response:
    """The form to sign in."""
    return paint_form(request, "leaders_sign_in.html", username="", next=_inside(tiep), error="")


@router.post(SIGN_IN)
def post_sign_in(request: Request, desk: AtDesk, form: Form) -> Response:
    """Sign in, and go on to the page that was asked for."""
    if not is_ours(request, form.get(CSRF, "")):
        return _ask_again(request, form, "form_not_ours", 403)
    desk.limits.admit_page(address_of(request))
    with desk.database.writing() as session:
        sign_out(session, request.cookies.get(COOKIE, ""))
        token = sign_in(session, form.get("username", ""), form.get("password", ""), desk.clock())
        person = current_person(session, token, desk.clock()) if token else None
        if token and person and person.role not in MAY_LOOK:
            sign_out(session, token)
    if token is None or person is None:
        return _ask_again(request, form, "leaders_wrong", 400)
    if person.role not in MAY_LOOK:
        return _ask_again(request, form, "leaders_not_you", 403)
    response = RedirectResponse(_inside(form.get("tiep", PATH)), 303, NO_STORE)
    _keep_signed_in(request, response, token)
    return response


@router.post(f"{PATH}/dang-xuat")
def post_sign_out(request: Request, desk: AtDesk, form: Form) -> Response:
    """Sign out, here and at once; a form that is not this leader's own changes nothing."""
    token = request.cookies.get(COOKIE, "")
    if not csrf_fits(token, form.get(CSRF, "")):
        return RedirectResponse(PATH, 303, NO_STORE)
    with desk.database.writing() as session:
        sign_out(session, token)
    response = RedirectResponse(SIGN_IN, 303, NO_STORE)
    response.delete_cookie(COOKIE, path=PATH)
    return response


def _ask_again(request: Request, form: dict[str, str], text: str, status: int) -> Response:
    shown = {"username": form.get("username", "")[:80], "next": _inside(form.get("tiep", PATH))}
    error = texts_in(language_of(request))[text]
    return paint_form(request, "leaders_sign_in.html", status=status, error=error, **shown)


def _keep_signed_in(request: Request, response: Response, token: str) -> None:
    seconds, secure = int(SIGNED_IN_FOR.total_seconds()), request.url.scheme == "https"
    response.set_cookie(COOKIE, token, max_age=seconds, path=PATH, secure=secure, httponly=True, samesite="strict")


def _inside(wanted: str) -> str:
    """`wanted` where it is one of the leaders' pages."""
    is_inside = wanted == PATH or wanted.startswith((f"{PATH}/", f"{PATH}?"))
    return wanted if is_inside and "\\" not in wanted and wanted.isprintable() else PATH
