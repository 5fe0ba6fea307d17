"""Anybody may say what went wrong or could be better; what was typed is lost by no mistake."""

import logging

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, insert, update
from sqlalchemy.orm import Session

from lookup_api.domain.wording import Language
from lookup_api.store.feedback import LONGEST_TEXT, MOST_OPEN, Feedback, Topic, list_feedback
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import FeedbackRow
from lookup_api.web.pages.texts import texts_in
from tests.builders import NOW
from tests.lookup_api.web.forms import send

PAGE = "/gop-y"
FORM = {"ve": "office", "noi-dung": "Chờ quá lâu ở quầy số 3", "lien-he": "0912 345 678"}


def received(engine: Engine, sealer: Sealer) -> list[Feedback]:
    with Session(engine) as session:
        return [kept.feedback for kept in list_feedback(session, sealer)]


def test_what_is_sent_is_kept_and_thanked_for_with_a_number(engine: Engine, http: TestClient, sealer: Sealer) -> None:
    page = send(http, PAGE, FORM)
    assert page.status_code == 200
    assert "Số góp ý của bạn: 1." in page.text
    assert received(engine, sealer) == [Feedback(Topic.OFFICE, FORM["noi-dung"], FORM["lien-he"])]


def test_where_too_much_waits_unread_no_more_is_kept_and_what_was_typed_stays(
    engine: Engine, http: TestClient, sealer: Sealer
) -> None:
    one = {"topic": "site", "text_sealed": b"", "sent_at": NOW, "remark": ""}
    with Session(engine) as session, session.begin():
        session.execute(insert(FeedbackRow), [one] * MOST_OPEN)
    page = send(http, PAGE, FORM)
    assert page.status_code == 503
    assert FORM["noi-dung"] in page.text
    with Session(engine) as session, session.begin():
        session.execute(update(FeedbackRow).values(settled_at=NOW))
    assert send(http, PAGE, FORM).status_code == 200


def test_nobody_has_to_say_who_they_are(engine: Engine, http: TestClient, sealer: Sealer) -> None:
    send(http, PAGE, {"ve": "site", "noi-dung": "Chữ nhỏ quá"})
    assert received(engine, sealer) == [Feedback(Topic.SITE, "Chữ nhỏ quá")]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"ve": ""}, "Xin chọn bạn góp ý về điều gì."),
        ({"ve": "hack"}, "Xin chọn bạn góp ý về điều gì."),
        ({"noi-dung": " \r\n "}, "Xin viết góp ý của bạn."),
        ({"noi-dung": "a" * (LONGEST_TEXT + 1)}, "dài nhất 1500 ký tự, hiện có 1501."),
        ({"lien-he": "0" * 101}, "Xin rút gọn cách liên hệ"),
    ],
)
def test_what_is_missing_is_asked_for_at_its_place_and_the_rest_stays(
    engine: Engine, http: TestClient, sealer: Sealer, typed: dict[str, str], told: str
) -> None:
    page = send(http, PAGE, FORM | typed)
    assert (page.status_code, page.text.count(told)) == (400, 2)
    kept = [value for name, value in FORM.items() if name not in typed and name != "ve"]
    assert all(value in page.text for value in kept)
    assert received(engine, sealer) == []


def test_a_text_of_many_lines_and_khmer_letters_as_long_as_is_allowed_is_taken(
    engine: Engine, http: TestClient, sealer: Sealer
) -> None:
    text = "ក" * (LONGEST_TEXT - 50) + "\n" * 49 + "ខ"
    assert send(http, PAGE, FORM | {"noi-dung": text.replace("\n", "\r\n")}).status_code == 200
    assert received(engine, sealer)[0].text == text


def test_a_form_that_no_page_of_ours_gave_is_shown_again_as_it_was_filled_in(
    engine: Engine, http: TestClient, sealer: Sealer
) -> None:
    page = http.post(PAGE, data=FORM)
    assert (page.status_code, FORM["noi-dung"] in page.text) == (403, True)
    assert 'value="office" checked' in page.text
    assert received(engine, sealer) == []


def test_feedback_without_end_is_slowed_and_none_is_lost(http: TestClient) -> None:
    pages = [send(http, PAGE, FORM) for _ in range(4)]
    assert [page.status_code for page in pages] == [200, 200, 200, 429]
    assert FORM["noi-dung"] in pages[-1].text


def test_what_was_written_is_in_no_log_and_no_cache(http: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert send(http, PAGE, FORM).headers["Cache-Control"] == "no-store"
    assert not any(word in caplog.text for word in ("0912", "quầy"))


@pytest.mark.parametrize("language", Language)
def test_the_form_is_there_in_each_language(http: TestClient, language: Language) -> None:
    page = http.get(PAGE, params={"lang": language}).text
    assert texts_in(language)["feedback_heading"] in page
