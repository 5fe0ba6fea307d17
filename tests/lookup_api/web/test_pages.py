"""The public page, as a browser without JavaScript gets it."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi import Request, Response
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.status import Status
from lookup_api.lookup import Lookup
from lookup_api.store.agencies import save_agency
from lookup_api.store.sealing import Sealer
from lookup_api.web.app import make_app
from lookup_api.web.desk import Desk
from lookup_api.web.pages.paint import FILES
from lookup_api.web.pages.revisits import unless_known
from tests.builders import CODE, NOW, OFFICER, a_code, a_moment, a_progress_step, a_record, an_agency
from tests.lookup_api.stored import store, store_receipt

PAGE = f"/ho-so/{CODE}"


def test_the_first_page_asks_for_the_code(http: TestClient) -> None:
    page = http.get("/")
    assert page.status_code == 200
    assert 'name="ma"' in page.text


@pytest.mark.parametrize("typed", [CODE, "h53.19-261102-0001", " H53.19 – 261102 – 0001. "])
def test_the_form_leads_to_the_dossier(http: TestClient, typed: str) -> None:
    led = http.get("/", params={"ma": typed})
    assert (led.status_code, led.headers["Location"]) == (303, PAGE)


def test_a_corrected_code_is_said_to_be_corrected(engine: Engine, http: TestClient) -> None:
    store(engine)
    led = http.get("/", params={"ma": "H53.19-2611O2-0001"})
    page = http.get(led.headers["Location"])
    assert "Bạn đã nhập" in page.text
    assert "H53.19-2611O2-0001" in page.text


def test_a_link_can_not_make_the_page_say_what_was_never_typed(engine: Engine, http: TestClient) -> None:
    store(engine)
    assert "lừa" not in http.get(PAGE, params={"nhap": "lừa đảo"}).text


def test_an_address_with_the_code_in_another_form_leads_to_the_right_one(http: TestClient) -> None:
    led = http.get("/ho-so/h53.19-261102-0001")
    assert (led.status_code, led.headers["Location"]) == (303, PAGE)


@pytest.mark.parametrize("typed", ["", "xin chào", "<script>alert(1)</script>"])
def test_what_is_no_code_is_asked_for_again_with_a_sentence(http: TestClient, typed: str) -> None:
    page = http.get("/", params={"ma": typed})
    assert page.status_code == 400
    assert "Mã hồ sơ chưa đúng." in page.text
    assert "<script>" not in page.text
    assert '<span class="whole">H53.19-260115-0001</span>' in page.text
    assert "&lt;span" not in page.text


def test_a_worried_reader_finds_every_answer(engine: Engine, http: TestClient) -> None:
    store(
        engine,
        a_record(
            status=Status.SUPPLEMENT_REQUESTED,
            missing=("Bản sao căn cước",),
            due_at=NOW + timedelta(days=2),
            responsible=replace(OFFICER, phone="0276 3822 123"),
        ),
    )
    page = http.get(PAGE).text
    for wanted in (
        "Hồ sơ đang chờ bổ sung giấy tờ.",
        "Xin mang giấy tờ còn thiếu đến bộ phận một cửa.",
        "Bản sao căn cước",
        "thứ Năm, 26/11/2026",
        "Tạm dừng tính hạn",
        "Trần Thị Bình",
        "Phòng Tài chính – Kế hoạch",
        "UBND thành phố Tây Ninh",
        'href="tel:02763822123"',
        "Đăng ký thành lập hộ kinh doanh",
        "thứ Hai, 02/11/2026",
        "100.000 đồng",
        "Thông tin lúc 10:00, thứ Ba, 24/11/2026.",
        "Cập nhật lần thứ 1.",
    ):
        assert wanted in page


def test_a_late_dossier_says_so_and_says_sorry(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(status=Status.PROCESSING, due_at=a_moment(days=3)))
    page = http.get(PAGE).text
    assert "Đã quá hạn 3 ngày" in page
    assert "xin lỗi" in page


def test_a_long_history_shows_its_newest_steps_and_folds_the_others_away(engine: Engine, http: TestClient) -> None:
    steps = (a_progress_step(code=CODE, occurred_at=a_moment(days=9, hours=h), note=f"Bước {h}") for h in range(9))
    store(engine, a_record(), *steps)
    assert "Xem 5 bước trước đó" in http.get(PAGE).text


def test_an_old_answer_is_marked_as_one(engine: Engine, http: TestClient, desk: Desk) -> None:
    store(engine)
    http.get(PAGE)
    later = replace(desk, clock=lambda: NOW + timedelta(minutes=5))
    with TestClient(make_app(lambda: nullcontext(later))) as five_minutes_later:
        assert "Hệ thống đang tạm gián đoạn." in five_minutes_later.get(PAGE).text


def test_a_dossier_that_is_not_there_is_said_not_to_be(http: TestClient) -> None:
    page = http.get(PAGE)
    assert page.status_code == 404
    assert "Chưa tìm thấy hồ sơ" in page.text
    assert "Có phải bạn tìm mã này?" not in page.text


def test_a_near_miss_is_offered_as_a_link(engine: Engine, http: TestClient) -> None:
    store(engine)
    page = http.get("/ho-so/H53.91-261102-0001")
    assert page.status_code == 404
    assert f'href="{PAGE}"' in page.text


def test_the_neighbours_serial_is_never_offered(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(code=a_code(1)))
    assert a_code(1) not in http.get(f"/ho-so/{a_code(10)}").text


def test_a_local_code_with_a_slash_has_a_page(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(code="123/HKD-2014"))
    with Session(engine) as session, session.begin():
        save_agency(session, an_agency(local_code_pattern=r"\d+/HKD-\d{4}"))
    led = http.get("/", params={"ma": "123/hkd-2014"})
    assert led.headers["Location"] == "/ho-so/123%2FHKD-2014"
    assert http.get(led.headers["Location"]).status_code == 200


def test_the_page_speaks_english_and_remembers_it(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    assert "Your dossier is being handled." in http.get(PAGE, params={"lang": "en"}).text
    page = http.get(PAGE).text
    assert "Your dossier is being handled." in page
    assert '<html lang="en">' in page
    assert 'lang="vi">Trần Thị Bình' in page


def test_each_page_offers_itself_in_the_other_languages_by_their_own_names(http: TestClient) -> None:
    page = http.get("/", params={"ma": "xin chào", "lang": "en"}).text
    assert '<a href="?ma=xin+ch%C3%A0o&amp;lang=vi" hreflang="vi" lang="vi">Tiếng Việt</a>' in page
    assert '<a href="?ma=xin+ch%C3%A0o&amp;lang=km" hreflang="km" lang="km">ភាសាខ្មែរ</a>' in page
    assert 'lang="en" aria-current="true">English</span>' in page


def test_the_page_speaks_khmer(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    page = http.get(PAGE, params={"lang": "km"}).text
    assert '<html lang="km">' in page
    assert "សំណុំឯកសារកំពុងត្រូវបានដោះស្រាយ។" in page


@pytest.mark.parametrize(("address", "marked"), [("/", 'href="/" aria-current="page"'), (PAGE, 'href="/" aria-cur')])
def test_the_navigation_says_where_the_reader_is(engine: Engine, http: TestClient, address: str, marked: str) -> None:
    store(engine)
    page = http.get(address).text
    assert marked in page
    assert all(f'<a href="{room}"' in page for room in ("/thu-tuc", "/nop-ho-so", "/tinh-hinh", "/tro-giup", "/gop-y"))


def test_an_unknown_address_is_a_page_with_a_sentence(http: TestClient) -> None:
    page = http.get("/khong-co")
    assert page.status_code == 404
    assert "Không có trang này" in page.text


def test_help_is_on_every_page(engine: Engine, http: TestClient) -> None:
    store(engine)
    for address in ("/", PAGE, "/ho-so/H53.19-261102-9999", "/khong-co"):
        page = http.get(address).text.replace("\N{NO-BREAK SPACE}", " ")
        assert "0276 3822 222" in page
        assert "0901 234 567" in page


def test_a_page_loads_nothing_from_elsewhere_and_shows_in_no_frame(http: TestClient) -> None:
    headers = http.get("/").headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_what_pages_link_to_is_there_and_may_be_kept_for_ever(http: TestClient) -> None:
    page = http.get("/").text
    for start in page.split('href="/design/')[1:]:
        found = http.get("/design/" + start.split('"')[0])
        assert found.status_code == 200
        assert "immutable" in found.headers["Cache-Control"]


def test_no_file_but_the_shared_ones_is_given_away(http: TestClient) -> None:
    for name in ("look.py", "..%2Flook.py", "%2e%2e%2flook.py", "none.css"):
        assert http.get(f"/design/{name}").status_code == 404


def test_the_way_is_told_in_words_with_where_the_dossier_is_now(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    page = http.get(PAGE).text
    assert page.count('aria-current="step"') == 1
    for wanted in ("Đã tiếp nhận</span><span", ", đã qua", ", hiện ở đây", ", chưa tới", "hẹn 29/11/2026"):
        assert wanted in page


def test_the_one_stop_unit_and_the_procedure_are_one_tap_away(engine: Engine, http: TestClient) -> None:
    store(engine)
    with Session(engine) as session, session.begin():
        save_agency(session, an_agency(address="Số 82, đường Thử Nghiệm", phone="0276 3822 233"))
    page = http.get(PAGE).text
    for wanted in ("Số 82, đường Thử Nghiệm", 'href="tel:02763822233"', 'href="/thu-tuc/1.001612"'):
        assert wanted in page


def test_who_must_pay_reads_how_much_beside_what_to_do(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(status=Status.PAYMENT_REQUIRED, fee=250_000))
    assert "Số tiền: 250.000 đồng." in http.get(PAGE).text


def test_a_printed_page_says_where_to_read_it_again(engine: Engine, http: TestClient) -> None:
    store(engine)
    assert f"Xem lại tại https://motcua.test{PAGE}" in http.get(PAGE).text


def test_a_page_that_its_reader_has_is_not_sent_again(engine: Engine, http: TestClient) -> None:
    store(engine)
    page = http.get(PAGE)
    again = http.get(PAGE, headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", page.headers["ETag"])
    assert page.headers["Cache-Control"] == again.headers["Cache-Control"] == "private, no-cache"


def test_a_page_that_says_something_new_is_sent(engine: Engine, http: TestClient, lookup: Lookup) -> None:
    store(engine)
    tag = http.get(PAGE).headers["ETag"]
    store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))
    lookup.follower.poll()
    assert http.get(PAGE, headers={"If-None-Match": tag}).status_code == 200
    assert http.get(PAGE, params={"lang": "en"}, headers={"If-None-Match": tag}).status_code == 200


def test_only_the_time_of_asking_may_differ_in_a_page_that_says_the_same() -> None:
    seen = ((Response(f"<p>Thông tin lúc {at}.</p>"), at) for at in ("10:00", "10:01"))
    request = Request({"type": "http", "headers": []})
    tag, tag_later = (unless_known(one, request, apart_from=at).headers["ETag"] for one, at in seen)
    assert tag == tag_later


def test_a_receipt_holders_page_is_kept_by_nobody(engine: Engine, http: TestClient, sealer: Sealer) -> None:
    store_receipt(engine, store(engine), ReceiptSecret("ABCD1234"), sealer)
    page = http.get(http.get(f"/r/{CODE}/ABCD1234").headers["Location"])
    assert "Bạn đang xem với giấy hẹn" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "ETag" not in page.headers


def test_the_photo_is_offered_only_by_a_script_and_the_reader_is_not_loaded_before(http: TestClient) -> None:
    page = http.get("/").text
    assert 'id="photo-block" hidden' in page
    assert "không gửi đi đâu" in page
    assert "<script" not in page.replace(f'<script src="{FILES.address("photo.js")}" defer></script>', "")
