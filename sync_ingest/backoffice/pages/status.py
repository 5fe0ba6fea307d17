"""Say how a dossier stands: one status at a time, with what that status needs, and corrections too."""

from dataclasses import dataclass

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from lookup_api.domain.deadlines import due_at
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.receipt import Paper
from lookup_api.domain.status import Status, is_odd_transition
from lookup_api.domain.update import Responsible
from lookup_api.store.dossiers import StoredDossier
from provisioning.accounts import list_people
from sync_ingest.answer import Result
from sync_ingest.backoffice.access import get_changeable, is_owner
from sync_ingest.backoffice.acts import BEFORE_WORK, act, change_update
from sync_ingest.backoffice.forms.change import NEEDS_A_REASON, fresh_change, read_change
from sync_ingest.backoffice.forms.filled import FAILURES, Filled
from sync_ingest.backoffice.forms.reader import Reader
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.pages.paint import NO_STORE, dossier_url, paint
from sync_ingest.backoffice.pages.signed_in import AtCounter, SignedForm
from sync_ingest.backoffice.receipts import procedure_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Case:
    """What a form is about: the dossier, the papers its procedure asks for, and who may handle it."""

    stored: StoredDossier
    asked: tuple[Paper, ...]
    officers: tuple[Responsible, ...]

    def names(self, part: str) -> list[str]:
        """The `officer` or `unit` names to offer while one types, each once."""
        return list(dict.fromkeys(filter(None, (getattr(officer, part) for officer in self.officers))))


@router.get("/dossiers/{code:path}/status")
def get_status(code: str, counter: AtCounter, to: int | None = None) -> Response:
    """The form for one status, or all ten to choose from for a correction."""
    case = _get_case(counter, code)
    if to not in set(Status):
        return paint("statuses.html", counter, {"dossier": case.stored.dossier, "statuses": Status})
    dossier, status = case.stored.dossier, Status(to)
    due = due_at(dossier, counter.office.desk.calendar)
    return _form(counter, case, status, Filled(fresh_change(dossier, _handler(counter, case, status), due, case.asked)))


@router.post("/dossiers/{code:path}/status")
def post_status(code: str, counter: AtCounter, posted: SignedForm) -> Response:
    """Hand the change in at the one door."""
    case, reader = _get_case(counter, code), Reader(posted)
    to = Status(reader.count("to", min(Status), max(Status)))
    change = read_change(reader, to)
    if reader.problems:
        return _form(counter, case, to, Filled(posted, reader.problems))
    update = change_update(counter, case.stored.dossier, change, posted.form)
    try:
        result = act(counter, case.stored, posted.text("version"), update)
    except FAILURES as failure:
        return _form(counter, case, to, Filled.after(failure, posted))
    return done(code, result)


def done(code: str, result: Result) -> Response:
    """Back to the dossier, which says what became of the act."""
    return RedirectResponse(f"{dossier_url(code)}?xong={result.reason or result.outcome}", 303, NO_STORE)


def _get_case(counter: Counter, code: str) -> Case:
    with counter.office.reads() as session:
        found = get_changeable(session, counter, code)
        procedure = procedure_of(session, found.dossier)
        return Case(found, procedure.papers if procedure else (), _officers(session, counter, found.dossier))


def _officers(session: Session, counter: Counter, dossier: Dossier) -> tuple[Responsible, ...]:
    """Who has handled such dossiers lately, and then everybody with an account at the agency."""
    code = dossier.procedure.code if dossier.procedure else None
    recent = counter.worklist.recent_officers(session, code) if code else ()
    people = [person for person in list_people(session) if person.agency == counter.person.agency]
    return (*recent, *(Responsible(person.name, person.unit, counter.agency.name) for person in people))


def _handler(counter: Counter, case: Case, to: Status) -> Responsible:
    """Who is most likely responsible then: nobody yet, in the unit that had the last such one, for a dossier that the
    counter passes on; else who is now.
    """
    dossier = case.stored.dossier
    if dossier.status in BEFORE_WORK and to is Status.PROCESSING:
        return Responsible("", next(iter(case.names("unit")), ""), counter.agency.name)
    now = dossier.responsible
    return now if now and now.agency == counter.agency.name else counter.clerk


def _form(counter: Counter, case: Case, to: Status, filled: Filled) -> Response:
    dossier = case.stored.dossier
    shown = {
        "dossier": dossier,
        "case": case,
        "to": to,
        "is_owner": is_owner(counter, dossier),
        "is_odd": is_odd_transition(dossier.status, to),
        "needs_a_reason": to in NEEDS_A_REASON,
        "Status": Status,
        "filled": filled,
    }
    return paint("status.html", counter, shown, filled.status)
