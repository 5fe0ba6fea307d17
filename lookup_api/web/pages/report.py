"""Report that another channel says something else of a dossier (article 8.4): a short form, from the dossier's page."""

from fastapi import APIRouter, Request, Response

from lookup_api.contract import facts_of
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import CodeNotReadable, LookupFailure, SeveralCodes
from lookup_api.domain.saying import Facts
from lookup_api.domain.wording import failure_sentence
from lookup_api.store.differences import LONGEST_NOTE, Report, Source
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk, Desk
from lookup_api.web.errors import status_of
from lookup_api.web.pages.forms import CSRF, Form, is_ours, not_kept, paint_form, plain
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.paint import paint
from lookup_api.web.pages.texts import texts_in

router = APIRouter(include_in_schema=False)
CHANNELS = ("sms", "kiosk", "web", "counter")
UNREADABLE = (CodeNotReadable, SeveralCodes)


@router.get("/bao-sai-lech")
def get_report(request: Request, desk: AtDesk, ma: str = "") -> Response:
    """The form for the dossier of the code `ma`."""
    try:
        code, _ = desk.codes.read(ma)
    except UNREADABLE as failure:
        return _ask_for_code(request, ma, failure)
    return _form(request, {"ma": code.printed}, {})


@router.post("/bao-sai-lech")
def post_report(request: Request, desk: AtDesk, form: Form) -> Response:
    """Keep the report, with what this site says at the moment, and thank for it."""
    try:
        code, _ = desk.codes.read(form.get("ma", ""))
    except UNREADABLE as failure:
        return _ask_for_code(request, form.get("ma", ""), failure)
    texts, typed = texts_in(language_of(request)), form | {"ma": code.printed}
    if form.get("kenh") not in CHANNELS:
        return _form(request, typed, {"kenh": texts["report_missing"]}, 400)
    if not is_ours(request, form.get(CSRF, "")):
        return _form(request, typed, {"": texts["form_not_ours"]}, 403)
    try:
        number = desk.reports.put(_report(desk, code, form), address_of(request))
    except LookupFailure as failure:
        return _form(request, typed, {"": not_kept(failure, texts)}, status_of(failure))
    return paint(request, "report_sent.html", code=code.printed, number=number)


def _report(desk: Desk, code: Code, form: dict[str, str]) -> Report:
    sayings: dict[str, Facts] = {"web": _said_here(desk, code), "reported": {"channel": form["kenh"]}}
    return Report(code, Source.CITIZEN, plain(form.get("noi-dung", "")), sayings)


def _said_here(desk: Desk, code: Code) -> Facts:
    try:
        return facts_of(desk.lookup.look_up(code))
    except LookupFailure as failure:
        return {"trouble": failure.code}


def _form(request: Request, typed: dict[str, str], problems: dict[str, str], status: int = 200) -> Response:
    """The form as it was typed, with the code; the sentence under "" is about no field."""
    shown = {"typed": typed, "problems": problems, "channels": CHANNELS, "longest": LONGEST_NOTE}
    return paint_form(request, "report.html", status=status, **shown)


def _ask_for_code(request: Request, typed: str, failure: LookupFailure) -> Response:
    error = failure_sentence(failure.code, language_of(request))
    return paint(request, "home.html", status=status_of(failure), typed=typed[:200], error=error)
