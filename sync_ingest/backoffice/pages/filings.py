"""What citizens have filed online: the list of those that wait, each with its attachments, and taking one."""

import logging
from urllib.parse import quote

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from lookup_api.domain.filing import Filing, name_to_save
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.status import Status
from lookup_api.store.dossiers import StoredDossier
from lookup_api.store.errors import AttachmentGone, SealBroken
from lookup_api.store.filings import Filed, list_unsettled
from sync_ingest.backoffice.errors import AttachmentNotHere, ProcedureUnknown
from sync_ingest.backoffice.forms.filled import FAILURES, Filled
from sync_ingest.backoffice.forms.papers import paper_fields
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.forms.reception import fresh_reception
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.pages.paint import NO_STORE, dossier_url, paint
from sync_ingest.backoffice.pages.receive import get_procedure, read_posted, reception_shown
from sync_ingest.backoffice.pages.signed_in import AtCounter, SignedForm
from sync_ingest.backoffice.receive_dossier import Asked
from sync_ingest.backoffice.take_filing import get_filing, may_take, take_filing

log = logging.getLogger(__name__)
router = APIRouter()
SANDBOX = "default-src 'none'; sandbox"


@router.get("/filings")
def get_filings(counter: AtCounter) -> Response:
    """The filings that wait at the clerk's agency."""
    with counter.office.reads() as session:
        dossiers = list_unsettled(session, counter.agency.code)
    waiting = [dossier for dossier in dossiers if dossier.status is Status.NEWLY_REGISTERED]
    asked = [dossier for dossier in dossiers if dossier.status is not Status.NEWLY_REGISTERED]
    return paint("filings.html", counter, {"waiting": waiting, "asked": asked})


@router.get("/filings/{code}")
def get_filing_page(code: str, counter: AtCounter) -> Response:
    """One filing: who asks for what, the attachments, and what the clerk may do with it."""
    stored, filed = _find(counter, code)
    shown = {
        "dossier": stored.dossier,
        "filed": filed,
        "may_take": may_take(stored, filed),
        "Status": Status,
    }
    return paint("filing.html", counter, shown)


@router.get("/filings/{code}/attachments/{name}")
def get_attachment(code: str, name: str, counter: AtCounter) -> Response:
    """An attachment to save and look at: never shown inside a page of ours, for nobody of ours wrote it."""
    _, filed = _find(counter, code)
    attachments = filed.filing.attachments if filed.filing else ()
    found = next((each for each in attachments if each.name == name), None)
    if found is None or counter.office.attachments is None:
        raise AttachmentNotHere
    try:
        content = counter.office.attachments.read(found.name)
    except (AttachmentGone, SealBroken) as error:
        log.error("an attachment can't be opened: %s", type(error).__name__)
        raise AttachmentNotHere from error
    headers = {
        **NO_STORE,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name_to_save(found), safe='')}",
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=found.kind.value, headers=headers)


@router.get("/filings/{code}/take")
def get_taking(code: str, counter: AtCounter) -> Response:
    """The form that receives it, with what the citizen has filled in and attached."""
    stored, filed = _find(counter, code)
    procedure = _procedure_of(counter, stored)
    return _form(counter, (code, procedure, filed), Filled(_fresh(procedure, filed.filing)))


@router.post("/filings/{code}/take")
def post_taking(code: str, counter: AtCounter, posted: SignedForm) -> Response:
    """Receive it; its receipt is shown next."""
    stored, filed = _find(counter, code)
    procedure = _procedure_of(counter, stored)
    reception, problems = read_posted(counter, procedure, posted)
    if problems:
        return _form(counter, (code, procedure, filed), Filled(posted, problems))
    try:
        printed = take_filing(counter, code, Asked(procedure, reception, posted.form))
    except FAILURES as failure:
        return _form(counter, (code, procedure, filed), Filled.after(failure, posted))
    return RedirectResponse(f"{dossier_url(printed)}/receipt", 303, NO_STORE)


def _find(counter: Counter, code: str) -> tuple[StoredDossier, Filed]:
    with counter.office.reads() as session:
        return get_filing(session, counter, code)


def _procedure_of(counter: Counter, stored: StoredDossier) -> Procedure:
    if stored.dossier.procedure is None:
        raise ProcedureUnknown
    return get_procedure(counter, stored.dossier.procedure.code)


def _fresh(procedure: Procedure, filing: Filing | None) -> Posted:
    """The form before the clerk has changed anything: the papers that are attached are ticked."""
    posted = fresh_reception(procedure)
    if filing is None:
        return posted
    who = filing.applicant
    attached = {each.paper for each in filing.attachments}
    there = tuple(paper for paper in procedure.papers if paper.name in attached)
    papers = paper_fields(procedure.papers, there)
    named = {"name": who.name, "identity": who.identity_number, "phone": who.phone, "address": who.address}
    return posted.but(**named, **papers, request=" ".join(filing.summary.split())[:500])


def _form(counter: Counter, case: tuple[str, Procedure, Filed], filled: Filled) -> Response:
    code, procedure, filed = case
    shown = reception_shown(counter, procedure, filled) | {"code": code, "filed": filed}
    return paint("filing_reception.html", counter, shown, filled.status)
