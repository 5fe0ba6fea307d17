"""What kiosks ask for on a citizen's behalf: taken once, from kiosks alone, and nobody learns of others."""

import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lookup_api.domain.procedure import Procedure, ProcedureRef, TermUnit
from lookup_api.store.differences import Source, list_differences
from lookup_api.store.procedures import save_procedure
from lookup_api.store.sealing import Sealer
from lookup_api.store.wish_tables import NoticeRow, RatingRow
from lookup_api.store.wishes import list_ratings
from lookup_api.web.desk import Desk
from lookup_api.web.limits import WISHES_PER_MINUTE
from provisioning.clock import utc_now
from provisioning.devices import Device, DeviceKind
from provisioning.keys import key_id_of, new_private_key, public_key_pem
from provisioning.registry import expect_device, register_key
from provisioning.signatures import RequestSigner
from tests.builders import AGENCY, CODE, NOW
from tests.lookup_api.stored import store

ID = "0123456789abcdef0123456789abcdef"
PHONE = "0987 654 321"
NOTICE = {"id": ID, "code": CODE, "phone": PHONE, "language": "vi"}
RATING = {"id": ID, "code": CODE, "stars": 4, "language": "km"}
DIFFERENCE = {"id": ID, "code": CODE, "version": 1, "elsewhere": "sms", "language": "en"}
Post = Callable[..., httpx.Response]


def a_device(engine: Engine, kind: DeviceKind = DeviceKind.KIOSK) -> RequestSigner:
    key = new_private_key()
    with Session(engine) as session, session.begin():
        device = expect_device(session, Device.expected(kind, f"Sảnh {kind}", None, utc_now()))
        register_key(session, device.id, public_key_pem(key), utc_now())
    return RequestSigner(key_id_of(key.public_key()), key)


@pytest.fixture
def post(engine: Engine, http: TestClient) -> Post:
    """A kiosk's POST to /v1/…"""
    signer = a_device(engine)

    def send(name: str, body: dict[str, Any], auth: httpx.Auth | None = signer, **headers: str) -> httpx.Response:
        answer: httpx.Response = http.post(f"/v1/{name}", json=body, auth=auth or httpx.Auth(), headers=headers)
        return answer

    return send


def test_a_notice_is_taken_and_waits_for_the_number_to_agree(
    engine: Engine, session: Session, post: Post, sealer: Sealer
) -> None:
    store(engine)
    answered = post("notices", NOTICE)
    assert (answered.status_code, answered.json()) == (202, {"status": "taken"})
    [row] = session.scalars(select(NoticeRow))
    assert (sealer.open(row.phone_sealed), row.channel, row.language) == ("+84987654321", "kiosk", "vi")
    assert (row.asked_at, row.confirmed_at) == (NOW, None)


def test_whoever_asks_again_or_for_anothers_number_is_answered_alike(engine: Engine, post: Post) -> None:
    store(engine)
    answers = [post("notices", NOTICE | {"id": f"{at:032}"}) for at in range(8)]
    assert {(answer.status_code, answer.content) for answer in answers} == {(202, answers[0].content)}


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"phone": "02763 822 222"}, 400, "number_not_readable"),
        ({"phone": "xin chao"}, 400, "number_not_readable"),
        ({"code": "xin chao"}, 400, "code_not_readable"),
        ({"code": "H53.19-261102-9999"}, 404, "dossier_not_found"),
        ({"language": "fr"}, 400, "not_valid"),
        ({"id": "short"}, 400, "not_valid"),
        ({"phone": None}, 400, "not_valid"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    engine: Engine, post: Post, change: dict[str, Any], status: int, code: str
) -> None:
    store(engine)
    problem = post("notices", NOTICE | change)
    assert (problem.status_code, problem.json()["code"]) == (status, code)
    assert problem.json()["detail"]
    assert PHONE not in problem.text


def test_an_unknown_dossier_is_answered_as_a_look_up_answers(http: TestClient, post: Post) -> None:
    told, looked_up = post("notices", NOTICE).json(), http.get(f"/v1/dossiers/{CODE}").json()
    assert told == looked_up


