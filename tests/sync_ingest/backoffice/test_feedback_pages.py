"""Clerks and leaders read what citizens suggest and complain of, and say what was done about it."""

import pytest

from lookup_api.store.feedback import Feedback, Topic, list_feedback, save_feedback
from provisioning.accounts import add_account
from provisioning.people import Role
from sync_ingest.backoffice.office import Office
from tests.builders import NOW
from tests.sync_ingest.backoffice.builders import PASSWORD, a_person
from tests.sync_ingest.backoffice.site import Browser, heading

SLOW = Feedback(Topic.OFFICE, "Chờ quá lâu.\nQuầy số 3 không có người.", "0912 345 678")
ONE = "/bo/feedback/1"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough for pages."""
    return sqlite_url


@pytest.fixture(autouse=True)
def sent(office: Office) -> None:
    """A citizen has sent SLOW."""
    with office.writes.begin() as session:
        save_feedback(session, SLOW, office.desk.sealer, NOW)


def test_a_clerk_finds_it_in_the_list_and_reads_it_whole(browser: Browser) -> None:
    browser.sign_in()
    assert 'href="/bo/feedback"' in browser.open("/bo/").text
    assert "Chờ quá lâu." in browser.open("/bo/feedback").text
    page = browser.open(ONE).text
    assert all(told in page for told in ("Cách phục vụ", "Quầy số 3 không có người.", "0912 345 678"))


def test_once_settled_it_leaves_the_list_and_the_contact_is_gone(office: Office, browser: Browser) -> None:
    browser.sign_in()
    browser.open(ONE)
    page = browser.http.post(ONE, data=browser.form(ONE).fields | {"remark": "Đã thêm người ở quầy 3"})
    assert "Đã ghi cách giải quyết." in page.text
    assert "Không có góp ý nào đang chờ." in page.text
    assert "Chờ quá lâu." in browser.open("/bo/feedback?xem=xong").text
    settled = browser.open(ONE).text
    assert all(told in settled for told in ("Đã thêm người ở quầy 3", "lan"))
    assert "0912" not in settled


def test_what_was_done_has_to_be_said(office: Office, browser: Browser) -> None:
    browser.sign_in()
    browser.open(ONE)
    page = browser.http.post(ONE, data=browser.form(ONE).fields | {"remark": " "})
    assert (page.status_code, "Xin ghi đã làm gì với góp ý này." in page.text) == (422, True)
    with office.reads() as session:
        assert len(list_feedback(session, office.desk.sealer)) == 1


def test_it_is_settled_once(browser: Browser) -> None:
    browser.sign_in()
    browser.open(ONE)
    form = browser.form(ONE).fields | {"remark": "Xong"}
    browser.http.post(ONE, data=form)
    assert heading(browser.http.post(ONE, data=form)) == "Không còn mục này"
    assert heading(browser.open("/bo/feedback/2")) == "Không còn mục này"


def test_the_units_leader_reads_and_settles_too_and_signs_out(office: Office, browser: Browser) -> None:
    with office.writes.begin() as session:
        add_account(session, a_person("sep", role=Role.LEADER), PASSWORD)
    browser.sign_in("sep")
    assert "Chờ quá lâu." in browser.open("/bo/feedback").text
    browser.open(ONE)
    assert browser.http.post(ONE, data=browser.form(ONE).fields | {"remark": "Đã nhắc"}).status_code == 200
    browser.open("/bo/feedback")
    assert "sign-in" in str(browser.http.post("/bo/sign-out", data=browser.form("sign-out").fields).url)


def test_nobody_else_reads_it(office: Office, browser: Browser) -> None:
    assert "Chờ quá lâu." not in browser.open("/bo/feedback").text
    with office.writes.begin() as session:
        add_account(session, a_person("ky", role=Role.TECHNICIAN), PASSWORD)
    browser.sign_in("ky")
    assert browser.open("/bo/feedback").status_code == 403


def test_a_form_of_another_site_settles_nothing(office: Office, browser: Browser) -> None:
    browser.sign_in()
    assert browser.http.post(ONE, data={"remark": "Xong", "csrf": "x"}).status_code == 403
    with office.reads() as session:
        assert len(list_feedback(session, office.desk.sealer)) == 1
