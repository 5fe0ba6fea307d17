"""Agencies and procedures in the database."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.procedure import BlankForm, LegalText, Level, Procedure, ProcedureChange, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.store.agencies import find_agency, list_agencies, save_agency
from lookup_api.store.procedures import (
    change_procedure,
    find_form,
    find_procedure,
    list_changes,
    list_procedures,
    newest_changes,
    save_procedure,
)
from tests.builders import AGENCY, NOW, PROCEDURE, TAX_OFFICE, an_agency

FORM = BlankForm("Giấy đề nghị đăng ký", "de-nghi.pdf", "application/pdf", 9, "ab" * 32)
SHORT = Procedure(PROCEDURE, 3, TermUnit.WORKING_DAYS, (Paper("Giấy đề nghị", originals=1),), 100_000)
WHOLE = replace(
    SHORT,
    also_called=("mở quán",),
    result="Giấy chứng nhận đăng ký hộ kinh doanh",
    steps=("Nộp hồ sơ.", "Nhận kết quả."),
    levels=(Level.COMMUNE, Level.PROVINCE),
    legal_texts=(LegalText("Nghị định về đăng ký doanh nghiệp", "168/2025/NĐ-CP", date(2025, 6, 30)),),
    forms=(FORM,),
    online=True,
)


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


def test_a_procedure_comes_back_with_all_that_the_public_reads_of_it(session: Session) -> None:
    for procedure in (SHORT, WHOLE):
        save_procedure(session, procedure)
        session.flush()
        session.expire_all()
        assert find_procedure(session, PROCEDURE.code) == procedure
    assert list_procedures(session) == [WHOLE]
    assert find_procedure(session, "9.999999") is None


def test_the_content_of_a_form_is_kept_until_the_procedure_has_it_no_longer(session: Session) -> None:
    change_procedure(session, WHOLE, {FORM.file_name: b"%PDF-1.7\n"}, NOW)
    assert find_form(session, PROCEDURE.code, FORM.file_name) == b"%PDF-1.7\n"
    assert find_form(session, PROCEDURE.code, "khac.pdf") is None
    change_procedure(session, replace(WHOLE, forms=()), {}, NOW)
    assert find_form(session, PROCEDURE.code, FORM.file_name) is None


def test_what_changes_in_a_procedure_is_written_down_once(session: Session) -> None:
    later = NOW + timedelta(days=1)
    assert change_procedure(session, SHORT, {}, NOW)
    assert not change_procedure(session, SHORT, {}, later)
    assert change_procedure(session, replace(SHORT, fee=0, online=True), {}, later)
    changed = ProcedureChange(2, later, ("fee", "online"))
    assert list_changes(session, PROCEDURE.code) == [ProcedureChange(1, NOW), changed]
    assert newest_changes(session) == {PROCEDURE.code: changed}
