"""A clerk sees whether the agency's system and the centre hold the same, and settles what waits for a person."""

from dataclasses import replace

import pytest

from lookup_api.domain.status import Status
from sync_ingest.backoffice.office import Office
from sync_ingest.backoffice.side_by_side import lines_of
from sync_ingest.reconciliation.agreements import list_left, save_agreement
from sync_ingest.reconciliation.forms import AgreementForm
from sync_ingest.reconciliation.tree import Finding
from tests.builders import AGENCY, CODE, NOW, a_record
from tests.sync_ingest.backoffice.site import Browser, heading
from tests.sync_ingest.door import Door

PAGE = "/bo/reconciliation"
COUNTS = {"there": 1_234, "missing": 1, "extra": 2, "different": 3, "repaired": 5}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough for a page."""
    return sqlite_url


def compare(office: Office, door: Door, left: int = 1) -> None:
    """The agency's agent has compared, and left so many differences."""
    door.receive([a_record(status=Status.FINISHED)])
    there = {"code": CODE, "status": 4, "fee": 100_000, "hand_over": {"to": "H53.20"}}
    one = {"code": CODE, "period": "2026-11", "finding": "different", "reason": "newer_elsewhere", "there": there}
    told = AgreementForm.model_validate({**COUNTS, "left": left, "differences": [one][:left]})
    with office.writes.begin() as session:
        save_agreement(session, AGENCY, told, (1_235, NOW))


def test_before_the_first_comparison_the_page_says_so(browser: Browser) -> None:
    browser.sign_in()
    assert "Chưa so sánh lần nào" in browser.open(PAGE).text


def test_the_first_page_leads_there(browser: Browser) -> None:
    browser.sign_in()
    assert f'href="{PAGE}"' in browser.open("/bo/").text


def test_where_both_agree_the_page_says_when_and_how_many(browser: Browser, office: Office, door: Door) -> None:
    compare(office, door, left=0)
    browser.sign_in()
    page = browser.open(PAGE)
    assert heading(page) == "Đối soát với phần mềm của cơ quan"
    for words in ("Hai bên khớp nhau", "10:00, thứ Ba, 24/11/2026", "Cơ quan có 1.234 hồ sơ", "trung tâm có 1.235"):
        assert words in page.text


def test_what_is_left_shows_both_versions_side_by_side(browser: Browser, office: Office, door: Door) -> None:
    compare(office, door)
    browser.sign_in()
    page = browser.open(PAGE).text
    assert "Còn 1 hồ sơ cần người xem" in page
    assert '<th scope="row">Trạng thái</th><td>Đang xử lý</td><td>Đã xử lý xong</td>' in page
    assert "Đang ở Chi cục Thuế" in page


def test_another_agency_does_not_see_it(browser: Browser, office: Office, door: Door) -> None:
    compare(office, door)
    browser.sign_in("tu")
    assert CODE not in browser.open(PAGE).text


def test_a_clerk_leaves_a_difference_as_it_is(browser: Browser, office: Office, door: Door) -> None:
    compare(office, door)
    browser.sign_in()
    browser.open(PAGE)
    page = browser.send(PAGE)
    assert "hồ sơ giữ nguyên" in page.text
    assert "1 hồ sơ đã có người cho giữ nguyên" in page.text
    with office.reads() as session:
        assert [one.kept_by for one in list_left(session, AGENCY)] == ["lan"]


def test_a_fact_that_the_agency_does_not_state_is_no_difference(office: Office, door: Door) -> None:
    compare(office, door)
    with office.reads() as session:
        [left] = list_left(session, AGENCY)
    differing = [line.name for line in lines_of(left, {}) if line.differs]
    assert differing == ["Trạng thái", "Liên thông"]
    assert not any(line.differs for line in lines_of(replace(left, here=None, finding=Finding.MISSING), {}))
