"""The question that is asked of who walks along the codes."""

import html
import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import Engine

from lookup_api.domain.wording import Language
from lookup_api.store.sealing import Sealer
from lookup_api.web.desk import Desk
from lookup_api.web.guards.challenges import Challenges, Kind, Question
from lookup_api.web.guards.passes import Passes
from lookup_api.web.guards.walking import Walking, Widths
from lookup_api.web.limits import Buckets, Limits
from lookup_api.web.pages.challenge import question_in_words, read_number
from tests.builders import CODE, a_code, a_record
from tests.lookup_api.stored import store
from tests.lookup_api.web.guards.ticking import WallClock

PAGE = f"/ho-so/{a_code(2)}"
SEALED = re.compile(r'name="cau-hoi" value="([^"]+)"')
CSRF = re.compile(r'name="csrf" value="([^"]+)"')
ACTION = re.compile(r'action="(/xac-nhan[^"]*)"')
LABEL = re.compile(r'<label for="tra-loi">([^<]+)</label>')


@pytest.fixture
def clock() -> WallClock:
    return WallClock()


@pytest.fixture
def limits(sealer: Sealer, clock: WallClock) -> Limits:
    """One code of a day for each network, and two with a pass."""
    challenges = Challenges(sealer, Passes(sealer, codes=2, clock=clock), clock)
    return Limits(Buckets(1_000), Buckets(1_000), challenges, Walking(Widths(near=1)))


@pytest.fixture
def desk(desk: Desk, limits: Limits) -> Desk:
    return replace(desk, limits=limits)


@pytest.fixture
def walker(engine: Engine, http: TestClient) -> TestClient:
    """Somebody who has looked one code up already."""
    for serial in (1, 2, 3, 4):
        store(engine, a_record(code=a_code(serial)))
    assert http.get(f"/ho-so/{CODE}").status_code == 200
    return http


def send(http: TestClient, page: Response, answer: str) -> Response:
    """The form of `page`, filled in as a browser would."""
    (action,), (sealed,), (csrf,) = (form.findall(page.text) for form in (ACTION, SEALED, CSRF))
    filled_in = {"csrf": csrf, "cau-hoi": sealed, "tra-loi": answer}
    sent: Response = http.post(html.unescape(action), data=filled_in)
    return sent


def solved(http: TestClient, page: Response) -> Response:
    """The form of `page` with the right answer, whichever of the small numbers that is."""
    asked = LABEL.findall(page.text)[0]
    return send(http, page, str(RIGHT[asked]))


RIGHT = {
    question_in_words(question, Language.VI): question.answer
    for kind in Kind
    for a in range(2, 10)
    for b in range(2, 10)
    for c in (range(2, 10) if kind in (Kind.MIDDLE, Kind.LAST) else (0,))
    for question in [Question(kind, (a, b, c) if c else (a, b))]
}


def test_a_page_too_far_is_a_question_in_words(walker: TestClient) -> None:
    page = walker.get(PAGE)
    assert (page.status_code, page.headers["Retry-After"], page.headers["Cache-Control"]) == (429, "60", "no-store")
    assert "Xin trả lời một câu hỏi ngắn" in page.text
    assert LABEL.findall(page.text)[0] in RIGHT
    assert a_code(2) in page.text


def test_the_right_answer_leads_to_the_page_that_was_asked_for(walker: TestClient, clock: WallClock) -> None:
    page = walker.get(PAGE)
    clock.pass_by(2)
    led = solved(walker, page)
    assert (led.status_code, led.headers["Location"]) == (303, PAGE)
    assert walker.get(PAGE).status_code == 200


def test_the_pass_is_short_lived_and_out_of_reach_of_scripts(walker: TestClient, clock: WallClock) -> None:
    page = walker.get(PAGE)
    clock.pass_by(2)
    cookie = solved(walker, page).headers["Set-Cookie"]
    for wanted in ("passed=", "Max-Age=900", "HttpOnly", "SameSite=lax", "Path=/", "Secure"):
        assert wanted in cookie


