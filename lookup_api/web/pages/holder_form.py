"""The receipt's secret, typed on the dossier's page: opens what the receipt's QR opens."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from lookup_api.domain.codes import Code
from lookup_api.domain.errors import CodeNotReadable, ReceiptNotReadable, SeveralCodes
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.wording import failure_sentence
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk, Desk
from lookup_api.web.errors import status_of
from lookup_api.web.pages.forms import Form
from lookup_api.web.pages.holder import open_for_holder, seal_pass
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.paint import dossier_url, paint

router = APIRouter(include_in_schema=False)
FORM = "giay-hen"  # where on the dossier's page the form stands, when it is still there


@router.post("/ho-so-cua-toi")
def post_secret(request: Request, desk: AtDesk, form: Form) -> Response:
    """To the dossier's page: open when the secret is right, and else the stranger's, as if none had been typed.

    No hidden field guards the form: it does what a link with the receipt's QR does, and that may come from anywhere.
    """
    desk.limits.admit_unread(address_of(request))
    try:
        code, _ = desk.codes.read(form.get("ma", ""))
    except (CodeNotReadable, SeveralCodes) as failure:
        error = failure_sentence(failure.code, language_of(request))
        return paint(request, "home.html", status=status_of(failure), typed=form.get("ma", "")[:200], error=error)
    response = RedirectResponse(f"{dossier_url(code.printed)}#{FORM}", 303, {"Cache-Control": "no-store"})
    _hand_pass(response, desk, code, form.get("ma-bi-mat", ""))
    return response


def _hand_pass(response: Response, desk: Desk, code: Code, typed: str) -> None:
    try:
        sealed = seal_pass(code, ReceiptSecret.parse(typed), desk.sealer, desk.clock())
    except ReceiptNotReadable:
        return  # told apart nowhere from a wrong one
    open_for_holder(response, sealed, secure=desk.facts.base_url.startswith("https:"))
