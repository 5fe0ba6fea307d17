"""The receipt's secret, typed."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import Engine

from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.store.sealing import Sealer
from lookup_api.web.desk import Desk
from lookup_api.web.guards.secret_tries import SecretTries
from tests.builders import CODE, a_record, an_applicant
from tests.lookup_api.stored import store, store_applicant, store_receipt

PAGE = f"/ho-so/{CODE}"
SECRET = "ABCD1234"


@pytest.fixture(autouse=True)
def dossier(engine: Engine, sealer: Sealer) -> None:
    """A dossier with a printed receipt and a person behind it."""
    number = store(engine, a_record())
    store_applicant(engine, number, an_applicant(), sealer)
    store_receipt(engine, number, ReceiptSecret(SECRET), sealer)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk where one may be wrong twice."""
    return replace(desk, limits=replace(desk.limits, tries=SecretTries(per_code=2)))


def type_in(http: TestClient, secret: str, code: str = CODE) -> Response:
    response: Response = http.post("/ho-so-cua-toi", data={"ma": code, "ma-bi-mat": secret})
    return response


@pytest.mark.parametrize("typed", ["ABCD1234", "abcd 1234", "ABCD-1234", "abcdl234"])
def test_the_secret_as_people_type_it_opens_the_holders_part(http: TestClient, typed: str) -> None:
    led = type_in(http, typed)
    assert (led.status_code, led.headers["Location"]) == (303, f"{PAGE}#giay-hen")
    assert led.headers["Cache-Control"] == "no-store"
    assert "Nguyễn V. A." in http.get(PAGE).text


@pytest.mark.parametrize("typed", ["ZZZZ9999", "too short", "", "A" * 300])
def test_a_wrong_secret_shows_the_strangers_page_to_the_letter(http: TestClient, typed: str) -> None:
    strangers = http.get(PAGE).text
    assert type_in(http, typed).status_code == 303
    assert http.get(PAGE).text == strangers


def test_the_secret_stands_in_no_address(http: TestClient) -> None:
    led = type_in(http, SECRET)
    assert SECRET not in led.headers["Location"] + led.headers["Set-Cookie"]


def test_a_code_that_can_not_be_read_is_asked_for_again(http: TestClient) -> None:
    again = type_in(http, SECRET, code="xyz")
    assert (again.status_code, "Mã hồ sơ chưa đúng" in again.text) == (400, True)


def test_who_was_wrong_too_often_is_a_stranger_even_when_right(http: TestClient) -> None:
    for wrong in ("ZZZZ9999", "YYYY9999"):
        type_in(http, wrong)
        http.get(PAGE)
    type_in(http, SECRET)
    page = http.get(PAGE)
    assert (page.status_code, "Nguyễn" in page.text) == (200, False)


def test_one_wrong_secret_looked_at_many_times_is_one_try(http: TestClient) -> None:
    type_in(http, "ZZZZ9999")
    for _ in range(10):
        http.get(PAGE)
    type_in(http, SECRET)
    assert "Nguyễn V. A." in http.get(PAGE).text


def test_the_holder_may_look_as_often_as_he_likes(http: TestClient) -> None:
    type_in(http, SECRET)
    assert all("Nguyễn V. A." in http.get(PAGE).text for _ in range(5))


def test_another_sealed_text_of_ours_in_the_holders_cookie_opens_nothing(http: TestClient, desk: Desk) -> None:
    http.cookies.set("holder", desk.limits.challenges.passes.give("10.0.0.0/24"), path="/ho-so/")
    assert http.get(PAGE).status_code == 200
