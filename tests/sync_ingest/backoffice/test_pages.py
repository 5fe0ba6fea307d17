"""The pages, over a real socket: who may do what, and what a clerk is told when something is wrong."""

import logging
import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import update

from lookup_api.domain.status import Status
from lookup_api.store.tables import ApplicantRow
from provisioning.accounts import add_account
from provisioning.people import IDLE_FOR, Role, csrf_token
from sync_ingest.backoffice.office import Counter, Office
from sync_ingest.backoffice.pages.sign_in import NO_COOKIE
from sync_ingest.backoffice.receipts import PRINTABLE_FOR
from tests.builders import NOW, TAX_OFFICE
from tests.provisioning.builders import Clock
from tests.sync_ingest.backoffice.builders import BUILDING, PASSWORD, a_person, a_received_dossier, stored
from tests.sync_ingest.backoffice.site import Browser, a_browser, heading

CODE = "H53.19-261124-0001"
RECEPTION = f"/bo/receive/{BUILDING.ref.code}"
FILLED_IN = {"name": "Nguyễn Văn An", "phone": "0900 000 001", "there_0": "1", "there_1": "1"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough for pages."""
    return sqlite_url


@pytest.fixture
def dossier_page(counter: Counter, browser: Browser) -> str:
    """A received dossier's address, with Lan signed in."""
    a_received_dossier(counter)
    browser.sign_in()
    return f"/bo/dossiers/{CODE}"


def test_a_clerk_signs_in_and_out(browser: Browser) -> None:
    assert heading(browser.sign_in()) == "Hồ sơ của cơ quan"
    browser.send("sign-out")
    assert heading(browser.open("/bo/")) == "Đăng nhập"


def test_the_sign_in_leads_on_to_the_page_that_was_wanted(browser: Browser) -> None:
    browser.open("/bo/receive")
    assert heading(browser.send(username="lan", password=PASSWORD)) == "Người dân nộp thủ tục nào?"


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org", "/bo//example.org", "/v1/updates"])
def test_the_sign_in_leads_nowhere_else(browser: Browser, wanted: str) -> None:
    browser.http.follow_redirects = False
    browser.open(f"/bo/sign-in?next={wanted}")
    assert browser.send(username="lan", password=PASSWORD).headers["location"] == "/bo/"


def test_a_wrong_password_and_an_unknown_name_read_the_same(browser: Browser) -> None:
    answers = []
    for username in ("lan", "nobody"):
        browser.open("/bo/sign-in")
        answers.append(browser.send(username=username, password="wrong password"))
    assert {answer.status_code for answer in answers} == {403}
    assert len({the_alert(answer) for answer in answers}) == 1


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: Browser) -> None:
    browser.http.follow_redirects = False
    browser.open("/bo/sign-in")
    (cookie,) = browser.send(username="lan", password=PASSWORD).headers.get_list("set-cookie")
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/bo/", "Max-Age=28800"))


@pytest.mark.parametrize("role", [Role.LEADER, Role.TECHNICIAN])
def test_only_clerks_and_administrators_work_on_dossiers(browser: Browser, office: Office, role: Role) -> None:
    with office.writes.begin() as session:
        add_account(session, a_person("minh", role=role), PASSWORD)
    page = browser.sign_in("minh")
    assert (page.status_code, heading(page)) == (403, "Tài khoản này không dùng được ở đây")


def test_pages_are_kept_by_no_cache_and_shown_in_no_frame(browser: Browser) -> None:
    headers = browser.sign_in().headers
    assert (headers["cache-control"], headers["x-frame-options"]) == ("no-store", "DENY")
    assert "unsafe" not in headers["content-security-policy"]


def test_a_dossier_is_received_and_its_receipt_is_there_to_print(browser: Browser, counter: Counter) -> None:
    browser.sign_in()
    browser.open(RECEPTION)
    page = browser.send(RECEPTION, **FILLED_IN)
    assert (heading(page), page.url.path) == ("Đã tiếp nhận hồ sơ", f"/bo/dossiers/{CODE}/receipt")
    for name, start in (("receipt.pdf", b"%PDF"), ("receipt.png", b"\x89PNG"), ("receipt.escpos?width=58", b"\x1b@")):
        assert browser.http.get(f"/bo/dossiers/{CODE}/{name}").content.startswith(start)
    assert stored(counter, CODE).dossier.status is Status.RECEIVED


def test_a_reception_that_is_posted_again_shows_the_same_receipt(browser: Browser) -> None:
    browser.sign_in()
    browser.open(RECEPTION)
    form = browser.form(RECEPTION)
    fields = form.fields | {name.replace("_", "-"): text for name, text in FILLED_IN.items()}
    pages = [browser.http.post(RECEPTION, data=fields) for _ in range(2)]
    assert {page.url.path for page in pages} == {f"/bo/dossiers/{CODE}/receipt"}


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(browser: Browser) -> None:
    browser.sign_in()
    browser.open(RECEPTION)
    page = browser.send(RECEPTION, phone="12", address="Số 1, đường Mẫu")
    assert page.status_code == 422
    assert 'id="name-error"' in page.text
    assert 'id="phone-error"' in page.text
    assert "Còn 2 giấy tờ chưa đánh dấu" in page.text
    assert browser.form(RECEPTION).fields["address"] == "Số 1, đường Mẫu"


