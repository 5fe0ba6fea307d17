"""Kiosks ask all day whether the centre is there: it costs nobody anything, and counts as no citizen's look-up."""

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from lookup_api.admission import ADMISSION
from lookup_api.web.watch import Watch
from tests.lookup_api.web.test_wishes import a_device


def test_a_device_is_let_in_and_so_is_anybody(engine: Engine, http: TestClient) -> None:
    answers = [http.get(ADMISSION, auth=a_device(engine)), http.get(ADMISSION)]
    assert [answer.json() for answer in answers] == [{"device": True}, {"device": False}]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_a_signature_that_does_not_hold_is_refused_by_its_name(http: TestClient) -> None:
    refused = http.get(ADMISSION, headers={"Signature": "x", "Signature-Input": "x"})
    assert (refused.status_code, refused.json()["code"]) == (401, "signature_wrong")


def test_it_is_no_look_up(http: TestClient, watch: Watch, engine: Engine) -> None:
    http.get(ADMISSION, auth=a_device(engine))
    assert watch.metrics._tally.answers == {}