def test_the_pass_is_good_for_a_few_codes_and_then_it_is_asked_again(walker: TestClient, clock: WallClock) -> None:
    page = walker.get(PAGE)
    clock.pass_by(2)
    solved(walker, page)
    answers = [walker.get(f"/ho-so/{a_code(serial)}").status_code for serial in (2, 3, 2, 4)]
    assert answers == [200, 200, 200, 429]
    assert "Xin đợi 5 giây" in walker.get(f"/ho-so/{a_code(4)}").text


def test_the_pass_is_good_for_the_api_as_well(walker: TestClient, clock: WallClock) -> None:
    page = walker.get(PAGE)
    clock.pass_by(2)
    solved(walker, page)
    assert walker.get(f"/v1/dossiers/{a_code(2)}").status_code == 200


def test_a_program_is_told_where_a_person_answers(walker: TestClient) -> None:
    refused = walker.get(f"/v1/dossiers/{a_code(2)}")
    problem = refused.json()
    assert (refused.status_code, problem["code"], problem["challenge"]) == (429, "challenge_required", "/xac-nhan")
    assert refused.headers["Retry-After"] == "60"
    assert walker.get(problem["challenge"]).status_code == 429


@pytest.mark.parametrize(("seconds", "sentence"), [(1, "gửi hơi sớm"), (600, "đã hết hạn")])
def test_an_answer_too_early_or_too_late_brings_another_question(
    walker: TestClient, clock: WallClock, seconds: int, sentence: str
) -> None:
    page = walker.get(PAGE)
    clock.pass_by(seconds)
    again = solved(walker, page)
    assert again.status_code == 400
    assert sentence in again.text
    clock.pass_by(2)
    assert solved(walker, again).headers["Location"] == PAGE


def test_a_wrong_answer_says_so_and_brings_another_question(walker: TestClient, clock: WallClock) -> None:
    page = walker.get(PAGE)
    clock.pass_by(2)
    again = send(walker, page, "một trăm")
    assert (again.status_code, "Câu trả lời chưa đúng" in again.text) == (400, True)
    assert SEALED.findall(again.text) != SEALED.findall(page.text)


def test_an_answer_is_good_once(walker: TestClient, clock: WallClock) -> None:
    page = walker.get(PAGE)
    clock.pass_by(2)
    solved(walker, page)
    assert solved(walker, page).status_code == 400


def test_answers_are_limited_by_network(walker: TestClient) -> None:
    page = walker.get(PAGE)
    answers = [send(walker, page, "0").status_code for _ in range(7)]
    assert answers == [400] * 6 + [429]


def test_who_keeps_no_cookies_is_told_so(walker: TestClient) -> None:
    page = walker.get(PAGE)
    walker.cookies.clear()
    refused = send(walker, page, "1")
    assert (refused.status_code, "cho phép cookie" in refused.text) == (403, True)


@pytest.mark.parametrize("elsewhere", ["//evil.test", "https://evil.test", "/\\evil.test", "x", "", "/ho-so/a?b=c"])
def test_the_answer_leads_nowhere_but_to_this_site(walker: TestClient, clock: WallClock, elsewhere: str) -> None:
    page = walker.get("/xac-nhan", params={"den": elsewhere})
    clock.pass_by(2)
    assert solved(walker, page).headers["Location"] == "/"


@pytest.mark.parametrize("language", Language)
def test_the_question_is_asked_in_every_language(walker: TestClient, language: Language) -> None:
    page = walker.get(PAGE, params={"lang": language})
    assert (page.status_code, f'<html lang="{language}"' in page.text) == (429, True)
    assert len(SEALED.findall(page.text)) == 1


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (" 7. ", 7),
        ("７", 7),
        ("៧", 7),
        ("07", 7),
        ("bảy", 7),
        ("BẢY", 7),
        ("ba\u0309y", 7),
        ("bay", 7),
        ("mười lăm", 15),
        ("Seven", 7),
        ("ប្រាំពីរ", 7),
        ("", None),
        ("-7", None),
        ("7.5", None),
        ("nhiều", None),
        ("9" * 5_000, None),
    ],
)
def test_a_number_is_read_in_figures_and_in_words(typed: str, number: int | None) -> None:
    read = read_number(typed)
    assert read == number if number is not None else read is None or read > 100


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_question_has_its_words(kind: Kind, language: Language) -> None:
    words = question_in_words(Question(kind, (9, 2, 5)), language)
    assert words.endswith("?")
    assert "{" not in words
