"""Report that another channel says something else of a dossier (article 8.4): a short form, from the dossier's page."""

from fastapi import APIRouter, Request, Response

from lookup_api.contract import facts_of
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import CodeNotReadable, LookupFailure, SeveralCodes
from lookup_api.domain.saying import Facts
from lookup_api.domain.wording import failure_sentence
from lookup_api.store.differences import Report, Source
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk, Desk
from lookup_api.web.errors import status_of
from lookup_api.web.pages.forms import Form
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.paint import paint
from lookup_api.web.pages.texts import texts_in

router = APIRouter(include_in_schema=False)
CHANNELS = ("sms", "kiosk", "web", "counter")
UNREADABLE = (CodeNotReadable, SeveralCodes)
FROM_ELSEWHERE = ("cross-site", "same-site")


@router.get("/bao-sai-lech")
def get_report(request: Request, desk: AtDesk, ma: str = "") -> Response:
    """The form for the dossier of the code `ma`."""
    try:
        code, _ = desk.codes.read(ma)
    except UNREADABLE as failure:
        return _ask_for_code(request, ma, failure)
    return paint(request, "report.html", code=code.printed, channels=CHANNELS, error="")


@router.post("/bao-sai-lech")
def post_report(request: Request, desk: AtDesk, form: Form) -> Response:
    """Keep the report, with what this site says at the moment, and thank for it."""
    try:
        code, _ = desk.codes.read(form.get("ma", ""))
    except UNREADABLE as failure:
        return _ask_for_code(request, form.get("ma", ""), failure)
    channel = form.get("kenh", "")
    if channel not in CHANNELS or request.headers.get("Sec-Fetch-Site") in FROM_ELSEWHERE:
        error = texts_in(language_of(request))["report_missing"]
        return paint(request, "report.html", status=400, code=code.printed, channels=CHANNELS, error=error)
    sayings: dict[str, Facts] = {"web": _said_here(desk, code), "reported": {"channel": channel}}
    report = Report(code, Source.CITIZEN, form.get("noi-dung", ""), sayings)
    number = desk.reports.put(report, address_of(request))
    return paint(request, "report_sent.html", code=code.printed, number=number)


def _said_here(desk: Desk, code: Code) -> Facts:
    try:
        return facts_of(desk.lookup.look_up(code))
    except LookupFailure as failure:
        return {"trouble": failure.code}


def _ask_for_code(request: Request, typed: str, failure: LookupFailure) -> Response:
    error = failure_sentence(failure.code, language_of(request))
    return paint(request, "home.html", status=status_of(failure), typed=typed[:200], error=error)
