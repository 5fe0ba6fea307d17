"""What `POST /v1/updates` does not take, and how it says so; nothing here depends on the kind of database."""

import json
from collections.abc import Iterator

import httpx
import pytest

from sync_ingest.envelope import LARGEST_BODY, MOST_UPDATES
from tests.builders import a_record, an_applicant
from tests.sync_ingest.agents import JSON, a_batch, assert_problem, push
from tests.sync_ingest.door import Door


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"H\xe5\xf3 s\xac: 12", "not_json"),
        (b'{"updates": [', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "not_a_batch"),
        (b'{"data": []}', "not_a_batch"),
        (b'{"updates": {}}', "not_a_batch"),
    ],
)
def test_a_body_that_is_no_batch_is_refused_as_a_whole_and_kept(
    http: httpx.Client, signer: httpx.Auth, door: Door, body: bytes, code: str
) -> None:
    assert_problem(push(http, body, signer), 400, code)
    ((reason, text),) = door.quarantined()
    assert reason == code
    assert body in (text.encode(), text.encode("latin-1"))


def test_a_body_over_the_limit_is_refused(http: httpx.Client, signer: httpx.Auth) -> None:
    assert_problem(push(http, b" " * (LARGEST_BODY + 1), signer), 413, "body_too_large")


def test_a_body_over_the_limit_is_refused_while_it_is_read(http: httpx.Client) -> None:
    def without_length() -> Iterator[bytes]:
        for _ in range(LARGEST_BODY // 65536 + 2):
            yield b" " * 65536

    answer = http.post("/v1/updates", content=without_length(), headers=JSON)
    assert_problem(answer, 413, "body_too_large")


def test_a_batch_of_too_many_updates_is_refused(http: httpx.Client, signer: httpx.Auth) -> None:
    body = json.dumps({"updates": [0] * (MOST_UPDATES + 1)}).encode()
    assert_problem(push(http, body, signer), 413, "too_many_updates")


@pytest.mark.parametrize("headers", [{"Content-Type": "text/xml"}, {}, {**JSON, "Content-Encoding": "gzip"}])
def test_anything_but_plain_json_is_refused(http: httpx.Client, signer: httpx.Auth, headers: dict[str, str]) -> None:
    answer = http.post("/v1/updates", content=b"<x/>", headers=headers, auth=signer)
    assert_problem(answer, 415, "wrong_content_type")


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nothing", 404), ("PUT", "/v1/updates", 405)])
def test_other_addresses_and_methods_are_answered_in_the_same_way(
    http: httpx.Client, method: str, path: str, status: int
) -> None:
    assert_problem(http.request(method, path), status)


def test_the_applicant_never_comes_back_in_an_answer(http: httpx.Client, signer: httpx.Auth) -> None:
    batch = json.loads(a_batch(a_record()))
    person = vars_of(an_applicant())
    batch["updates"][0]["applicant"] = {**person, person["name"]: person["phone"]}
    text = push(http, json.dumps(batch).encode(), signer).text
    assert "quarantined" in text
    assert not [value for value in person.values() if value in text]


def test_the_openapi_document_describes_a_batch(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()
    body = document["paths"]["/v1/updates"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/BatchForm"}
    assert "applicant" in document["components"]["schemas"]["DeliveryForm"]["properties"]


def vars_of(applicant: object) -> dict[str, str]:
    return {name: getattr(applicant, name) for name in ("name", "identity_number", "phone", "address")}