def test_papers_may_follow_when_the_clerk_says_so(browser: Browser, counter: Counter) -> None:
    browser.sign_in()
    browser.open(RECEPTION)
    browser.send(RECEPTION, name="An", there_0="1", accept_missing="1")
    assert stored(counter, CODE).dossier.records[0].missing == ("Bản vẽ thiết kế xây dựng",)


def test_a_due_date_that_moved_while_the_form_was_filled_in_is_shown_first(browser: Browser, clock: Clock) -> None:
    clock.now = NOW.replace(hour=0)  # seven in the morning: what comes in now is due a day before what comes later
    browser.sign_in()
    browser.open(RECEPTION)
    clock.now += timedelta(minutes=2)
    page = browser.send(RECEPTION, **FILLED_IN)
    assert (page.status_code, "Ngày hẹn trả vừa đổi" in page.text) == (422, True)


def test_a_form_from_elsewhere_is_refused(browser: Browser, dossier_page: str, counter: Counter) -> None:
    browser.open(f"{dossier_page}/status?to=4")
    assert browser.send("status", csrf="f" * 64).status_code == 403
    assert stored(counter, CODE).dossier.status is Status.RECEIVED


def test_a_sign_in_from_elsewhere_is_refused(browser: Browser) -> None:
    page = browser.http.post("/bo/sign-in", data={"username": "lan", "password": PASSWORD})
    assert page.status_code == 403
    assert heading(browser.open("/bo/")) == "Đăng nhập"


def test_a_sign_in_without_the_visits_cookie_is_refused_and_drops_what_was_kept(browser: Browser) -> None:
    sent = {"username": "lan", "password": PASSWORD, "csrf": csrf_token(""), "kept": "sealed elsewhere"}
    page = browser.page = browser.http.post("/bo/sign-in", data=sent)
    assert (page.status_code, the_alert(page)) == (403, f"<h2>{NO_COOKIE}</h2>")
    assert browser.form("sign-in").fields["kept"] == ""


def test_another_agencys_dossier_is_as_if_it_did_not_exist(browser: Browser, dossier_page: str) -> None:
    browser.send("sign-out")
    browser.sign_in("tu")
    for path in ("", "/status?to=4", "/hand-over", "/receipt", "/receipt.pdf", "/receipt/new"):
        pages = [browser.open(address + path) for address in (dossier_page, "/bo/dossiers/H53.19-261124-0999")]
        assert [page.status_code for page in pages] == [404, 404]
        assert pages[0].text == pages[1].text


def test_another_agency_cannot_change_it_with_a_form_of_its_own(
    browser: Browser, dossier_page: str, counter: Counter
) -> None:
    browser.send("sign-out")
    browser.sign_in("tu")
    fields = {"csrf": browser.form("sign-out").fields["csrf"], "form": "x" * 30, "version": "1", "to": "9"}
    assert browser.http.post(f"{dossier_page}/status", data=fields).status_code == 404
    assert stored(counter, CODE).dossier.status is Status.RECEIVED


def test_a_change_is_made_and_told(browser: Browser, dossier_page: str) -> None:
    browser.open(f"{dossier_page}/status?to=5")
    page = browser.send("status", missing_1="Bản vẽ thiết kế xây dựng", note="Bản vẽ chưa có dấu.")
    assert "Đã cập nhật hồ sơ." in page.text
    assert "Cần bổ sung: Bản vẽ thiết kế xây dựng" in page.text
    assert "Bản vẽ chưa có dấu." in page.text


def test_a_dossier_that_changed_meanwhile_is_shown_before_the_change_is_made(
    browser: Browser, dossier_page: str, clock: Clock
) -> None:
    browser.open(f"{dossier_page}/status?to=9")
    with a_browser(str(browser.http.base_url)) as colleague:
        colleague.sign_in()
        colleague.open(f"{dossier_page}/status?to=4")
        colleague.send("status")
    clock.now += timedelta(minutes=1)
    page = browser.send("status", note="Xong")
    assert (page.status_code, "vừa có cập nhật khác" in page.text) == (422, True)
    assert "Đã cập nhật hồ sơ." in browser.send("status").text


def test_the_whole_dossier_is_there_for_its_clerk(browser: Browser, dossier_page: str) -> None:
    page = browser.open(dossier_page).text
    for text in ("Nguyễn Văn An", "000000001", "0900000001", "thứ Ba, 15/12/2026", "Còn 21 ngày", "Cán bộ Lan"):
        assert text in page


