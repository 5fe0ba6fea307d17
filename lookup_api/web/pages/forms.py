"""Forms that anybody may send: their fields, and whether they come from a page that this browser was shown."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from lookup_api.domain.errors import LookupFailure, TooManyRequests
from lookup_api.web.pages.paint import paint
from provisioning.bodies import read_at_most
from provisioning.people import csrf_fits, csrf_token

LARGEST_FORM = 16 * 1024
VISIT = "visit"
CSRF = "csrf"
FROM_ELSEWHERE = ("cross-site", "same-site")


async def form_of(request: Request) -> dict[str, str]:
    """The fields of the form in the body; the body comes in pieces, and only the event loop hands them out."""
    return fields_in(await read_at_most(request, LARGEST_FORM))


def fields_in(body: bytes) -> dict[str, str]:
    """The fields of a form's body, the first of each name."""
    fields = parse_qs(body.decode("utf-8", "replace"))
    return {name: values[0].replace("\0", "") for name, values in fields.items()}


def plain(text: str) -> str:
    """What was typed, with its lines ended as the browser counts them (`maxlength`)."""
    return text.strip().replace("\r\n", "\n")


Form = Annotated[dict[str, str], Depends(form_of)]


def paint_form(request: Request, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page with a form, which holds `csrf` in a hidden field of that name; see paint."""
    visit = request.cookies.get(VISIT) or token_urlsafe(24)
    response = paint(request, template, status=status, csrf=csrf_token(visit), **shown)
    secure = request.url.scheme == "https"
    response.set_cookie(VISIT, visit, secure=secure, httponly=True, samesite="strict")
    return response


def is_ours(request: Request, csrf: str) -> bool:
    """Whether a form with this hidden field comes from a page that this browser was shown (text `form_not_ours`)."""
    from_elsewhere = request.headers.get("Sec-Fetch-Site") in FROM_ELSEWHERE
    return not from_elsewhere and csrf_fits(request.cookies.get(VISIT, ""), csrf)


def not_kept(failure: LookupFailure, texts: Mapping[str, str]) -> str:
    """What to say above a form whose content could not be kept because of `failure`; it is shown as it was typed."""
    return texts["form_too_many" if isinstance(failure, TooManyRequests) else "form_unavailable"]
