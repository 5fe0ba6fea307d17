"""The log of answers: one line each, with what an operator needs and nothing of a citizen."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from lookup_api.web.access_log import PAGE_BYTES, ROOM, AccessLog, request_id_of, shown
from lookup_api.web.watch import Watch
from tests.builders import CODE
from tests.lookup_api.stored import store
from tests.waiting import wait_until

AT = 1_795_532_125.25


def read(pages: list[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(pages).splitlines()]


def test_a_line_says_when_what_how_it_went_and_which_layer_knew_it() -> None:
    pages: list[bytes] = []
    log = AccessLog(pages.append, lambda: AT)
    log.note("GET", f"/v1/dossiers/{CODE}", 200, 0.000_031, "abc-1", "memory")
    log.flush()
    assert read(pages) == [
        {
            "time": "2026-11-24T14:55:25.250Z",
            "level": "INFO",
            "logger": "lookup_api.access",
            "message": "answered",
            "method": "GET",
            "path": f"/v1/dossiers/{CODE}",
            "status": 200,
            "ms": 0.031,
            "request_id": "abc-1",
            "layer": "memory",
        }
    ]


def test_a_fault_of_ours_is_a_warning() -> None:
    pages: list[bytes] = []
    log = AccessLog(pages.append)
    log.note("GET", "/thu-tuc", 500, 0.1, "abc-1")
    log.flush()
    assert [line["level"] for line in read(pages)] == ["WARNING"]


@pytest.mark.parametrize(
    ("path", "may_stand"),
    [
        (f"/ho-so/{CODE}", f"/ho-so/{CODE}"),
        ("/v1/dossiers/{code}", "/v1/dossiers/{code}"),
        ("/ho-so/Nguyễn Văn An", "/ho-so/..."),
        ("/v1/dossiers/0901234567", "/v1/..."),
        (f"/ho-so/{CODE}/ABCD1234", "/ho-so/..."),
        ("/ho-so/{Nguyen Van An", "/ho-so/..."),
        ("/v1/dossiers/{0901234567}", "/v1/..."),
    ],
)
def test_only_a_code_may_stand_where_people_write_what_they_have(path: str, may_stand: str) -> None:
    assert shown(path) == may_stand


def test_many_lines_are_written_in_pages_that_a_pipe_keeps_whole() -> None:
    pages: list[bytes] = []
    log = AccessLog(pages.append)
    for number in range(100):
        log.note("GET", "/thu-tuc", 200, 0.1, f"abc-{number}")
    log.flush()
    assert max(map(len, pages)) <= PAGE_BYTES
    assert [line["request_id"] for line in read(pages)] == [f"abc-{number}" for number in range(100)]


def test_what_can_not_wait_any_more_is_counted() -> None:
    pages: list[bytes] = []
    log = AccessLog(pages.append)
    for _ in range(ROOM + 7):
        log.note("GET", "/thu-tuc", 200, 0.1, "abc-1")
    log.flush()
    told = read(pages)
    assert (len(told), told[-1]["message"], told[-1]["lines"]) == (ROOM + 1, "lines were dropped", 7)


def test_what_waits_at_the_end_is_written() -> None:
    pages: list[bytes] = []
    log = AccessLog(pages.append)
    with log.running():
        log.note("GET", "/thu-tuc", 200, 0.1, "abc-1")
    assert len(read(pages)) == 1


def test_each_request_gets_an_id_of_its_own() -> None:
    assert len({request_id_of({"headers": []}) for _ in range(1_000)}) == 1_000


def test_each_answer_leaves_one_line_with_its_id(http: TestClient, watch: Watch, log_lines: list[bytes]) -> None:
    answered = http.get(f"/v1/dossiers/{CODE}")
    watch.log.flush()
    (line,) = read(log_lines)
    assert (line["method"], line["path"], line["status"]) == ("GET", f"/v1/dossiers/{CODE}", 404)
    assert line["request_id"] == answered.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/r/H53.19-261102-0001/ABCD1234", "/r/{text:path}/{secret}"),
        ("/R/H53.19-261102-0001/ABCD1234", "/"),
        ("/rr/H53.19-261102-0001/ABCD1234", "/rr"),
        ("/x%0AGET /forged 200", "/x"),
        ("/health/live?name=An", "/health/live"),
    ],
)
def test_secrets_names_and_forged_lines_stay_out(
    engine: Engine, http: TestClient, watch: Watch, log_lines: list[bytes], address: str, path: str
) -> None:
    store(engine)
    http.get(address)
    watch.log.flush()
    (line,) = read(log_lines)
    assert line["path"] == path
    assert "ABCD1234" not in str(line)


def test_a_page_that_can_not_be_written_ends_no_thread(caplog: pytest.LogCaptureFixture) -> None:
    pages: list[bytes] = []

    def write(page: bytes) -> None:
        if b"abc-1" in page:
            raise ZeroDivisionError
        pages.append(page)

    log = AccessLog(write)
    with log.running():
        log.note("GET", "/thu-tuc", 200, 0.1, "abc-1")
        wait_until("it is lost", lambda: "is lost" in caplog.text)
        log.note("GET", "/\udcff", 200, 0.1, "abc-2")  # no text that JSON can hold
    assert [line["request_id"] for line in read(pages)] == ["abc-2"]
