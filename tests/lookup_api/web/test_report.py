"""A citizen reports that another channel says something else."""

import logging

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lookup_api.store.differences import Difference, Source, list_differences
from lookup_api.store.sealing import Sealer
from tests.builders import CODE, a_record
from tests.lookup_api.stored import store
from tests.lookup_api.web.forms import send

PAGE = f"/bao-sai-lech?ma={CODE}"
FORM = {"ma": CODE, "kenh": "sms", "noi-dung": "Tin nhắn báo đã xong, số tôi 0912345678"}


def reported(engine: Engine, sealer: Sealer) -> list[Difference]:
    with Session(engine) as session:
        return list_differences(session, sealer)


def test_the_dossiers_page_leads_to_the_form(engine: Engine, http: TestClient) -> None:
    store(engine)
    assert f"/bao-sai-lech?ma={CODE}" in http.get(f"/ho-so/{CODE}").text
    assert f'value="{CODE}"' in http.get("/bao-sai-lech", params={"ma": CODE.lower()}).text


def test_a_report_is_kept_with_what_the_site_says_at_that_moment(
    engine: Engine, http: TestClient, sealer: Sealer
) -> None:
    store(engine, a_record())
    page = send(http, PAGE, FORM)
    (difference,) = reported(engine, sealer)
    assert "Cảm ơn bạn" in page.text
    assert f"Số báo của bạn: {difference.id}." in page.text
    assert (difference.code, difference.source, difference.note) == (CODE, Source.CITIZEN, FORM["noi-dung"])
    assert (difference.sayings["web"]["status"], difference.sayings["reported"]) == ("4", {"channel": "sms"})


def test_a_note_of_many_lines_is_kept_to_its_end(engine: Engine, http: TestClient, sealer: Sealer) -> None:
    note = "một dòng\n" * 50 + "hết"
    send(http, PAGE, FORM | {"noi-dung": note.replace("\n", "\r\n")})
    assert reported(engine, sealer)[0].note == note


def test_a_report_about_a_dossier_that_this_site_does_not_know_is_kept_too(
    engine: Engine, http: TestClient, sealer: Sealer
) -> None:
    assert send(http, PAGE, FORM).status_code == 200
    assert reported(engine, sealer)[0].sayings["web"] == {"trouble": "dossier_not_found"}


@pytest.mark.parametrize("form", [{"ma": CODE}, {**FORM, "kenh": "x"}, {**FORM, "ma": "xin chào"}, {}])
def test_a_form_that_says_too_little_is_asked_for_again(
    engine: Engine, http: TestClient, sealer: Sealer, form: dict[str, str]
) -> None:
    assert send(http, PAGE, form).status_code == 400
    assert reported(engine, sealer) == []


def test_another_site_cannot_report_in_a_readers_name(engine: Engine, http: TestClient, sealer: Sealer) -> None:
    assert send(http, PAGE, FORM, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert reported(engine, sealer) == []


def test_a_form_that_no_page_of_ours_gave_is_shown_again_as_it_was_filled_in(
    engine: Engine, http: TestClient, sealer: Sealer
) -> None:
    page = http.post("/bao-sai-lech", data=FORM)
    assert page.status_code == 403
    assert "Xin cho phép cookie rồi gửi lại." in page.text
    assert 'value="sms" checked' in page.text
    assert FORM["noi-dung"] in page.text
    assert reported(engine, sealer) == []


def test_what_was_written_is_not_lost_when_the_choice_is_missing(http: TestClient) -> None:
    page = send(http, PAGE, FORM | {"kenh": ""})
    assert (page.status_code, FORM["noi-dung"] in page.text) == (400, True)
    assert 'href="#kenh-sms"' in page.text


def test_what_was_written_is_not_lost_when_too_much_comes_from_one_network(http: TestClient) -> None:
    page = [send(http, PAGE, FORM) for _ in range(4)][-1]
    assert (page.status_code, FORM["noi-dung"] in page.text) == (429, True)
    assert "bấm gửi lại" in page.text


def test_reports_without_end_are_slowed(http: TestClient) -> None:
    assert [send(http, PAGE, FORM).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_what_was_written_is_in_no_log(http: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    send(http, PAGE, FORM)
    assert "0912345678" not in caplog.text


def test_a_body_that_no_form_has_is_refused(http: TestClient) -> None:
    assert http.post("/bao-sai-lech", content=b"x" * 20_000).status_code == 413


@pytest.mark.parametrize(("language", "heading"), [("en", "Report a difference"), ("km", "រាយការណ៍ព័ត៌មានមិនត្រូវគ្នា")])
def test_the_form_is_there_in_each_language(http: TestClient, language: str, heading: str) -> None:
    assert heading in http.get("/bao-sai-lech", params={"ma": CODE, "lang": language}).text
