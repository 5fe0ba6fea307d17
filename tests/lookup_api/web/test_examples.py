"""The description of the API: each address says what it is for, shows an answer, and names its failures."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from lookup_api.contract import PublishedAnswer
from lookup_api.web.examples import DESCRIBED, DOSSIER, PROBLEM


@pytest.fixture
def described(http: TestClient) -> dict[str, Any]:
    whole: dict[str, Any] = http.get("/v1/openapi.json").json()
    return whole


def test_every_address_is_described_and_no_other(described: dict[str, Any]) -> None:
    assert set(described["paths"]) == set(DESCRIBED)


@pytest.mark.parametrize("path", DESCRIBED)
def test_every_address_says_what_it_is_for_and_shows_an_answer(described: dict[str, Any], path: str) -> None:
    told = DESCRIBED[path]
    operation = described["paths"][path][told.method]
    shown = operation["responses"][told.status]["content"]["application/json"]
    model = described["components"]["schemas"][shown["schema"]["$ref"].rpartition("/")[2]]
    assert operation["summary"] == told.summary
    assert shown.get("example") or model.get("example")


@pytest.mark.parametrize("path", DESCRIBED)
def test_every_failure_is_a_problem_with_a_sentence(described: dict[str, Any], path: str) -> None:
    responses = described["paths"][path][DESCRIBED[path].method]["responses"]
    shown = [
        one
        for status, told in responses.items()
        if status >= "4"
        for one in told["content"][PROBLEM]["examples"].values()
    ]
    assert {one["value"]["code"] for one in shown} == {failure.code for failure in DESCRIBED[path].failures}
    assert all(one["value"]["detail"] and one["value"]["title"] for one in shown)


def test_the_example_of_a_dossier_is_one() -> None:
    assert PublishedAnswer.model_validate(DOSSIER).model_dump(mode="json").keys() == DOSSIER.keys()
