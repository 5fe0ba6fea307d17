"""Filing online, as a citizen sees it: nothing is lost by a mistake, and nothing is sent twice."""

import logging
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from lookup_api.store.attachments import AttachmentFolder
from lookup_api.web.filing.desk import FilingDesk
from lookup_api.web.filing.errors import (
    AttachmentsLost,
    FilingNotTaken,
    FilingUnavailable,
    SentBefore,
    SentTooOften,
)
from lookup_api.web.filing.posting import RecordingFilingPost
from lookup_api.web.limits import Buckets
from tests.builders import AGENCY, NOW
from tests.lookup_api.web.filing.citizen import ANSWERS, JPEG, PAGE, PDF, PNG, Citizen, told


def test_the_list_leads_to_the_procedures_that_can_be_filed_online(http: TestClient) -> None:
    assert f'href="{PAGE}"' in http.get("/nop-ho-so").text


@pytest.mark.parametrize("language", ["vi", "en", "km"])
def test_form_and_list_are_there_in_each_language(http: TestClient, language: str) -> None:
    for page in ("/nop-ho-so", PAGE):
        assert http.get(page, params={"lang": language}).status_code == 200


def test_a_procedure_that_is_not_online_has_no_form(http: TestClient) -> None:
    assert http.get("/nop-ho-so/9.999999").status_code == 404


def test_the_answers_are_shown_once_more_before_anything_is_sent(citizen: Citizen, post: RecordingFilingPost) -> None:
    page = citizen.fill_in({"giay-1": ("don.pdf", PDF)})
    assert (page.status_code, post.sent) == (200, {})
    assert all(text in page.text for text in ("Nguyễn Văn An", "0912 345 678", "don.pdf", "UBND thành phố Tây Ninh"))
    assert "Chưa kèm theo: Bản sao căn cước" in page.text


def test_a_filing_that_was_sent_says_everything_that_was_typed_and_attached(
    citizen: Citizen, post: RecordingFilingPost, folder: AttachmentFolder
) -> None:
    citizen.fill_in({"giay-1": ("don.pdf", PDF), "them": ("anh.png", PNG)})
    assert citizen.send().status_code == 303
    (filing,) = post.sent.values()
    assert (filing.agency, filing.procedure, filing.filed_at) == (AGENCY, "1.001612", NOW)
    assert (filing.applicant.name, filing.applicant.identity_number) == ("Nguyễn Văn An", "072090000001")
    assert [(each.file_name, each.paper) for each in filing.attachments] == [
        ("don.pdf", "Giấy đề nghị đăng ký hộ kinh doanh"),
        ("anh.png", ""),
    ]
    assert [folder.read(each.name) for each in filing.attachments] == [PDF, PNG]


def test_the_last_page_shows_the_code_large_and_opens_the_holders_part(citizen: Citizen) -> None:
    citizen.fill_in()
    sent = citizen.send()
    page = citizen.http.get(sent.headers["location"])
    assert "H53.19-261124-0001" in page.text
    assert 'href="https://motcua.test/r/H53.19-261124-0001/00000001"' in page.text
    assert "00000001" not in sent.headers["location"]
    assert page.headers["cache-control"] == "no-store"


