"""Agencies and procedures in the database."""

from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.procedure import Procedure, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.store.agencies import find_agency, list_agencies, save_agency
from lookup_api.store.procedures import find_procedure, list_procedures, save_procedure
from tests.builders import AGENCY, PROCEDURE, TAX_OFFICE, an_agency


def test_an_agency_comes_back_as_it_was_saved_and_changes_in_place(session: Session) -> None:
    whole = an_agency(
        phone="0276 3 822 233", also_codes=(AgencyCode("000.00.19.H53"),), local_code_pattern=r"\d+/HKD-\d{4}"
    )
    save_agency(session, an_agency())
    save_agency(session, whole)
    save_agency(session, an_agency(TAX_OFFICE))
    assert find_agency(session, AGENCY) == whole
    assert [agency.code for agency in list_agencies(session)] == [AGENCY, TAX_OFFICE]
    assert find_agency(session, AgencyCode("H53.99")) is None


def test_a_procedure_comes_back_with_its_papers(session: Session) -> None:
    procedure = Procedure(PROCEDURE, 3, TermUnit.WORKING_DAYS, (Paper("Giấy đề nghị", originals=1),), 100_000)
    save_procedure(session, procedure)
    assert find_procedure(session, PROCEDURE.code) == procedure
    assert list_procedures(session) == [procedure]
    assert find_procedure(session, "9.999999") is None
