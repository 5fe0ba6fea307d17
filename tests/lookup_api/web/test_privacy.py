"""Who sees what: the code alone, the receipt in the hand, and everybody who only guesses."""

import logging

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import Engine, event

from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.store.sealing import Sealer
from lookup_api.web.guards.secret_tries import PER_CODE
from lookup_api.web.watch import Watch
from tests.builders import CODE, TAX_OFFICE, a_code, a_progress_step, a_record, an_applicant
from tests.lookup_api.stored import store, store_applicant, store_receipt

ADDRESS = f"/v1/dossiers/{CODE}"
PAGE = f"/ho-so/{CODE}"
SECRET = "ABCD1234"
NOTE = "Đã gọi điện cho ông An"
PERSONAL = ("Nguyễn", "Văn", "000000001", "0900000001", "Thử Nghiệm 1", NOTE)


@pytest.fixture(autouse=True)
def dossier(engine: Engine, sealer: Sealer) -> None:
    """A dossier with a printed receipt, a person behind it, and a note of the agency."""
    number = store(engine, a_record(), a_progress_step(code=CODE, note=NOTE))
    store_applicant(engine, number, an_applicant(), sealer)
    store_receipt(engine, number, ReceiptSecret(SECRET), sealer)


def ask(http: TestClient, secret: str | None = None) -> Response:
    response: Response = http.get(ADDRESS, headers={"Receipt-Secret": secret} if secret else {})
    return response


def queries_of(engine: Engine, http: TestClient, code: str, secret: str) -> list[str]:
    """What the database is asked when a look-up with this secret is answered from nothing remembered."""
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    http.get(f"/v1/dossiers/{code}", headers={"Receipt-Secret": secret})
    event.remove(engine, "before_cursor_execute", note)
    return asked


def said(response: Response) -> tuple[int, dict[str, str], str]:
    headers = {name: value for name, value in response.headers.items() if name not in ("x-request-id", "date")}
    return response.status_code, headers, response.text


def test_the_code_alone_shows_nothing_personal(http: TestClient) -> None:
    for answered in (ask(http), http.get(PAGE)):
        assert not [word for word in PERSONAL if word in answered.text]


def test_the_receipt_opens_the_masked_name_and_the_notes(http: TestClient) -> None:
    answer = ask(http, SECRET).json()
    assert answer["applicant"] == "Nguyễn V. A."
    assert NOTE in {step["note"] for step in answer["steps"]}


def test_what_a_holder_is_answered_may_be_kept_by_nobody(http: TestClient) -> None:
    answered = ask(http, SECRET)
    assert answered.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answered.headers


@pytest.mark.parametrize("secret", ["ZZZZ9999", "not a secret", "A" * 500])
def test_a_wrong_secret_is_answered_exactly_as_the_code_alone(http: TestClient, secret: str) -> None:
    assert said(ask(http, secret)) == said(ask(http))


def test_a_hidden_dossier_is_answered_exactly_as_an_unknown_one(engine: Engine, http: TestClient) -> None:
    store(engine, a_progress_step(code=a_code(8), sender=TAX_OFFICE, owner="H53.19"))
    hidden = http.get(f"/v1/dossiers/{a_code(8)}", headers={"Receipt-Secret": SECRET})
    unknown = http.get(f"/v1/dossiers/{a_code(9)}")
    assert said(hidden) == said(unknown)
    assert said(http.get(f"/ho-so/{a_code(8)}"))[0] == 404


def test_a_hidden_dossier_is_looked_for_as_an_unknown_one_is(
    engine: Engine, reading_engine: Engine, http: TestClient
) -> None:
    store(engine, a_progress_step(code=a_code(8), sender=TAX_OFFICE, owner="H53.19"))
    hidden, unknown = (queries_of(reading_engine, http, a_code(serial), SECRET) for serial in (8, 9))
    assert hidden == unknown != []


def guess(http: TestClient, times: int) -> None:
    for number in range(times):
        ask(http, f"{number:08}")


def test_a_wrong_secret_costs_the_same_whether_or_not_there_are_tries_left(
    reading_engine: Engine, http: TestClient
) -> None:
    guess(http, PER_CODE - 1)
    checked, unchecked = (queries_of(reading_engine, http, CODE, secret) for secret in ("ZZZZ9999", "YYYY9999"))
    assert checked == unchecked != []


def test_who_was_wrong_too_often_is_answered_as_a_stranger_even_when_right(http: TestClient) -> None:
    guess(http, PER_CODE)
    assert said(ask(http, SECRET)) == said(ask(http, "ZZZZ9999"))


def test_the_qr_of_a_receipt_leads_to_the_page_with_the_holders_part(http: TestClient) -> None:
    led = http.get(f"/r/{CODE}/{SECRET}")
    assert (led.status_code, led.headers["Location"]) == (303, PAGE)
    page = http.get(led.headers["Location"])
    assert "Nguyễn V. A." in page.text
    assert NOTE in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_the_pass_is_short_lived_sealed_and_out_of_reach_of_scripts(http: TestClient) -> None:
    led = http.get(f"/r/{CODE}/{SECRET}")
    cookie = led.headers["Set-Cookie"]
    for wanted in ("Max-Age=900", "HttpOnly", "SameSite=lax", "Path=/ho-so/", "Secure"):
        assert wanted in cookie
    assert SECRET not in cookie
    assert (led.headers["Cache-Control"], led.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_the_qr_with_a_wrong_secret_leads_to_the_strangers_page(http: TestClient) -> None:
    led = http.get(f"/r/{CODE}/ZZZZ9999")
    assert (led.status_code, led.headers["Location"]) == (303, PAGE)
    assert "Nguyễn" not in http.get(PAGE).text


def test_the_pass_of_one_dossier_opens_no_other(engine: Engine, http: TestClient, sealer: Sealer) -> None:
    number = store(engine, a_record(code=a_code(2)))
    store_applicant(engine, number, an_applicant(name="Lê Thị Hoa"), sealer)
    http.get(f"/r/{CODE}/{SECRET}")
    assert "Lê" not in http.get(f"/ho-so/{a_code(2)}").text


def test_a_pass_that_was_tampered_with_opens_nothing(http: TestClient) -> None:
    http.get(f"/r/{CODE}/{SECRET}")
    sealed = http.cookies.get("holder") or ""
    http.cookies.clear()
    assert "Nguyễn" not in http.get(PAGE, headers={"Cookie": f"holder={sealed[:-4]}AAAA"}).text


def test_a_receipt_that_was_replaced_opens_nothing_more(engine: Engine, http: TestClient, sealer: Sealer) -> None:
    http.get(f"/r/{CODE}/{SECRET}")
    store_receipt(engine, store(engine), ReceiptSecret("NEWNEW12"), sealer)
    assert "Nguyễn" not in http.get(PAGE).text


def test_the_log_holds_neither_secrets_nor_queries(
    http: TestClient, caplog: pytest.LogCaptureFixture, watch: Watch, log_lines: list[bytes]
) -> None:
    caplog.set_level(logging.DEBUG)
    http.get(f"/r/{CODE}/{SECRET}")
    http.get("/", params={"ma": "Nguyễn Văn An"})
    ask(http, SECRET)
    watch.log.flush()
    lines = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("lookup_api"))
    lines += b"".join(log_lines).decode()
    assert '"path":"/r/{text:path}/{secret}","status":303' in lines
    assert SECRET not in lines
    assert "An" not in lines


def test_near_misses_are_no_business_of_a_program(http: TestClient) -> None:
    assert CODE not in http.get("/v1/dossiers/H53.91-261102-0001").text
