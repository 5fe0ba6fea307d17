"""The JSON API: what a program is answered."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lookup_api.contract import Answer
from lookup_api.domain.status import Status
from lookup_api.store.agencies import save_agency
from lookup_api.web.desk import Desk
from lookup_api.web.watch import Watch
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


def test_a_shared_cache_must_ask_each_time_and_tell_holders_and_devices_apart(
    engine: Engine, http: TestClient
) -> None:
    store(engine)
    headers = http.get(ADDRESS).headers
    assert headers["Cache-Control"] == "public, no-cache"
    assert {"Receipt-Secret", "Signature-Input", "Cookie"} <= set(headers["Vary"].split(", "))


def test_an_answer_is_compressed_for_who_reads_that(engine: Engine, http: TestClient) -> None:
    store(engine)
    plain = http.get(ADDRESS, headers={"Accept-Encoding": "identity"})
    zipped = http.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert int(zipped.headers["Content-Length"]) < len(plain.content)
    assert zipped.content == plain.content
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_the_head_of_an_answer_can_be_asked_for(engine: Engine, http: TestClient) -> None:
    store(engine)
    head, whole = http.head(ADDRESS), http.get(ADDRESS)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", whole.headers["ETag"])
    assert http.head(f"/ho-so/{CODE}").status_code == 200
    assert http.head("/health/live").content == b""


def test_a_second_look_up_is_answered_from_memory(desk: Desk, engine: Engine, http: TestClient, watch: Watch) -> None:
    store(engine)
    http.app.state.desk = replace(desk, on_answer=watch.metrics.answered)  # type: ignore[attr-defined]  # ours is in front of FastAPI
    desk.lookup.follower.poll()
    for address in (ADDRESS, ADDRESS, f"/ho-so/{CODE}", "/v1/dossiers/H53.19-261102-0009"):
        http.get(address)
    counted = {key: sum(spread[:-1]) for key, spread in watch.metrics.tally().answers.items()}
    assert counted == {("database", "found"): 1, ("memory", "found"): 2, ("database", "not_found"): 1}


@pytest.mark.parametrize("secret", [None, "ZZZZ9999"])
def test_a_fault_of_ours_is_a_problem_and_no_stack_trace(desk: Desk, http: TestClient, secret: str | None) -> None:
    http.app.state.desk = replace(desk, lookup=None)  # type: ignore[attr-defined,arg-type]  # broken on purpose
    broken = TestClient(http.app, base_url="https://motcua.test", raise_server_exceptions=False)
    answered = broken.get(ADDRESS, headers={"Receipt-Secret": secret} if secret else {})
    assert (answered.status_code, answered.json()["code"]) == (500, "broken")
    assert "Traceback" not in answered.text


def test_an_unknown_address_is_a_problem_too(http: TestClient) -> None:
    answered = http.get("/v1/nothing")
    assert (answered.status_code, answered.json()["code"]) == (404, "no_such_address")


def test_the_api_describes_itself(http: TestClient) -> None:
    described = http.get("/v1/openapi.json").json()
    assert "/v1/dossiers/{code}" in described["paths"]


def test_the_health_of_the_process_and_of_its_database(http: TestClient) -> None:
    assert http.get("/health/live").json() == {"status": "live"}
    assert http.get("/health/ready").json() == {"status": "ready"}