def test_a_hand_over_is_shown_and_can_be_taken_back(browser: Browser, dossier_page: str, clock: Clock) -> None:
    browser.open(f"{dossier_page}/hand-over")
    page = browser.send("hand-over", to=TAX_OFFICE.value, due="30/11/2026")
    assert "Đang ở <strong>Chi cục Thuế</strong> từ 24/11/2026, hẹn trả lại 30/11/2026" in page.text
    clock.now += timedelta(minutes=1)
    browser.open(f"{dossier_page}/hand-over")
    assert "Đang ở" not in browser.send("take-back").text


@pytest.mark.parametrize("typed", [CODE, "h53 19 261124 0001", f"https://tra-cuu.example.vn/r/{CODE}/ABCD1234"])
def test_a_dossier_opens_by_its_code_typed_or_scanned(browser: Browser, dossier_page: str, typed: str) -> None:
    browser.open("/bo/")
    assert browser.send("search", code=typed).url.path == dossier_page


@pytest.mark.parametrize("typed", ["xin chào", "H53.19-261124-0999", f"{CODE} {CODE[:-1]}2"])
def test_a_code_that_leads_nowhere_gets_a_sentence(browser: Browser, dossier_page: str, typed: str) -> None:
    browser.open("/bo/")
    page = browser.send("search", code=typed)
    assert (page.status_code, 'id="code-error"' in page.text) == (422, True)


def test_the_receipt_is_issued_anew_when_its_time_for_printing_is_over(
    browser: Browser, dossier_page: str, clock: Clock
) -> None:
    clock.now += PRINTABLE_FOR
    assert browser.open(f"{dossier_page}/receipt.pdf").status_code == 410
    browser.open(f"{dossier_page}/receipt/new")
    assert heading(browser.send("receipt/new")) == "Đã lập giấy hẹn mới"
    assert browser.open(f"{dossier_page}/receipt.pdf").status_code == 200


def test_a_form_that_was_sent_after_the_sign_in_ran_out_is_kept(
    browser: Browser, counter: Counter, clock: Clock
) -> None:
    browser.sign_in()
    browser.open(RECEPTION)
    clock.now += IDLE_FOR
    page = browser.send(RECEPTION, **FILLED_IN)
    assert (page.status_code, heading(page), "Nguyễn Văn An" in page.text) == (403, "Đăng nhập", False)
    assert heading(browser.send(username="lan", password=PASSWORD)) == "Bạn đã đăng nhập lại"
    assert heading(browser.send()) == "Đã tiếp nhận hồ sơ"
    assert stored(counter, CODE).dossier.status is Status.RECEIVED


@pytest.mark.parametrize("cookie", ["", "bo=", "bo=over-by-now"])
def test_a_form_from_elsewhere_is_not_kept_for_the_sign_in(browser: Browser, cookie: str) -> None:
    sent = {**FILLED_IN, "form": "x" * 30, "csrf": csrf_token("")}
    browser.page = browser.http.post(RECEPTION, data=sent, headers={"Cookie": cookie})
    assert (heading(browser.page), browser.form("sign-in").fields["kept"]) == ("Đăng nhập", "")
    assert heading(browser.send(username="lan", password=PASSWORD)) == "Hồ sơ của cơ quan"


def test_an_unknown_page_and_an_unknown_procedure_are_told_in_words(browser: Browser) -> None:
    browser.sign_in()
    for path in ("/bo/nothing", "/bo/receive/9.999999", "/bo/?trang=abc"):
        page = browser.open(path)
        assert (page.status_code, bool(heading(page))) == (404, True)


def test_personal_data_stands_in_no_address_and_in_no_log(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    browser.sign_in()
    browser.open(RECEPTION)
    page = browser.send(RECEPTION, **FILLED_IN)
    seen = " ".join(str(each.url) for each in [page, *page.history]) + caplog.text
    assert all(text not in seen for text in ("Nguyễn", "Nguy%E1", "0900", PASSWORD))


def test_a_form_longer_than_any_of_ours_is_refused(browser: Browser) -> None:
    browser.sign_in()
    browser.open(RECEPTION)
    assert browser.send(RECEPTION, request="dài " * 40_000).status_code == 413


def test_a_fault_of_ours_shows_nobody_its_traceback(browser: Browser, dossier_page: str, office: Office) -> None:
    with office.writes.begin() as session:
        session.execute(update(ApplicantRow).values(sealed=b"damaged"))
    page = browser.open(dossier_page)
    assert (page.status_code, heading(page)) == (500, "Trang gặp sự cố")
    assert "Traceback" not in page.text
    assert "SealBroken" not in page.text


def test_the_pages_styles_are_served(browser: Browser) -> None:
    for address in re.findall(r'rel="stylesheet" href="([^"]+)"', browser.open("/bo/sign-in").text):
        assert isinstance(address, str)
        assert browser.http.get(address).headers["content-type"].startswith("text/css")


def the_alert(page: httpx.Response) -> str:
    found = re.search(r'role="alert">(.*?)</div>', page.text)
    assert found
    return found[1]
