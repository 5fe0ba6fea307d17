"""What the tests of the back-office start from; each builder takes only what matters to the test."""

from dataclasses import replace
from typing import Any

from lookup_api.domain.codes import AgencyCode, parse_code
from lookup_api.domain.procedure import Procedure, ProcedureRef, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.domain.status import Status
from lookup_api.store.agencies import find_agency
from lookup_api.store.dossiers import StoredDossier, find_dossier
from provisioning.people import Person, Role
from sync_ingest.backoffice.forms.change import Change
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.forms.reception import HandedIn, Reception
from sync_ingest.backoffice.office import Counter, Office
from sync_ingest.backoffice.receive_dossier import Asked, receive_dossier
from tests.builders import AGENCY, an_applicant

PASSWORD = "mật khẩu đủ dài"
FORM_PAPER = Paper("Đơn đề nghị cấp giấy phép xây dựng", originals=1)
DRAWINGS = Paper("Bản vẽ thiết kế xây dựng", originals=2)
BUILDING = Procedure(
    ProcedureRef("1.009994", "Cấp giấy phép xây dựng mới nhà ở riêng lẻ", "Cấp phép xây dựng"),
    15,
    TermUnit.WORKING_DAYS,
    (FORM_PAPER, DRAWINGS),
    75_000,
)


def a_person(username: str, agency: AgencyCode = AGENCY, role: Role = Role.CLERK) -> Person:
    """Somebody who works for an agency."""
    return Person(username, f"Cán bộ {username.capitalize()}", role, agency.value, "Bộ phận một cửa")


def at_counter(office: Office, person: Person) -> Counter:
    """This person at work now."""
    with office.reads() as session:
        agency = find_agency(session, AgencyCode(person.agency))
    assert agency
    return Counter(office, person, agency, office.clock(), token="a token")


def handed_in(**stated: Any) -> HandedIn:
    """What a citizen handed in."""
    whole = HandedIn(an_applicant(), "Xin phép xây nhà", (FORM_PAPER, DRAWINGS), 1)
    return replace(whole, **stated)


def asked(form: str | None = None, **stated: Any) -> Asked:
    """A reception; of a form of its own, unless the test names one."""
    reception = replace(Reception(handed_in(), (), 75_000), **stated)
    return Asked(BUILDING, reception, form or Posted.fresh().form)


def a_received_dossier(counter: Counter, **stated: Any) -> StoredDossier:
    """A dossier that was received at this counter."""
    return stored(counter, receive_dossier(counter, asked(**stated)))


def stored(counter: Counter, code: str) -> StoredDossier:
    """The dossier under this code."""
    with counter.office.reads() as session:
        found = find_dossier(session, parse_code(code))
    assert found
    return found


def a_change(to: Status, **stated: Any) -> Change:
    """A change of status that says nothing else."""
    return replace(Change(to, "", "", "", None, None, None), **stated)
