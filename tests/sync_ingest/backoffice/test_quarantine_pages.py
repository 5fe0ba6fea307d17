"""What could not be applied, at the counter of the agency that sent it."""

from datetime import datetime

import httpx
import pytest

from lookup_api.domain.update import StatusUpdate
from lookup_api.store.agencies import save_agency
from sync_ingest.backoffice.office import Office
from sync_ingest.envelope import Delivery
from sync_ingest.quarantine import Entry, list_entries
from sync_ingest.quarantine_trace import list_acts
from sync_ingest.receive import receive_and_commit
from tests.builders import AGENCY, NOW, TAX_OFFICE, a_moment, a_record, an_agency, an_applicant
from tests.sync_ingest.backoffice.site import Browser, heading

PAGE = "/bo/quarantine/1"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough for pages."""
    return sqlite_url


def held(office: Office, update: StatusUpdate | None = None, came_at: datetime = NOW) -> None:
    """An update of the future, or this one, with an applicant: it lies in quarantine."""
    update = update or a_record(id="u1", occurred_at=a_moment(days=-1))
    receive_and_commit([Delivery(update, an_applicant())], office.writes, office.desk, came_at)


def send(browser: Browser, typed: dict[str, str]) -> httpx.Response:
    """Type into the fields of the page's form and send it."""
    return browser.http.post(PAGE, data=browser.form(PAGE).fields | typed)


def entries(office: Office) -> list[Entry]:
    with office.reads() as session:
        return list_entries(session)


def test_the_list_says_why_each_waits(office: Office, browser: Browser) -> None:
    held(office)
    browser.sign_in()
    page = browser.open("/bo/quarantine")
    assert "Thời điểm xảy ra (occurred_at) nằm trong tương lai." in page.text
    assert 'href="/bo/quarantine/1"' in page.text


def test_a_corrected_field_is_handed_in_and_who_did_it_is_kept(office: Office, browser: Browser) -> None:
    held(office)
    browser.sign_in()
    browser.open(PAGE)
    page = send(browser, {"f-occurred_at": a_moment(days=1).isoformat(), "act": "retry"})
    assert (heading(page), "Đã áp dụng." in page.text) == ("Cập nhật chưa áp dụng được", True)
    assert entries(office) == []
    with office.reads() as session:
        assert [(done.act, done.by) for done in list_acts(session, 1)] == [("mended", "lan")]


def test_what_is_wrong_still_is_shown_again_with_its_reason(office: Office, browser: Browser) -> None:
    held(office)
    browser.sign_in()
    browser.open(PAGE)
    page = send(browser, {"f-occurred_at": "hôm qua", "act": "retry"})
    assert page.status_code == 422
    assert "phải là thời điểm có múi giờ" in page.text
    assert "hôm qua" in page.text


def test_what_is_mended_into_what_lies_there_already_does_not_lead_to_another_entry(
    office: Office, browser: Browser
) -> None:
    for code in ("1/A", "2/A", "3/A"):
        held(office, a_record(id="u1", code=code, occurred_at=a_moment(days=-1)), came_at=a_moment(hours=1))
    browser.sign_in()
    browser.open(PAGE)
    page = send(browser, {"f-code": "2/A", "act": "retry"})
    assert (heading(page), "trùng với một mục đã có" in page.text) == ("Cập nhật chưa áp dụng được", True)
    assert [entry.id for entry in entries(office)] == [2, 3]


def test_a_text_of_two_lines_that_nobody_touches_is_handed_in_as_it_came(office: Office, browser: Browser) -> None:
    held(office, a_record(id="u1", note=" Giấy tờ\nđang thiếu ", occurred_at=a_moment(days=-1)))
    browser.sign_in()
    browser.open(PAGE)
    fields = browser.form(PAGE).fields
    sent = fields | {"f-note": fields["f-note"].replace("\n", "")}  # as browsers do
    assert browser.http.post(PAGE, data=sent | {"act": "retry"}).status_code == 422
    with office.reads() as session:
        assert [done.act for done in list_acts(session, 1)] == ["retried"]


def test_it_can_be_dropped(office: Office, browser: Browser) -> None:
    held(office)
    browser.sign_in()
    browser.open(PAGE)
    assert "Đã bỏ mục này." in send(browser, {"act": "drop"}).text
    assert heading(browser.open(PAGE)) == "Không còn mục này"


def test_another_agencys_entry_is_not_here(office: Office, browser: Browser) -> None:
    with office.writes.begin() as session:
        save_agency(session, an_agency(str(TAX_OFFICE)))
    held(office, a_record(owner=TAX_OFFICE, occurred_at=a_moment(days=-1)))
    browser.sign_in()
    page = browser.open(PAGE)
    assert (page.status_code, heading(page)) == (httpx.codes.NOT_FOUND, "Không còn mục này")
    assert "Không có gì đang chờ." in browser.open("/bo/quarantine").text


def test_a_missing_field_is_added(office: Office, browser: Browser) -> None:
    held(office, a_record(id="u1", owner="H99", sender=AGENCY, code="1/A"))
    browser.sign_in()
    browser.open(PAGE)
    page = send(browser, {"f-agency": str(AGENCY), "more-name": "fee", "more-value": "5000", "act": "retry"})
    assert "Đã áp dụng." in page.text
