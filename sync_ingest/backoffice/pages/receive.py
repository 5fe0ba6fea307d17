"""Receive a dossier: choose the procedure, check the papers, and the receipt is there to print."""

from itertools import groupby
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from lookup_api.domain.calendar import local_day
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.wording import without_accents
from lookup_api.store.procedures import find_procedure, list_procedures
from sync_ingest.backoffice.errors import ProcedureUnknown
from sync_ingest.backoffice.forms.filled import FAILURES, Filled
from sync_ingest.backoffice.forms.papers import rows_of
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.forms.reader import Reader
from sync_ingest.backoffice.forms.reception import Reception, fresh_reception, read_reception
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.pages.paint import NO_STORE, dossier_url, paint
from sync_ingest.backoffice.pages.signed_in import AtCounter, SignedForm
from sync_ingest.backoffice.receive_dossier import Asked, due_at_reception, receive_dossier

router = APIRouter()
MANY = 8
DAY_MOVED = "Ngày hẹn trả vừa đổi vì đã sang buổi khác. Xin báo lại ngày mới cho người dân rồi gửi."


@router.get("/receive")
def get_procedures(counter: AtCounter, tim: str = "") -> Response:
    """The catalogue by field, with those first that this agency receives most."""
    with counter.office.reads() as session:
        procedures, often = list_procedures(session), counter.worklist.most_used_procedures(session)
    by_code = {procedure.ref.code: procedure for procedure in procedures}
    found = [procedure for procedure in procedures if _says(procedure, tim)]
    in_order = sorted(found, key=lambda procedure: _by_letters(procedure.ref.field, procedure.ref.name))
    fields = [(field, list(group)) for field, group in groupby(in_order, key=lambda procedure: procedure.ref.field)]
    most_used = [] if tim or len(procedures) <= MANY else [by_code[code] for code in often if code in by_code]
    return paint("procedures.html", counter, {"fields": fields, "most_used": most_used, "wanted": tim[:100]})


@router.get("/receive/{code}")
def get_reception(code: str, counter: AtCounter) -> Response:
    """The form for one procedure."""
    procedure = get_procedure(counter, code)
    return _form(counter, procedure, Filled(fresh_reception(procedure)))


@router.post("/receive/{code}")
def post_reception(code: str, counter: AtCounter, posted: SignedForm) -> Response:
    """Receive the dossier; its receipt is shown next."""
    procedure = get_procedure(counter, code)
    reception, problems = read_posted(counter, procedure, posted)
    if problems:
        return _form(counter, procedure, Filled(posted, problems))
    try:
        printed = receive_dossier(counter, Asked(procedure, reception, posted.form))
    except FAILURES as failure:
        return _form(counter, procedure, Filled.after(failure, posted))
    return RedirectResponse(f"{dossier_url(printed)}/receipt", 303, NO_STORE)


def read_posted(counter: Counter, procedure: Procedure, posted: Posted) -> tuple[Reception, dict[str, str]]:
    """The reception in the form, and what is wrong with it: also that the due date is not the one that it showed."""
    reader = Reader(posted)
    reception = read_reception(reader)
    if posted.text("due-shown") != _due_day(counter, procedure):
        reader.problems["due-shown"] = DAY_MOVED
    return reception, reader.problems


def reception_shown(counter: Counter, procedure: Procedure, filled: Filled) -> dict[str, Any]:
    """What the form that receives a dossier of this procedure shows."""
    return {
        "procedure": procedure,
        "due": due_at_reception(counter, procedure),
        "due_day": _due_day(counter, procedure),
        "rows": rows_of(filled.typed),
        "filled": filled,
    }


def _form(counter: Counter, procedure: Procedure, filled: Filled) -> Response:
    return paint("reception.html", counter, reception_shown(counter, procedure, filled), filled.status)


def get_procedure(counter: Counter, code: str) -> Procedure:
    """The procedure of this code; ProcedureUnknown when it is not in the catalogue."""
    with counter.office.reads() as session:
        procedure = find_procedure(session, code)
    if procedure is None:
        raise ProcedureUnknown
    return procedure


def _due_day(counter: Counter, procedure: Procedure) -> str:
    return local_day(due_at_reception(counter, procedure)).isoformat()


def _by_letters(*texts: str) -> tuple[str, ...]:
    """In the order of the alphabet, Đ after D and before E."""
    return tuple(without_accents(text.lower().replace("đ", "d~")) for text in texts)


def _says(procedure: Procedure, wanted: str) -> bool:
    """Whether every word that is wanted stands in the procedure's name, field or code; accents do not matter."""
    text = without_accents(f"{procedure.ref.name} {procedure.ref.field} {procedure.ref.code}").lower()
    return all(word in text for word in without_accents(wanted).lower().split())
