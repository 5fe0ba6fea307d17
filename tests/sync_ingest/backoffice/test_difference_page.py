"""A clerk reports that a channel says something else of a dossier."""

import pytest

from lookup_api.store.differences import Source, list_differences
from sync_ingest.backoffice.office import Counter, Office
from tests.sync_ingest.backoffice.builders import a_received_dossier
from tests.sync_ingest.backoffice.site import Browser, heading

CODE = "H53.19-261124-0001"
PAGE = f"/bo/dossiers/{CODE}/difference"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough for pages."""
    return sqlite_url


@pytest.fixture
def form(counter: Counter, browser: Browser) -> Browser:
    """Lan at the form."""
    a_received_dossier(counter)
    browser.sign_in()
    browser.open(PAGE)
    return browser


def test_a_report_is_kept_with_what_the_public_is_told_and_who_reported_it(form: Browser, office: Office) -> None:
    page = form.send(PAGE, channel="sms", note="Tin nhắn báo đã xong")
    assert (heading(page), "Đã ghi nhận sai lệch." in page.text) == (CODE, True)
    with office.reads() as session:
        (difference,) = list_differences(session, office.desk.sealer)
    assert (difference.source, difference.note) == (Source.CLERK, "Tin nhắn báo đã xong")
    assert difference.sayings["store"]["status"] == "2"
    assert difference.sayings["reported"] == {"channel": "sms", "by": "lan"}


def test_a_report_that_says_too_little_is_asked_for_again(form: Browser, office: Office) -> None:
    page = form.send(PAGE, channel="")
    assert page.status_code == 422
    assert "Xin chọn nơi nói khác." in page.text
    with office.reads() as session:
        assert list_differences(session, office.desk.sealer) == []
