"""Hand a dossier over to another agency (liên thông), and take it back."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from lookup_api.domain.agency import Agency
from lookup_api.domain.update import LONGEST_NOTE, HandOver, StatusUpdate
from lookup_api.store.agencies import list_agencies
from lookup_api.store.dossiers import StoredDossier
from sync_ingest.backoffice.access import get_owned
from sync_ingest.backoffice.acts import act, hand_over_update
from sync_ingest.backoffice.forms.change import read_hand_over
from sync_ingest.backoffice.forms.filled import FAILURES, Filled
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.forms.reader import Reader
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.pages.paint import paint
from sync_ingest.backoffice.pages.signed_in import AtCounter, SignedForm
from sync_ingest.backoffice.pages.status import done

router = APIRouter()
LONGEST_REMARK = LONGEST_NOTE - 300  # a sentence that names the agency stands before it


@dataclass(frozen=True, slots=True)
class Case:
    """The dossier, and the agencies that it may go to."""

    stored: StoredDossier
    others: tuple[Agency, ...]


@router.get("/dossiers/{code:path}/hand-over")
def get_hand_over(code: str, counter: AtCounter) -> Response:
    """The form to hand over; to take back, when the dossier is elsewhere now."""
    return _form(counter, _get_case(counter, code), Filled(Posted.fresh()))


@router.post("/dossiers/{code:path}/hand-over")
def post_hand_over(code: str, counter: AtCounter, posted: SignedForm) -> Response:
    """Hand the dossier over."""
    case, reader = _get_case(counter, code), Reader(posted)
    by_code = {agency.code: agency for agency in case.others}
    hand_over = read_hand_over(reader, frozenset(by_code), counter.office.desk.calendar)
    note = reader.note("note", LONGEST_REMARK)
    if reader.problems or hand_over.to is None:
        return _form(counter, case, Filled(posted, reader.problems))
    goes = (hand_over, by_code[hand_over.to])
    return _act(counter, case, posted, hand_over_update(counter, case.stored.dossier, goes, (note, posted.form)))


@router.post("/dossiers/{code:path}/take-back")
def post_take_back(code: str, counter: AtCounter, posted: SignedForm) -> Response:
    """Take the dossier back from where it is."""
    case, reader = _get_case(counter, code), Reader(posted)
    note = reader.note("note", LONGEST_REMARK)
    if reader.problems:
        return _form(counter, case, Filled(posted, reader.problems))
    comes = (HandOver(None), counter.agency)
    return _act(counter, case, posted, hand_over_update(counter, case.stored.dossier, comes, (note, posted.form)))


def _act(counter: Counter, case: Case, posted: Posted, update: StatusUpdate) -> Response:
    try:
        result = act(counter, case.stored, posted.text("version"), update)
    except FAILURES as failure:
        return _form(counter, case, Filled.after(failure, posted))
    return done(case.stored.dossier.code.printed, result)


def _get_case(counter: Counter, code: str) -> Case:
    with counter.office.reads() as session:
        found = get_owned(session, counter, code)
        others = [agency for agency in list_agencies(session) if agency.code != counter.agency.code]
    return Case(found, tuple(others))


def _form(counter: Counter, case: Case, filled: Filled) -> Response:
    dossier = case.stored.dossier
    window = dossier.windows[-1] if dossier.windows and dossier.windows[-1].is_open else None
    shown = {
        "dossier": dossier,
        "window": window,
        "elsewhere": next((agency.name for agency in case.others if window and agency.code == window.to), ""),
        "others": case.others,
        "filled": filled,
    }
    return paint("hand_over.html", counter, shown, filled.status)
