"""The help page says how to look up, what each status means, and whom to ask and where."""

from contextlib import nullcontext
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language, status_name, what_to_do
from lookup_api.web.app import make_app
from lookup_api.web.desk import Desk, Facts
from tests.lookup_api.web.conftest import SITE


def read(http: TestClient, language: str = "vi") -> str:
    text: str = http.get("/tro-giup", params={"lang": language}).text
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", Language)
def test_each_status_is_explained_in_each_language(http: TestClient, language: Language) -> None:
    page = read(http, language)
    for status in Status:
        assert f"{status_name(status, language)}</span>" in page
        assert what_to_do(status, language) in page


def test_whom_to_ask_and_where_stands_there_as_the_site_file_says(http: TestClient) -> None:
    page = read(http)
    [unit], [kiosk] = SITE.units, SITE.kiosks
    for told in (SITE.hotline, SITE.hotline_hours, SITE.sms_number, SITE.address):
        assert told in page
    for told in (unit.name, unit.address, unit.phone, kiosk.place, kiosk.address, kiosk.hours, kiosk.note):
        assert told in page


def test_what_the_office_does_not_offer_is_not_explained(desk: Desk) -> None:
    silent = replace(desk, facts=Facts("https://motcua.test"))
    with TestClient(make_app(lambda: nullcontext(silent))) as http:
        page = read(http)
    assert "Nhắn tin" not in page
    assert "Máy tra cứu đặt tại" not in page
    assert "Xin hỏi trực tiếp tại bộ phận một cửa" in page


def test_what_is_said_in_vietnamese_on_a_page_of_another_language_is_marked_so(http: TestClient) -> None:
    assert '<li lang="vi">' in read(http, "km")
    assert '<li lang="vi">' not in read(http, "vi")


def test_the_page_may_be_kept_a_minute_by_its_reader_alone(http: TestClient) -> None:
    headers = http.get("/tro-giup").headers
    assert headers["Cache-Control"] == "private, max-age=60"
    assert "Cookie" in headers["Vary"]


def test_programs_read_the_same_facts(http: TestClient) -> None:
    answered = http.get("/v1/site")
    assert answered.json() == SITE.model_dump(mode="json")
    assert answered.headers["Cache-Control"] == "public, max-age=60"


def test_the_interface_is_described_with_an_example(http: TestClient) -> None:
    described = http.get("/v1/openapi.json").json()
    assert "/v1/site" in described["paths"]
    assert described["components"]["schemas"]["SiteFacts"]["example"]["hotline"] == "0276 3000 000"


@pytest.mark.parametrize("address", ["/tro-giup", "/thu-tuc", "/tinh-hinh"])
def test_a_choice_of_language_is_never_answered_out_of_a_cache(http: TestClient, address: str) -> None:
    kept = http.get(address)
    assert (kept.headers["Cache-Control"], "Cookie" in kept.headers["Vary"]) == ("private, max-age=60", True)
    assert http.get(address, params={"lang": "km"}).headers["Cache-Control"] == "no-store"