def test_stars_are_counted_for_the_agency_once(engine: Engine, session: Session, post: Post) -> None:
    store(engine)
    assert [post("ratings", RATING).status_code for _ in range(2)] == [202, 202]
    assert post("ratings", {"id": ID[::-1], "stars": 1, "language": "vi"}).status_code == 202
    counted = [(each.agency, each.stars, each.number) for each in list_ratings(session, NOW.date())]
    assert counted == [("", 1, 1), (AGENCY.value, 4, 1)]


@pytest.mark.parametrize("stars", [0, 6, None, "many"])
def test_no_other_number_of_stars_is_taken(session: Session, post: Post, stars: object) -> None:
    assert post("ratings", RATING | {"stars": stars}).status_code == 400
    assert session.scalars(select(RatingRow)).all() == []


def test_a_difference_joins_those_that_the_site_and_the_probe_report(
    engine: Engine, session: Session, post: Post, sealer: Sealer
) -> None:
    store(engine)
    assert [post("differences", DIFFERENCE).status_code for _ in range(2)] == [202, 202]
    [difference] = list_differences(session, sealer)
    assert (difference.code, difference.source) == (CODE, Source.KIOSK)
    assert difference.sayings["kiosk"] == {"version": "1"}
    assert difference.sayings["reported"] == {"channel": "sms"}
    assert difference.sayings["web"]["status"] == "4"


@pytest.mark.parametrize(("name", "body"), [("notices", NOTICE), ("ratings", RATING), ("differences", DIFFERENCE)])
def test_only_a_kiosk_is_heard(engine: Engine, post: Post, name: str, body: dict[str, Any]) -> None:
    store(engine)
    unsigned = post(name, body, auth=None)
    assert (unsigned.status_code, unsigned.json()["code"]) == (401, "signature_missing")
    agents = post(name, body, auth=a_device(engine, DeviceKind.AGENT))
    assert (agents.status_code, agents.json()["code"]) == (401, "device_unknown")


def test_a_body_that_was_changed_on_the_way_is_refused(engine: Engine, http: TestClient) -> None:
    store(engine)
    signed = next(a_device(engine).auth_flow(http.build_request("POST", "/v1/notices", json=NOTICE)))
    other = http.build_request("POST", "/v1/notices", json=NOTICE | {"phone": "0912345678"}).content
    headers = {name: value for name, value in signed.headers.items() if name != "content-length"}
    assert http.post("/v1/notices", content=other, headers=headers).json()["code"] == "signature_wrong"


def test_a_kiosk_brings_so_many_wishes_a_minute(post: Post) -> None:
    for at in range(WISHES_PER_MINUTE):
        post("ratings", RATING | {"id": f"{at:032}"})
    assert post("ratings", RATING).json()["code"] == "too_many_requests"


def test_a_body_that_is_no_wishs_size_is_not_read(post: Post) -> None:
    assert post("ratings", RATING | {"more": "x" * 5_000}).status_code == 413


def test_the_number_is_in_no_log(
    engine: Engine, post: Post, log_lines: list[bytes], desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    store(engine)
    with caplog.at_level(logging.DEBUG):
        post("notices", NOTICE)
        post("notices", NOTICE | {"code": "?"})
    told = caplog.text + b"".join(log_lines).decode()
    assert not any(part in told for part in ("0987", "654 321", "+8498"))


def test_the_whole_catalogue_is_told_page_by_page(engine: Engine, http: TestClient) -> None:
    with Session(engine) as session, session.begin():
        for at in range(203):
            ref = ProcedureRef(f"1.{at:06}", f"Thủ tục {at}", "Hộ tịch")
            save_procedure(session, Procedure(ref, 3, TermUnit.WORKING_DAYS, (), 0))
    first = http.get("/v1/catalogue").json()
    second = http.get("/v1/catalogue", params={"after": first["next"]}).json()
    assert (len(first["procedures"]), len(second["procedures"]), second["next"]) == (200, 3, None)
    assert second["procedures"][0]["ref"]["code"] == "1.000200"