def test_the_last_page_is_nobody_elses(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.send()
    citizen.http.cookies.clear()
    assert citizen.http.get("/nop-ho-so/da-nop").headers["location"] == "/nop-ho-so"


def test_a_double_click_is_one_filing(citizen: Citizen, post: RecordingFilingPost) -> None:
    citizen.fill_in()
    form = {**citizen.hidden, "viec": "gui"}
    for _ in range(2):
        assert citizen.http.post(f"{PAGE}/gui", data=form).status_code == 303
    assert len(post.sent) == 1


def test_each_mistake_is_told_at_its_field_and_what_was_typed_stays(citizen: Citizen) -> None:
    page = citizen.fill_in(ho_ten="", dien_thoai="12", dong_y="")
    assert page.status_code == 422
    assert told(page) == [
        "Xin nhập họ và tên.",
        "Số điện thoại chưa đúng. Ví dụ 0912 345 678.",
        "Xin đánh dấu vào ô cam đoan trước khi gửi.",
    ]
    assert 'href="#ho-ten"' in page.text
    assert all(ANSWERS[name] in page.text for name in ("giay-to", "dia-chi", "noi-dung"))


def test_files_that_were_good_need_not_be_chosen_again(citizen: Citizen, post: RecordingFilingPost) -> None:
    page = citizen.fill_in({"giay-1": ("don.pdf", PDF)}, ho_ten="")
    assert "Đã nhận: don.pdf (2 KB)" in page.text
    citizen.fill_in({"giay-2": ("the.jpg", JPEG)})
    citizen.send()
    (filing,) = post.sent.values()
    assert [each.file_name for each in filing.attachments] == ["don.pdf", "the.jpg"]


def test_a_file_can_be_taken_back_and_another_takes_its_place(citizen: Citizen, post: RecordingFilingPost) -> None:
    citizen.fill_in({"giay-1": ("cu.pdf", PDF), "giay-2": ("bo.jpg", JPEG)})
    page = citizen.send("sua")
    removed = next(part.split('"')[0] for part in page.text.split('name="')[1:] if part.startswith("bo-"))
    citizen.fill_in({"giay-2": ("moi.png", PNG)}, **{removed: "1"})
    citizen.send()
    (filing,) = post.sent.values()
    assert [each.file_name for each in filing.attachments] == ["moi.png"]


def test_going_back_changes_an_answer_and_keeps_the_others(citizen: Citizen, post: RecordingFilingPost) -> None:
    citizen.fill_in()
    page = citizen.send("sua")
    assert ANSWERS["ho-ten"] in page.text
    citizen.fill_in(ho_ten="Trần Thị Bình")
    citizen.send()
    assert [filing.applicant.name for filing in post.sent.values()] == ["Trần Thị Bình"]


def test_while_ingest_is_away_everything_stays_and_may_be_sent_again(
    citizen: Citizen, post: RecordingFilingPost
) -> None:
    citizen.fill_in({"giay-1": ("don.pdf", PDF)})
    post.failure = FilingUnavailable()
    page = citizen.send()
    assert (page.status_code, "còn nguyên" in page.text, "don.pdf" in page.text) == (503, True, True)
    post.failure = None
    assert citizen.send().status_code == 303


@pytest.mark.parametrize("failure", [FilingNotTaken(), AttachmentsLost(), SentBefore()])
def test_a_filing_that_is_refused_leads_back_to_the_form_as_it_was(
    citizen: Citizen, post: RecordingFilingPost, failure: Exception
) -> None:
    citizen.fill_in({"giay-1": ("don.pdf", PDF)})
    post.failure = failure  # type: ignore[assignment]  # the parameter's type is wider
    page = citizen.send()
    assert page.status_code in (409, 422)
    assert ANSWERS["ho-ten"] in page.text


def test_a_form_from_elsewhere_keeps_no_file_and_shows_what_was_typed(
    citizen: Citizen, folder: AttachmentFolder
) -> None:
    page = citizen.fill_in({"giay-1": ("don.pdf", PDF)}, csrf="x")
    assert (page.status_code, ANSWERS["ho-ten"] in page.text) == (403, True)
    assert list(folder.path.glob("*")) == []


def test_a_form_from_elsewhere_sends_nothing(citizen: Citizen, post: RecordingFilingPost) -> None:
    citizen.fill_in()
    form = {**citizen.hidden, "viec": "gui"}
    page = citizen.http.post(f"{PAGE}/gui", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert (page.status_code, post.sent) == (403, {})


def test_another_procedures_draft_is_not_believed(citizen: Citizen, post: RecordingFilingPost) -> None:
    citizen.fill_in()
    assert citizen.http.post(f"{PAGE}/gui", data={**citizen.hidden, "don": "gAAAAA", "viec": "gui"}).status_code == 422
    assert post.sent == {}


def test_a_body_that_is_no_form_is_refused(http: TestClient) -> None:
    assert http.post(PAGE, content=b"x" * 100).status_code == 400


def test_files_without_end_are_slowed_and_what_was_typed_stays(desk: object, http: TestClient) -> None:
    filing = http.app.state.desk.filing  # type: ignore[attr-defined]  # Starlette's type knows no state
    http.app.state.desk = replace(http.app.state.desk, filing=replace(filing, limit=Buckets(1)))  # type: ignore[attr-defined]
    citizen = Citizen(http)
    citizen.open()
    citizen.fill_in({"giay-1": ("don.pdf", PDF)})
    citizen.send("sua")
    page = citizen.fill_in({"giay-2": ("the.jpg", JPEG)})
    assert told(page) == ["Mạng của bạn đã gửi nhiều tệp trong ít phút. Xin chờ một phút rồi chọn lại tệp."]
    assert "don.pdf" in page.text


def test_filings_without_end_are_slowed_and_may_be_sent_again(citizen: Citizen, post: RecordingFilingPost) -> None:
    citizen.fill_in()
    post.failure = SentTooOften()
    page = citizen.send()
    assert (page.status_code, page.headers["retry-after"], ANSWERS["ho-ten"] in page.text) == (429, "60", True)
    post.failure = None
    assert citizen.send().status_code == 303


def test_one_network_may_send_only_so_many(citizen: Citizen, post: RecordingFilingPost, http: TestClient) -> None:
    desk = http.app.state.desk  # type: ignore[attr-defined]  # Starlette's type knows no state
    citizen.fill_in()
    http.app.state.desk = replace(desk, filing=replace(desk.filing, limit=Buckets(1)))  # type: ignore[attr-defined]
    assert [citizen.http.post(f"{PAGE}/gui", data=form).status_code for form in [citizen.hidden] * 2] == [303, 429]
    assert len(post.sent) == 1


def test_the_longest_answers_and_the_most_files_can_be_sent(citizen: Citizen, post: RecordingFilingPost) -> None:
    long = {"ho_ten": "Ễ" * 200, "dia_chi": "Ộ" * 300, "noi_dung": "Ừ" * 1_000}
    page = citizen.fill_in(
        {"giay-1": ("Ệ" * 200 + ".pdf", PDF), "giay-2": ("ộ" * 90, PNG), "them": ("x", JPEG)}, **long
    )
    assert page.status_code == 200
    assert citizen.send().status_code == 303


def test_a_site_that_is_not_enrolled_says_so(http: TestClient, filing: FilingDesk) -> None:
    http.app.state.desk = replace(http.app.state.desk, filing=None)  # type: ignore[attr-defined]
    assert http.get(PAGE).status_code == 503
    assert "Tạm thời chưa nộp trực tuyến được" in http.get("/nop-ho-so").text


def test_nothing_personal_is_logged_or_stands_in_an_address(
    citizen: Citizen, caplog: pytest.LogCaptureFixture, folder: AttachmentFolder
) -> None:
    caplog.set_level(logging.DEBUG)
    citizen.fill_in({"giay-1": ("don-cua-an.pdf", PDF)}, dien_thoai="12")
    citizen.fill_in()
    location = citizen.send().headers["location"]
    for text in ("Nguyễn", "0912", "072", "tạp hoá", "don-cua-an", *(path.name for path in folder.path.iterdir())):
        assert text not in caplog.text
        assert text not in location
