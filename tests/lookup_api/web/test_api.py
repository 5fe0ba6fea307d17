"""The JSON API: what a program is answered."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lookup_api.contract import Answer
from lookup_api.domain.status import Status
from lookup_api.store.agencies import save_agency
from tests.builders import CODE, NOW, a_record, an_agency
from tests.lookup_api.stored import store

ADDRESS = f"/v1/dossiers/{CODE}"


def test_an_answer_has_the_agreed_form_and_the_status_in_words(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    answered = http.get(ADDRESS)
    answer = Answer.model_validate_json(answered.content)
    assert (answer.code, answer.status, answer.version, answer.as_of) == (CODE, Status.PROCESSING, 1, NOW)
    assert answered.json()["status_text"] == {"vi": "Đang xử lý", "km": "កំពុងដោះស្រាយ", "en": "In progress"}


@pytest.mark.parametrize(
    "written", ["h53.19-261102-0001", "MHS: H53.19–261102–0001", "H53.19-2611O2-0001", "h53 19 261102 0001."]
)
def test_a_code_is_read_as_people_write_it(engine: Engine, http: TestClient, written: str) -> None:
    store(engine)
    assert http.get(f"/v1/dossiers/{written}").json()["code"] == CODE


def test_a_local_code_with_a_slash_works(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(aliases=("123/HKD-2014",)))
    with Session(engine) as session, session.begin():
        save_agency(session, an_agency(local_code_pattern=r"\d+/HKD-\d{4}"))
    assert http.get("/v1/dossiers/123%2FHKD-2014").json()["code"] == CODE


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ("xin-chao", 400, "code_not_readable"),
        ("x" * 5_000, 400, "code_not_readable"),
        ("H53.19-261102-0001 H53.19-261102-0002", 400, "several_codes"),
        (CODE, 404, "dossier_not_found"),
    ],
)
def test_a_failure_is_a_problem_with_a_sentence_in_two_languages(
    http: TestClient, asked: str, status: int, code: str
) -> None:
    answered = http.get(f"/v1/dossiers/{asked}")
    problem = answered.json()
    assert (answered.status_code, problem["code"]) == (status, code)
    assert answered.headers["Content-Type"] == "application/problem+json"
    assert problem["detail"]
    assert problem["title"]
    assert problem["detail"] != problem["title"]


def test_an_answer_that_the_reader_has_is_not_sent_again(engine: Engine, http: TestClient) -> None:
    store(engine)
    tag = http.get(ADDRESS).headers["ETag"]
    again = http.get(ADDRESS, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


def test_a_new_version_is_sent_to_who_has_the_old_one(engine: Engine, http: TestClient) -> None:
    store(engine)
    tag = http.get(ADDRESS).headers["ETag"]
    store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))
    again = http.get(ADDRESS, headers={"If-None-Match": tag})
    assert (again.status_code, again.json()["status"]) == (200, Status.FINISHED)


def test_no_shared_cache_may_keep_an_answer(engine: Engine, http: TestClient) -> None:
    store(engine)
    assert http.get(ADDRESS).headers["Cache-Control"] == "private, no-cache"


def test_an_unknown_address_is_a_problem_too(http: TestClient) -> None:
    answered = http.get("/v1/nothing")
    assert (answered.status_code, answered.json()["code"]) == (404, "no_such_address")


def test_the_api_describes_itself(http: TestClient) -> None:
    described = http.get("/v1/openapi.json").json()
    assert list(described["paths"]) == ["/v1/dossiers/{code}"]


def test_the_health_of_the_process_and_of_its_database(http: TestClient) -> None:
    assert http.get("/health/live").json() == {"status": "live"}
    assert http.get("/health/ready").json() == {"status": "ready"}
