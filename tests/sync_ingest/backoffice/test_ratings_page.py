"""Clerks and leaders read how citizens rate the service, as counts, and where kiosks were said to differ."""

import re

import pytest
from sqlalchemy import Engine

from lookup_api.domain.codes import parse_code
from lookup_api.domain.wording import Language
from lookup_api.store.differences import Report, Source, report_difference
from lookup_api.store.notices import Channel
from lookup_api.store.wishes import Rating, count_rating
from provisioning.accounts import add_account
from provisioning.people import Role
from sync_ingest.backoffice.office import Office
from tests.builders import AGENCY, CODE, NOW, a_record
from tests.lookup_api.stored import store
from tests.sync_ingest.backoffice.builders import PASSWORD, a_person
from tests.sync_ingest.backoffice.site import Browser

KIOSK = "0123456789abcdef0123456789abcdef"
OTHERS = "H53.77-261102-0001"
LOCAL = "123/HKD-2014"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough for pages."""
    return sqlite_url


def rate(office: Office, *stars: int, agency: str = AGENCY.value) -> None:
    with office.writes.begin() as session:
        for each in stars:
            count_rating(session, Rating(each, Channel.KIOSK, KIOSK, Language.VI, agency), NOW)


def report(office: Office, code: str) -> None:
    sayings = {"kiosk": {"version": "1"}, "reported": {"channel": "sms"}}
    with office.writes.begin() as session:
        told = Report(parse_code(code), Source.KIOSK, "", sayings)
        report_difference(session, told, office.desk.sealer, NOW)


def cells(page: str) -> list[str]:
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", page, re.DOTALL)]


def test_ratings_are_counts_by_month_and_agency(office: Office, browser: Browser) -> None:
    rate(office, 5, 5, 4, 1)
    rate(office, 3, agency="")
    browser.sign_in()
    assert 'href="/bo/ratings"' in browser.open("/bo/").text
    told = cells(browser.open("/bo/ratings").text)
    assert (told[0], told[2:9]) == ("11/2026", ["1", "0", "0", "1", "2", "4", "3,8"])
    assert told[9:] == ["11/2026", "Không rõ cơ quan", "0", "0", "1", "0", "0", "1", "3,0"]


def test_without_any_the_page_says_so(browser: Browser) -> None:
    browser.sign_in()
    page = browser.open("/bo/ratings").text
    assert "Chưa có đánh giá nào" in page
    assert "Không có sai lệch nào đang mở." in page


def test_a_kiosk_that_was_said_to_differ_is_listed_for_its_agency_alone(office: Office, browser: Browser) -> None:
    report(office, CODE)
    report(office, OTHERS)
    browser.sign_in()
    page = browser.open("/bo/ratings").text
    assert ("Tin nhắn" in page, CODE in page, OTHERS in page) == (True, True, False)


def test_a_dossier_of_a_local_code_is_its_agencys_too(engine: Engine, office: Office, browser: Browser) -> None:
    store(engine, a_record(code=LOCAL))
    report(office, LOCAL)
    browser.sign_in()
    assert LOCAL in browser.open("/bo/ratings").text


def test_nothing_on_the_page_names_a_machine(office: Office, browser: Browser) -> None:
    rate(office, 5)
    browser.sign_in()
    assert KIOSK not in browser.open("/bo/ratings").text


def test_the_units_leader_reads_it_and_a_technician_does_not(office: Office, browser: Browser) -> None:
    rate(office, 5)
    with office.writes.begin() as session:
        add_account(session, a_person("sep", role=Role.LEADER), PASSWORD)
        add_account(session, a_person("ky", role=Role.TECHNICIAN), PASSWORD)
    browser.sign_in("ky")
    assert browser.open("/bo/ratings").status_code == 403
    browser.sign_in("sep")
    assert "5,0" in browser.open("/bo/ratings").text
