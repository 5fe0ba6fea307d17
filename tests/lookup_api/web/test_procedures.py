"""The catalogue on the site: by field, by search, one by one, with the forms to download; and the same as JSON."""

from datetime import date
from hashlib import sha256

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lookup_api.domain.procedure import BlankForm, LegalText, Level, Procedure, ProcedureRef, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.store.procedures import change_procedure
from tests.builders import NOW, PROCEDURE

CONTENT = b"%PDF-1.7\n"
FORM = BlankForm("Giấy đề nghị", "Giấy đề nghị.pdf", "application/pdf", len(CONTENT), sha256(CONTENT).hexdigest())
BUSINESS = Procedure(
    PROCEDURE,
    3,
    TermUnit.WORKING_DAYS,
    (Paper("Giấy đề nghị đăng ký hộ kinh doanh", originals=1), Paper("Căn cước công dân", photocopies=2)),
    100_000,
    also_called=("mở quán",),
    result="Giấy chứng nhận đăng ký hộ kinh doanh",
    steps=("Nộp hồ sơ.", "Nhận kết quả."),
    levels=(Level.COMMUNE,),
    legal_texts=(LegalText("Nghị định về đăng ký doanh nghiệp", "168/2025/NĐ-CP", date(2025, 6, 30)),),
    forms=(FORM,),
    online=True,
)
HOUSE = Procedure(
    ProcedureRef("1.013225", "Cấp giấy phép <xây dựng> nhà ở", "Cấp phép xây dựng"), 0, TermUnit.CALENDAR_DAYS, (), 0
)
FORM_ADDRESS = f"/thu-tuc/1.001612/mau/Gi%E1%BA%A5y%20%C4%91%E1%BB%81%20ngh%E1%BB%8B.pdf?v={FORM.sha256[:12]}"


@pytest.fixture(autouse=True)
def _catalogue(engine: Engine) -> None:
    with Session(engine) as session:
        change_procedure(session, BUSINESS, {FORM.file_name: CONTENT}, NOW)
        change_procedure(session, HOUSE, {}, NOW)
        session.commit()


def test_the_first_page_lists_the_fields_with_their_numbers(http: TestClient) -> None:
    page = http.get("/thu-tuc")
    assert '<a href="/thu-tuc/linh-vuc/dang-ky-kinh-doanh">Đăng ký kinh doanh</a>' in page.text
    assert page.text.count("1 thủ tục") == 2
    assert page.headers["Cache-Control"] == "private, max-age=60"


def test_a_field_lists_its_procedures(http: TestClient) -> None:
    page = http.get("/thu-tuc/linh-vuc/dang-ky-kinh-doanh").text
    assert "Đăng ký thành lập hộ kinh doanh" in page
    assert "3 ngày làm việc" in page
    assert "Nộp được trên mạng" in page
    assert "xây dựng" not in page


def test_a_search_marks_the_words_that_it_found_and_nothing_of_a_name_becomes_markup(http: TestClient) -> None:
    page = http.get("/thu-tuc", params={"tim": "XAY DUNG"}).text
    assert "Cấp giấy phép &lt;<mark>xây dựng</mark>&gt; nhà ở" in page
    assert "1 thủ tục cho “XAY DUNG”" in page
    assert "hộ kinh doanh" not in page


def test_people_find_by_the_words_that_they_use(http: TestClient) -> None:
    assert "Đăng ký thành lập hộ kinh doanh" in http.get("/thu-tuc?tim=mo+quan").text


def test_who_finds_nothing_is_shown_the_fields(http: TestClient) -> None:
    page = http.get("/thu-tuc", params={"tim": "<b>khai sinh"}).text
    assert "Chưa tìm thấy thủ tục nào cho “&lt;b&gt;khai sinh”" in page
    assert "/thu-tuc/linh-vuc/cap-phep-xay-dung" in page


def test_a_procedure_says_all_that_one_needs_to_know(http: TestClient) -> None:
    page = http.get("/thu-tuc/1.001612").text
    for said in (
        "3 ngày làm việc",
        "100.000 đồng",
        "Giấy chứng nhận đăng ký hộ kinh doanh",
        "Bộ phận một cửa cấp xã",
        "1 bản chính",
        "2 bản chụp",
        "Nhận kết quả.",
        "Số 168/2025/NĐ-CP, ngày 30/06/2025",
        "PDF, 1 kB",
        'href="/nop-ho-so/1.001612"',
        "thứ Ba, 24/11/2026",
        FORM_ADDRESS,
    ):
        assert said in page


def test_what_is_not_set_is_said_so(http: TestClient) -> None:
    page = http.get("/thu-tuc/1.013225").text
    assert "Không quy định" in page
    assert "Không thu" in page
    assert "Danh mục không ghi giấy tờ nào" in page
    assert "/nop-ho-so/1.013225" not in page


@pytest.mark.parametrize(("language", "term"), [("en", "3 working days"), ("km", "3 ថ្ងៃធ្វើការ")])
def test_in_other_languages_what_is_vietnamese_is_marked_as_such(http: TestClient, language: str, term: str) -> None:
    page = http.get(f"/thu-tuc/1.001612?lang={language}").text
    assert '<h1 lang="vi">Đăng ký thành lập hộ kinh doanh</h1>' in page
    assert term in page


@pytest.mark.parametrize("path", ["/thu-tuc/9.999999", "/thu-tuc/linh-vuc/khong-co", "/thu-tuc/1.001612/mau/khac.pdf"])
def test_what_is_not_in_the_catalogue_is_answered_with_a_way_on(http: TestClient, path: str) -> None:
    page = http.get(path)
    assert page.status_code == 404
    assert "Không có thủ tục này" in page.text
    assert 'name="tim"' in page.text


def test_a_form_comes_as_a_file_that_need_never_be_asked_for_again(http: TestClient) -> None:
    form = http.get(FORM_ADDRESS)
    assert form.content == CONTENT
    assert form.headers["Content-Type"] == "application/pdf"
    disposition = "attachment; filename*=UTF-8''Gi%E1%BA%A5y%20%C4%91%E1%BB%81%20ngh%E1%BB%8B.pdf"
    assert form.headers["Content-Disposition"] == disposition
    assert form.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in form.headers["Cache-Control"]
    again = http.get(FORM_ADDRESS, headers={"If-None-Match": form.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "immutable" not in http.get(FORM_ADDRESS.partition("?")[0]).headers["Cache-Control"]


def test_programs_read_the_same(http: TestClient) -> None:
    listed = http.get("/v1/procedures", params={"tim": "ho kinh doanh"}).json()
    assert listed == {
        "procedures": [
            {"code": PROCEDURE.code, "name": PROCEDURE.name, "field": PROCEDURE.field, "online": True},
        ]
    }
    assert len(http.get("/v1/procedures").json()["procedures"]) == 2
    whole = http.get("/v1/procedures/1.001612").json()
    assert (whole["term"], whole["term_unit"], whole["fee"]) == (3, "working_days", 100_000)
    assert whole["forms"][0]["url"] == FORM_ADDRESS
    assert (whole["version"], whole["changed_at"]) == (1, "2026-11-24T03:00:00Z")
    assert http.get("/v1/procedures/9.999999").json()["code"] == "procedure_not_found"


def test_programs_need_not_read_twice_what_has_not_changed(http: TestClient) -> None:
    tag = http.get("/v1/procedures/1.001612").headers["ETag"]
    for known in (tag, f"W/{tag}"):
        assert http.get("/v1/procedures/1.001612", headers={"If-None-Match": known}).status_code == 304
